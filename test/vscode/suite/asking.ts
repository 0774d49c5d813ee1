import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Opens a file of the workspace folder as it is on the disk. */
export async function openFile(name: string): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
  const editor = await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  return { document: editor.document, editor };
}

/** Replaces the first place where a text stands in the editor. */
export async function replace(editor: vscode.TextEditor, what: string, by: string): Promise<void> {
  const from = editor.document.getText().indexOf(what);
  assert.ok(from >= 0, `${what} is not in the file`);
  await editor.edit((edit) => edit.replace(new vscode.Range(editor.document.positionAt(from), editor.document.positionAt(from + what.length)), by));
}

/** Errors and warnings, as `source: message`. */
export function problems(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map(({ source, message }) => `${source}: ${message}`);
}

/** What the hovers at the first place of a text say, one entry for each that the editor would show. */
export async function hovers(document: vscode.TextDocument, text: string): Promise<string[]> {
  const at = document.positionAt(document.getText().indexOf(text) + 2);
  const found = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
  return found
    .map(({ contents }) => contents.map((content) => (typeof content === "string" ? content : content.value)).join("\n"))
    .filter((said) => said.trim() !== "");
}

/** What completion offers behind the first place of a text. */
export async function proposals(document: vscode.TextDocument, text: string): Promise<string[]> {
  const at = document.positionAt(document.getText().indexOf(text) + text.length);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at);
  return items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** Asks until the answer is as it should be. Fails with the last answer. */
export function eventually<T>(ask: () => T, isRight: (answer: T) => boolean): Promise<T> {
  return eventuallyAsked(() => Promise.resolve(ask()), isRight);
}

/** Asks who takes a while to answer, until the answer is as it should be. Fails with the last answer. */
export async function eventuallyAsked<T>(ask: () => Thenable<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new assert.AssertionError({ message: `still ${JSON.stringify(await ask())} after ten seconds` });
}

/** Long enough for an error to show up, if there were one. */
export function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1500));
}
