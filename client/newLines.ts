import * as vscode from "vscode";
import type { DocumentOnTypeFormattingParams, TextEdit } from "vscode-languageclient";

/** How often an edit is retried if the text has changed meanwhile. */
const mostTries = 3;

/** Asks the server how a new line is indented. */
type Ask = (params: DocumentOnTypeFormattingParams) => Promise<readonly TextEdit[] | null>;

/**
 * Puts the cursor at the column of the next key after Enter in a manifest. VS Code's format on type would need a setting for all YAML, and asks only
 * one extension. Here only our server is asked, which has no answer for other YAML.
 */
export function indentNewLines(ask: Ask): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges: [change, ...others], reason }) => {
    const editor = vscode.window.activeTextEditor;
    if (!change || others.length > 0 || reason !== undefined || document.languageId !== "yaml") return;
    if (editor?.document !== document || editor.selections.length > 1 || !/^\r?\n[ \t]*$/.test(change.text)) return;
    // The client has to tell the server of the change first. Without an answer the line stays as it is.
    setTimeout(() => void indent(editor, change.range.start.line + 1, ask).catch(() => undefined));
  });
}

async function indent(editor: vscode.TextEditor, row: number, ask: Ask): Promise<void> {
  const { document } = editor;
  const blanks = blanksOf(document, row);
  const uri = document.uri.toString();
  const found = await ask({
    textDocument: { uri },
    position: { line: row, character: blanks },
    ch: "\n",
    options: { tabSize: 2, insertSpaces: true },
  });
  const wanted = found?.[0]?.newText.length;
  if (wanted === undefined) return;
  // VS Code refuses the edit if more was typed after the blanks, but the answer is still valid.
  for (let tries = 0; tries < mostTries && blanksOf(document, row) === blanks; tries++) {
    const isDone = await editor.edit(
      (edit) => {
        if (wanted > blanks) edit.insert(new vscode.Position(row, blanks), " ".repeat(wanted - blanks));
        else edit.delete(new vscode.Range(row, wanted, row, blanks));
      },
      { undoStopBefore: false, undoStopAfter: false },
    );
    if (isDone) return;
  }
}

/** The number of blanks at the start of a line; -1 if the line does not exist. */
function blanksOf(document: vscode.TextDocument, row: number): number {
  return row < document.lineCount ? document.lineAt(row).firstNonWhitespaceCharacterIndex : -1;
}
