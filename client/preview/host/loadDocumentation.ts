import type { Documentation } from "../../../kubectl/core/cluster.ts";

/** The page's own script, beside which the documentation lies. It is known only while the script is first run. */
const own = document.currentScript as HTMLScriptElement | null;

let loading: Promise<Documentation> | undefined;

/**
 * Loads the documentation when it is first asked for: it is larger than the page, and most never ask. It comes as a script (`documentation.ts`),
 * since the page may run scripts of its own and may request nothing else.
 */
export function loadDocumentation(): Promise<Documentation> {
  return (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = own?.nonce ?? "";
    script.src = new URL("documentation.js", own?.src).href;
    script.addEventListener("load", () => resolve(globalThis.rehearsalDocumentation!));
    script.addEventListener("error", () => reject(new Error(`${script.src} cannot be loaded`)));
    document.head.append(script);
  }));
}

declare global {
  /** Set by `documentation.ts`. */
  // oxlint-disable-next-line no-var -- only a `var` becomes a property of the global object
  var rehearsalDocumentation: Documentation | undefined;
}
