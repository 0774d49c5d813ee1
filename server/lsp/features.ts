import { groupBy } from "../../api/groupBy.ts";
import {
  type AnnotatedTextEdit,
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type CompletionContext,
  CompletionTriggerKind,
  DocumentHighlightKind,
  FoldingRangeKind,
  type Position,
  ResponseError,
  type ServerCapabilities,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type CodeAction as Action, quickFixes } from "../features/codeActions.ts";
import { fixAll } from "../features/fixAll.ts";
import { codeLens, effectLenses } from "../features/codeLens.ts";
import { documentationOf } from "../features/documentation.ts";
import { type Reason, complete } from "../features/completion/complete.ts";
import { hover } from "../features/hover/hover.ts";
import { inlayHints } from "../features/inlayHints.ts";
import { definition } from "../features/navigation/definition.ts";
import { folding } from "../features/navigation/folding.ts";
import { highlights } from "../features/navigation/highlights.ts";
import { type Link, links } from "../features/navigation/links.ts";
import type { Location } from "../features/navigation/names.ts";
import { outline } from "../features/navigation/outline.ts";
import { references } from "../features/navigation/references.ts";
import { type NameReplacement, rename, renamed } from "../features/navigation/rename.ts";
import { selectionRange } from "../features/navigation/selectionRange.ts";
import { workspaceSymbols } from "../features/navigation/workspaceSymbols.ts";
import { isChartTemplate } from "../helm/values.ts";
import { format, formatLines, type LineEdit } from "../formatting/format.ts";
import { newLine } from "../features/typing/newLine.ts";
import { pasted } from "../features/typing/pasted.ts";
import type { PasteParams, PasteResult } from "./protocol.ts";
import { rehearsedActions } from "./rehearsedActions.ts";
import type { Rehearsals } from "./rehearsals.ts";
import type { Session } from "./session.ts";
import { toCompletionList, toDiagnostic, toDocumentSymbol, toHover, toRange, toSelectionRange } from "./toLsp.ts";
import type { FileModel } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { say } from "../words/say.ts";

/** The capabilities that the server announces. Diagnostics are published without a request: see `publisher.ts`. */
export const offeredFeatures: ServerCapabilities = {
  hoverProvider: true,
  completionProvider: { triggerCharacters: [":", " ", "-", '"', "."], resolveProvider: true },
  documentOnTypeFormattingProvider: { firstTriggerCharacter: "\n" },
  definitionProvider: true,
  documentLinkProvider: {},
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
  codeLensProvider: {},
  inlayHintProvider: true,
};

/** Wires every feature: each is a pure function of a snapshot. */
export function offerFeatures(session: Session, rehearsals: Rehearsals): void {
  offerWriting(session);
  offerNavigation(session);
  offerStructure(session, rehearsals);
  offerActions(session, rehearsals);
}

function offerWriting(session: Session): void {
  const { connection, host } = session;
  connection.onHover(async (params) => {
    const at = session.at(params);
    const docs = at && (await loadDocs(session));
    const found = at && hover(at.snapshot, at.offset, docs!, host.now());
    return found ? toHover(found, at.snapshot.file.lines, session) : null;
  });
  connection.onCompletion((params) => {
    const at = session.at(params);
    if (params.context?.triggerCharacter === "." && !(at && isChartTemplate(at.snapshot.file.uri, at.snapshot.tree))) return null;
    if (!at || (params.context?.triggerCharacter === " " && isIndentation(at.snapshot, at.offset))) return null;
    const found = complete(at.snapshot, at.offset, reasonOf(params.context));
    return found ? toCompletionList(found, at.snapshot.file.lines, session) : null;
  });
  connection.onDocumentOnTypeFormatting((params) => {
    const at = session.at(params);
    const indentation = at && newLine(at.snapshot, at.offset);
    return indentation ? [{ range: toRange(at.snapshot.file.lines, indentation), newText: indentation.text }] : null;
  });
  connection.onRequest("rehearsal/paste", ({ uri, range, text }: PasteParams): PasteResult => {
    const found = session.snapshot(uri);
    const offsetOf = (position: Position): number => found!.file.lines.offsetAt(position);
    return (found && pasted(found, { from: offsetOf(range.start), to: offsetOf(range.end) }, text)) ?? null;
  });
  connection.onDocumentFormatting(({ textDocument: { uri }, options }) => {
    const file = session.snapshot(uri)?.file;
    return file ? toTextEdits(format(file, options.tabSize), file) : null;
  });
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, options, range }) => {
    const file = session.snapshot(uri)?.file;
    if (!file) return null;
    const [from, to] = [file.lines.offsetAt(range.start), file.lines.offsetAt(range.end)];
    return toTextEdits(formatLines(file, from, to, options.tabSize), file);
  });
  connection.onCompletionResolve(async (item) => {
    const key = (item.data as { docs?: string } | undefined)?.docs;
    const text = key === undefined ? undefined : documentationOf(key, await loadDocs(session));
    return text === undefined ? item : { ...item, documentation: { kind: "markdown" as const, value: session.inWords(text) } };
  });
}

function reasonOf(context: CompletionContext | undefined): Reason {
  if (context?.triggerKind === CompletionTriggerKind.TriggerForIncompleteCompletions) return "goes on";
  return context?.triggerCharacter === ":" ? "colon" : "asked";
}

function toTextEdits(edits: readonly LineEdit[], { lines }: FileModel): TextEdit[] {
  return edits.map(({ text, ...span }) => ({ range: toRange(lines, span), newText: text }));
}

/** A space at the start of a line does not trigger completion. */
function isIndentation({ file: { lines } }: Snapshot, offset: number): boolean {
  return lines.text.slice(lines.startOf(lines.lineAt(offset)), offset).trim() === "";
}

async function loadDocs({ host, pages }: Session): Promise<(key: string) => string | undefined> {
  const docs = await host.docs(pages()?.folder);
  return (key) => (Object.hasOwn(docs, key) ? docs[key] : undefined);
}

function offerNavigation(session: Session): void {
  const { connection, workspace } = session;
  const toLocations = (locations: readonly Location[]) =>
    locations.flatMap(({ uri, ...span }) => {
      const file = workspace.file(uri);
      return file ? [{ uri, range: toRange(file.lines, span) }] : [];
    });

  connection.onDefinition((params) => {
    const at = session.at(params);
    return at ? toLocations(definition(at.snapshot, at.offset)) : null;
  });
  connection.onReferences((params) => {
    const at = session.at(params);
    return at ? toLocations(references(at.snapshot, at.offset, params.context.includeDeclaration)) : null;
  });
  connection.onDocumentHighlight((params) => {
    const at = session.at(params);
    if (!at) return null;
    const { lines } = at.snapshot.file;
    return highlights(at.snapshot, at.offset).map((one) => ({
      range: toRange(lines, one),
      kind: one.is === "written" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  });
  connection.onPrepareRename(async (params) => {
    await session.whenRead();
    const at = session.at(params);
    const word = at && renamed(at.snapshot, at.offset);
    return word ? toRange(at.snapshot.file.lines, word) : null;
  });
  connection.onRenameRequest(async (params, cancel) => {
    await session.whenRead();
    const at = cancel.isCancellationRequested ? undefined : session.at(params);
    if (!at || !renamed(at.snapshot, at.offset)) return new ResponseError(0, session.inWords(say("nothing-to-rename")));
    return toWorkspaceEdit(session, rename(at.snapshot, at.offset, params.newName));
  });
  connection.onDocumentLinks(({ textDocument: { uri } }) => {
    const found = session.snapshot(uri);
    return found ? links(found).map((link) => ({ range: toRange(found.file.lines, link), target: targetOf(link, workspace) })) : null;
  });
  connection.onWorkspaceSymbol(({ query }) => {
    const found = workspaceSymbols(workspace.catalog(), query);
    return found.flatMap((one) =>
      toLocations([one]).map((location) => ({ name: one.label, containerName: one.container, kind: 5 as const, location })),
    );
  });
}

/** The address of a link: the line comes behind the number sign, as editors read it. */
function targetOf({ uri, at }: Link, workspace: Session["workspace"]): string {
  const file = at === undefined ? undefined : workspace.file(uri);
  return file ? `${uri}#L${file.lines.lineAt(at!) + 1}` : uri;
}

function offerStructure({ connection, snapshot, inWords }: Session, rehearsals: Rehearsals): void {
  connection.onDocumentSymbol(({ textDocument: { uri } }) => {
    const found = snapshot(uri);
    return found ? outline(found).map((entry) => toDocumentSymbol(entry, found.file.lines)) : null;
  });
  connection.onFoldingRanges(({ textDocument: { uri } }) => {
    const found = snapshot(uri);
    return found
      ? folding(found).map(({ first, last, is }) => ({
          startLine: first,
          endLine: last,
          ...(is === "comment" && { kind: FoldingRangeKind.Comment }),
        }))
      : null;
  });
  connection.onSelectionRanges(({ textDocument: { uri }, positions }) => {
    const found = snapshot(uri);
    return found ? positions.map((position) => toSelectionRange(selectionRange(found, found.file.lines.offsetAt(position)), found.file.lines)) : null;
  });
  connection.onCodeLens(({ textDocument: { uri } }) => {
    const found = snapshot(uri);
    if (!found) return null;
    const lenses = codeLens(found);
    const effects = found.settings.codeLens ? effectLenses(rehearsals.effectsIn(uri)) : [];
    return [...lenses, ...effects].map(({ title, command, ...span }) => ({
      range: toRange(found.file.lines, span),
      command: { title: inWords(title), command, arguments: [uri] },
    }));
  });
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => {
    const found = snapshot(uri);
    if (!found) return null;
    const { lines } = found.file;
    return inlayHints(found, lines.offsetAt(range.start), lines.offsetAt(range.end)).map(({ at, text, yaml, edit }) => ({
      position: lines.positionAt(at),
      label: text,
      tooltip: { kind: "markdown" as const, value: `${inWords(say("server-defaults"))}\n\`\`\`yaml\n${yaml}\n\`\`\`` },
      textEdits: [{ range: toRange(lines, { from: edit.at, to: edit.at }), newText: edit.text }],
      paddingLeft: true,
    }));
  });
}

function offerActions(session: Session, rehearsals: Rehearsals): void {
  const { connection, snapshot } = session;
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }, cancelled) => {
    const found = snapshot(uri);
    if (!found) return null;
    const { lines } = found.file;
    const wants = (kind: string): boolean => context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const fixes = wants(CodeActionKind.QuickFix) ? quickFixes(found, lines.offsetAt(range.start), lines.offsetAt(range.end)) : [];
    const isAsked =
      context.only !== undefined || (context.triggerKind !== CodeActionTriggerKind.Automatic && fixes.some(({ is }) => is === "repair"));
    const all = isAsked && wants(CodeActionKind.SourceFixAll) ? fixAll(found) : undefined;
    const actions = [...fixes, ...(all ? [all] : [])].map((action) => toCodeAction(action, found, session));
    return wants(CodeActionKind.QuickFix) ? [...(await rehearsedActions(found, range, { session, rehearsals, cancelled })), ...actions] : actions;
  });
}

function toCodeAction({ title, is, edits, finding }: Action, { file }: Snapshot, session: Session): CodeAction {
  return {
    title: session.inWords(title),
    kind: is === "fixAll" ? CodeActionKind.SourceFixAll : CodeActionKind.QuickFix,
    edit: { changes: { [file.uri]: edits.map((edit) => ({ range: toRange(file.lines, edit), newText: edit.text })) } },
    ...(finding && {
      diagnostics: [toDiagnostic(finding, file, session)],
      isPreferred: is === "repair",
    }),
  };
}

/**
 * A rename. If the editor supports it, it asks before files change that are not open. Immutable selectors are renamed, too,
 * since otherwise the workload would not select its own pods; the refusal is a finding of its own.
 */
function toWorkspaceEdit({ workspace, editor, inWords }: Session, changes: readonly NameReplacement[]): WorkspaceEdit {
  const files = groupBy(changes, ({ uri }) => uri);
  const found = [...files].flatMap(([uri, edits]) => {
    const file = workspace.file(uri);
    return file ? [{ file, edits }] : [];
  });
  if (!editor().asksBeforeChanges)
    return {
      changes: Object.fromEntries(
        found.map(({ file, edits }) => [file.uri, edits.map(({ text, ...span }) => ({ range: toRange(file.lines, span), newText: text }))]),
      ),
    };
  const reasons = {
    "immutable-selector": say("rename-immutable-selector"),
    "other-object": say("rename-other-object"),
    closed: say("rename-closed-file"),
  };
  return {
    documentChanges: found.map(({ file, edits }) => ({
      textDocument: { uri: file.uri, version: file.version ?? null },
      edits: edits.map(({ text, warning, ...span }): AnnotatedTextEdit | TextEdit => {
        const reason = file.version === undefined ? "closed" : warning;
        return { range: toRange(file.lines, span), newText: text, ...(reason && { annotationId: reason }) };
      }),
    })),
    changeAnnotations: Object.fromEntries(
      Object.entries(reasons).map(([id, label]) => [id, { label: inWords(label), needsConfirmation: id === "closed" }]),
    ),
  };
}
