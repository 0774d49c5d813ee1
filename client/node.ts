import { type ExtensionContext, Uri } from "vscode";
import { activateWith, type Rehearsal } from "./extension.ts";

/** The extension on a desktop or a server: the language server is a separate process, which keeps its compiled code for the next start. */
export function activate(context: ExtensionContext): Rehearsal {
  const module = context.asAbsolutePath("dist/server/node.mjs");
  const env = { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, "compiled").fsPath };
  return activateWith(context, async (options) => {
    const { LanguageClient, TransportKind } = await import("vscode-languageclient/node");
    const run = { module, transport: TransportKind.ipc, options: { env } };
    const debug = { ...run, options: { env, execArgv: ["--inspect=6009"] } };
    return new LanguageClient("rehearsal", "Rehearsal", { run, debug }, options);
  });
}
