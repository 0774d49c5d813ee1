import { type ExtensionContext, Uri } from "vscode";
import { activateWith, type Rehearsal } from "./extension.ts";

/** The extension in a browser: the language server is a web worker. */
export function activate(context: ExtensionContext): Rehearsal {
  const script = Uri.joinPath(context.extensionUri, "dist/server/worker.js").toString(true);
  return activateWith(context, async (options) => {
    const worker = new Worker(script);
    const { LanguageClient } = await import("vscode-languageclient/browser");
    return new LanguageClient("rehearsal", "Rehearsal", worker, options);
  });
}
