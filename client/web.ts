import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith } from "./extension.ts";

/** The extension in a browser: the language server is a web worker. */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist/server/worker.js").toString(true);
  activateWith(context, (options) => new LanguageClient("rehearsal", "Rehearsal", new Worker(script), options));
}
