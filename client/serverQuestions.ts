import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { FileNames } from "../server/lsp/protocol.ts";

/** Beyond this a file is no manifest that a person wrote, in bytes. */
const largest = 3 * 1024 * 1024;
const mostFiles = 20_000;

/** Answers what a server in a worker has to ask, since it has no files of its own: those of the workspace, wherever they are. */
export function answerServer(client: BaseLanguageClient): void {
  client.onRequest("rehearsal/readFile", async ({ uri }: { readonly uri: string }) => ({ text: (await read(vscode.Uri.parse(uri))) ?? null }));
  client.onRequest("rehearsal/listFiles", async ({ passedOver }: Pick<FileNames, "passedOver">) => {
    const files = await vscode.workspace.findFiles("**/*.{yaml,yml,json}", `**/{${passedOver.join(",")}}/**`, mostFiles);
    return { uris: files.map(String) };
  });
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > largest ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined; // gone, or not ours to read
  }
}
