import type { Component, FunctionComponent, VNode } from "preact";
import { sameValue } from "../../../api/equal.ts";

/**
 * A component that is drawn again only if what it is given is no longer the same value: when somebody types, most of the picture stays as it was.
 * For those that read no signals, and that are given little.
 */
export function steady<P extends object>(draw: (props: P) => VNode | null): FunctionComponent<P> {
  return function Steady(this: Component<P>, props: P) {
    this.shouldComponentUpdate = (next) => !sameValue(next, this.props);
    return draw(props);
  };
}
