import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type Hover,
  InsertTextFormat,
  type Range,
  type SelectionRange,
  SymbolKind,
} from "vscode-languageserver";
import type { Completion } from "../features/completion/complete.ts";
import type { Proposal } from "../features/completion/proposal.ts";
import { withoutStops } from "../features/completion/skeleton.ts";
import type { PlacedFinding } from "../features/diagnostics.ts";
import type { HoverText } from "../features/hover/hover.ts";
import type { OutlineEntry } from "../features/navigation/outline.ts";
import { pageOf } from "./pages.ts";
import type { Session } from "./session.ts";
import type { Severity } from "../finding/settings.ts";
import type { Span } from "../syntax/tree.ts";
import type { Lines } from "../text/lines.ts";
import type { FileModel } from "../workspace/model.ts";
import { strung } from "../../api/words/sentence.ts";

/** The one place where offsets become positions and our own results become LSP types. */

/** A span as a range of lines and characters; `base` is the start of its document. */
export function toRange(lines: Lines, { from, to }: Span, base = 0): Range {
  return { start: lines.positionAt(from + base), end: lines.positionAt(to + base) };
}

/** Severities as LSP numbers them. */
export const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Converts a finding to LSP. The session has the other files that it refers to, and the address of its page. */
export function toDiagnostic(
  { finding, base }: PlacedFinding,
  { uri, lines }: FileModel,
  { workspace, pages: pagesOf, inWords }: Session,
): Diagnostic {
  const { code, severity, message, origin, related, look } = finding;
  const places = related?.map((one) => {
    const other = one.uri === undefined ? lines : workspace.file(one.uri)?.lines;
    return {
      location: { uri: one.uri ?? uri, range: other ? toRange(other, one, one.uri === undefined ? base : 0) : toRange(lines, { from: 0, to: 0 }) },
      message: inWords(one.message),
    };
  });
  const pages = pagesOf();
  return {
    range: toRange(lines, finding, base),
    severity: severities[severity],
    source: "rehearsal",
    code,
    ...(pages && { codeDescription: { href: pageOf(code, pages) } }),
    message: origin ? `${inWords(message)}\n${origin.type}${origin.field === "" ? "" : ` ${origin.field}`}` : inWords(message),
    ...(places && { relatedInformation: places }),
    ...(look && { tags: [look === "unnecessary" ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated] }),
  };
}

/** Converts a hover text to LSP. */
export function toHover({ paragraphs, ...span }: HoverText, lines: Lines, { inWords }: Session): Hover {
  return { range: toRange(lines, span), contents: { kind: "markdown", value: inWords(strung(paragraphs, "\n\n")) } };
}

const kinds: Readonly<Record<Proposal["is"], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Reference,
  kind: CompletionItemKind.Class,
  skeleton: CompletionItemKind.Snippet,
};

/** Proposals in the server's order; editors sort by text, so each carries its rank. */
export function toCompletionList(completion: Completion, lines: Lines, { inWords, editor }: Session): CompletionList {
  const { base, proposals } = completion;
  const { takesSnippets, suggestCommand } = editor();
  const typed = lines.text.slice(completion.from + base, completion.to + base);
  const { to } = completion;
  return {
    isIncomplete: true,
    items: proposals.map((proposal, rank): CompletionItem => {
      const { label, is, detail, docs, about, snippet, also, elsewhen, again } = proposal;
      const range = toRange(lines, { from: proposal.from ?? completion.from, to }, base);
      const indent = Math.min(lines.indentOf(range.start.line), range.start.character);
      const text = relativeTo(indent, takesSnippets ? snippet : withoutStops(snippet));
      return {
        label,
        kind: kinds[is],
        sortText: String(rank).padStart(4, "0"),
        filterText: /^["']/.test(typed) ? `${typed.charAt(0)}${label}` : label.replace(/^- /, ""),
        insertTextFormat: takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range, newText: text },
        ...(rank === 0 && { preselect: true }),
        ...(again && suggestCommand !== undefined && { command: { title: "", command: suggestCommand } }),
        ...(elsewhen !== undefined && { labelDetails: { description: inWords(elsewhen) } }),
        ...(detail !== undefined && { detail: inWords(detail) }),
        ...(docs !== undefined && { data: { docs } }),
        ...(about !== undefined && { documentation: { kind: "markdown", value: about } }),
        ...(also && also.length > 0 && { additionalTextEdits: also.map((edit) => ({ range: toRange(lines, edit, base), newText: edit.text })) }),
      };
    }),
  };
}

const symbolKinds = { object: SymbolKind.Class, map: SymbolKind.Object, list: SymbolKind.Array, scalar: SymbolKind.Property } as const;

/** Converts an entry of the outline to LSP, with all its children. */
export function toDocumentSymbol({ label, detail, is, span, name, children }: OutlineEntry, lines: Lines): DocumentSymbol {
  return {
    name: label,
    ...(detail !== "" && { detail }),
    kind: symbolKinds[is],
    range: toRange(lines, span),
    selectionRange: toRange(lines, name),
    ...(children.length > 0 && { children: children.map((child) => toDocumentSymbol(child, lines)) }),
  };
}

/** Spans from the innermost to the outermost, each the next one's part. */
export function toSelectionRange(spans: readonly Span[], lines: Lines): SelectionRange {
  const [first, ...outer] = spans;
  const range = toRange(lines, first ?? { from: 0, to: 0 });
  return outer.length === 0 ? { range } : { range, parent: toSelectionRange(outer, lines) };
}

/** Editors indent every line of an insertion like the one that it starts on. */
function relativeTo(indent: number, text: string): string {
  return text.replaceAll(new RegExp(`\\n {0,${indent}}`, "g"), "\n");
}
