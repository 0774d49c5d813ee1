import * as vscode from "vscode";

const examples: readonly string[] = ["web.yaml", "typos.yaml"];

/** Opens one of the packaged examples as a new file, which is the person's own to change: the walkthrough starts from them. */
export async function openExample(extensionUri: vscode.Uri, name = "web.yaml"): Promise<void> {
  if (!examples.includes(name)) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "examples", name));
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content: new TextDecoder().decode(bytes) });
  await vscode.window.showTextDocument(document);
}
