import { type TextDocumentContentChangeEvent, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

/** The open files, and the places of their last edits. */
export class OpenDocuments extends TextDocuments<TextDocument> {
  private readonly edited: Map<string, ReadonlySet<number> | undefined>;

  constructor() {
    const edited = new Map<string, ReadonlySet<number> | undefined>();
    super({
      create: TextDocument.create,
      update(document, changes, version) {
        edited.set(document.uri, cursorLinesOf(changes));
        return TextDocument.update(document, changes, version);
      },
    });
    this.edited = edited;
  }

  /** The lines with the cursors after the last edit of a file; nothing if it was not typed. Each edit is returned once. */
  takeCursorLines(uri: string): ReadonlySet<number> | undefined {
    const lines = this.edited.get(uri);
    this.edited.delete(uri);
    return lines;
  }
}

/** The lines that hold the cursors after an edit, counted from 0; nothing if the whole text was replaced. */
function cursorLinesOf(changes: readonly TextDocumentContentChangeEvent[]): ReadonlySet<number> | undefined {
  let lines: readonly number[] = [];
  for (const change of changes) {
    if (!("range" in change)) return undefined;
    const { start, end } = change.range;
    const added = change.text.split("\n").length - 1;
    const moved = added - (end.line - start.line);
    lines = [...lines.map((line) => (line >= end.line ? line + moved : line)), start.line + added];
  }
  return new Set(lines);
}
