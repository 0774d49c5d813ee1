import type { VNode } from "preact";

/** An icon of VS Code. It is decorative: a name beside it says what it means. */
export function Icon({ name }: { readonly name: string }): VNode {
  return <i class={`codicon codicon-${name}`} aria-hidden="true" />;
}
