import type { Documentation } from "../../../kubectl/core/cluster.ts";
import { besideOwn, runScript } from "./runScript.ts";

let loading: Promise<Documentation> | undefined;

/**
 * Loads the documentation on first use, since it is larger than the page and rarely needed. It is a script (`documentation.ts`),
 * since the page may run its own scripts but may not request anything else.
 */
export function loadDocumentation(): Promise<Documentation> {
  return (loading ??= runScript(besideOwn("documentation.js")).then(() => globalThis.rehearsalDocumentation!));
}

declare global {
  /** Set by `documentation.ts`. */
  // oxlint-disable-next-line no-var -- only a `var` becomes a property of the global object
  var rehearsalDocumentation: Documentation | undefined;
}
