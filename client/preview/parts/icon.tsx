import type { VNode } from "preact";

/** One of VS Code's own icons, for the eye alone: a name beside it says what it means. */
export function Icon({ name }: { readonly name: string }): VNode {
  return <i class={`codicon codicon-${name}`} aria-hidden="true" />;
}
