import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith, type Rehearsal } from "./extension.ts";

/** The extension in a browser: the language server is a web worker. */
export function activate(context: ExtensionContext): Rehearsal {
  const script = Uri.joinPath(context.extensionUri, "dist/server/worker.js").toString(true);
  return activateWith(context, (options) => new LanguageClient("rehearsal", "Rehearsal", new Worker(script), options));
}
