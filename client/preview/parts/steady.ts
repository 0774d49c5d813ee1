import type { Component, FunctionComponent, VNode } from "preact";
import { sameValue } from "../../../api/equal.ts";

/**
 * A component that is redrawn only if its props have other values: while the user types, most of the picture stays the same.
 * For components that read no signals and have small props.
 */
export function steady<P extends object>(draw: (props: P) => VNode | null): FunctionComponent<P> {
  return function Steady(this: Component<P>, props: P) {
    this.shouldComponentUpdate = (next) => !sameValue(next, this.props);
    return draw(props);
  };
}
