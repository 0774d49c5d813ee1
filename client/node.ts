import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith, type Rehearsal } from "./extension.ts";

/** The extension on a desktop or a server: the language server is a separate process. */
export function activate(context: ExtensionContext): Rehearsal {
  const module = context.asAbsolutePath("dist/server/node.mjs");
  return activateWith(context, (options) => {
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient("rehearsal", "Rehearsal", { run, debug: { ...run, options: { execArgv: ["--inspect=6009"] } } }, options);
  });
}
