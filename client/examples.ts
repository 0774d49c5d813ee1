import * as vscode from "vscode";

const examples: readonly string[] = ["web.yaml", "typos.yaml"];

/** Opens a packaged example as a new untitled file, which the user can change. The walkthrough starts with one. */
export async function openExample(extensionUri: vscode.Uri, name = "web.yaml"): Promise<void> {
  if (!examples.includes(name)) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "examples", name));
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content: new TextDecoder().decode(bytes) });
  await vscode.window.showTextDocument(document);
}
