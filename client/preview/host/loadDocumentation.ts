import type { Documentation } from "../../../kubectl/core/cluster.ts";
import { besideOwn, runScript } from "./runScript.ts";

let loading: Promise<Documentation> | undefined;

/**
 * Loads the documentation when it is first asked for: it is larger than the page, and most never ask. It comes as a script (`documentation.ts`),
 * since the page may run scripts of its own and may request nothing else.
 */
export function loadDocumentation(): Promise<Documentation> {
  return (loading ??= runScript(besideOwn("documentation.js")).then(() => globalThis.rehearsalDocumentation!));
}

declare global {
  /** Set by `documentation.ts`. */
  // oxlint-disable-next-line no-var -- only a `var` becomes a property of the global object
  var rehearsalDocumentation: Documentation | undefined;
}
