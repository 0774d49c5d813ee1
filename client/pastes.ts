import * as vscode from "vscode";
import type { PasteParams, PasteResult } from "../server/lsp/protocol.ts";

/** Asks the server how a block is indented where it is pasted. */
type Ask = (params: PasteParams) => Promise<PasteResult>;

/** Indents a block of lines that is pasted into a manifest to fit its place. VS Code offers to paste it unchanged instead. */
export function indentPastes(ask: Ask): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append("rehearsal", "indented");
  const provider: vscode.DocumentPasteEditProvider = {
    async provideDocumentPasteEdits(document, [range, ...others], copied, _context, token) {
      const text = range && others.length === 0 ? await copied.get("text/plain")?.asString() : undefined;
      if (!range || !text?.includes("\n") || token.isCancellationRequested) return undefined;
      const { start, end } = range;
      const indented = await ask({ uri: document.uri.toString(), range: { start, end }, text: text.replaceAll("\r\n", "\n") }).catch(() => null);
      if (indented === null) return undefined;
      const given = document.lineAt(start.line).firstNonWhitespaceCharacterIndex;
      return [new vscode.DocumentPasteEdit(relativeTo(Math.min(given, start.character), indented), vscode.l10n.t("Indented to Fit"), kind)];
    },
  };
  return vscode.languages.registerDocumentPasteEditProvider({ language: "yaml" }, provider, {
    pasteMimeTypes: ["text/plain"],
    providedPasteEditKinds: [kind],
  });
}

/** VS Code indents every line of an insertion like the one that it starts on. */
function relativeTo(indent: number, text: string): string {
  return text.replaceAll(new RegExp(`\\n {0,${indent}}`, "g"), "\n");
}
