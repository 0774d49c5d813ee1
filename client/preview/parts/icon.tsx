import type { VNode } from "preact";
import { steady } from "./steady.ts";

/** An icon of VS Code. It is decorative: a name beside it says what it means. */
export const Icon = steady(({ name }: { readonly name: string }): VNode => <i class={`codicon codicon-${name}`} aria-hidden="true" />);
