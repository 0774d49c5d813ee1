import * as vscode from "vscode";

/** A quick fix with its edit, so that one press applies it. */
export interface QuickFix {
  readonly title: string;
  readonly edit: vscode.WorkspaceEdit;
}

/** How many actions of a line are resolved at most. */
const most = 10;

/** The quick fix for a line, if exactly one is certain. */
export async function quickFixAt(uri: vscode.Uri, line: number): Promise<QuickFix | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  const { value: kind } = vscode.CodeActionKind.QuickFix;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, range, kind, most);
  const [best] = actions.flatMap(({ title, edit, isPreferred }) => (isPreferred === true && edit ? [{ title, edit }] : []));
  return best;
}
