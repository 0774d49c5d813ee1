import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith } from "./extension.ts";

/** The extension on a desktop or a server: the language server is a process of its own. */
export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server/node.mjs");
  activateWith(context, (options) => {
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient("rehearsal", "Rehearsal", { run, debug: { ...run, options: { execArgv: ["--inspect=6009"] } } }, options);
  });
}
