import { type CancellationToken, type CodeAction, CodeActionKind, type Range, type TextEdit } from "vscode-languageserver";
import { ignoreAction } from "../features/codeActions.ts";
import type { Part } from "../change/parts.ts";
import type { PlacedConcern } from "../rehearsal/placed.ts";
import type { Fix } from "../rehearsal/fixes.ts";
import { say } from "../words/say.ts";
import { lasting } from "../words/rehearsal/say.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { Rehearsals } from "./rehearsals.ts";
import type { Session } from "./session.ts";
import { toDiagnostic, toRange } from "./toLsp.ts";

interface Asked {
  readonly session: Session;
  readonly rehearsals: Rehearsals;
  readonly cancelled: CancellationToken;
}

/** The actions for findings of rehearsals that touch a range: rehearsed fixes, showing the moment, and ignoring the finding. */
export async function rehearsedActions(
  { file, ...snapshot }: Snapshot,
  range: Range,
  { session, rehearsals, cancelled }: Asked,
): Promise<CodeAction[]> {
  const { lines, uri } = file;
  const [from, to] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
  const touched = rehearsals.findingsIn(uri).filter(({ finding, base }) => finding.from + base <= to && finding.to + base >= from);
  const stop = new AbortController();
  cancelled.onCancellationRequested(() => stop.abort());
  const all = await Promise.all(
    touched.map(async (placed): Promise<CodeAction[]> => {
      const { parts, fixes } = await rehearsals.fixesFor(placed.concern, stop.signal);
      const diagnostics = [toDiagnostic(placed, file, session)];
      const [ignore] = ignoreAction({ file, ...snapshot }, placed);
      const ignored = ignore && { changes: { [uri]: ignore.edits.map((edit): TextEdit => ({ range: toRange(lines, edit), newText: edit.text })) } };
      return [
        ...fixes.map((fix, i) => ({ ...fixAction(fix, parts, session), diagnostics, isPreferred: i === 0 })),
        { ...lookAction(placed, uri, session), diagnostics },
        ...(ignore && ignored ? [{ title: session.inWords(ignore.title), kind: CodeActionKind.QuickFix, edit: ignored, diagnostics }] : []),
      ];
    }),
  );
  return stop.signal.aborted ? [] : all.flat();
}

function fixAction({ title, edits }: Fix, parts: readonly Part[], { inWords, workspace }: Session): CodeAction {
  const changes = [...edits].map(([uri, some]): [string, TextEdit[]] => {
    const lines = (workspace.file(uri) ?? parts.find(({ file }) => file.uri === uri)!.file).lines;
    return [uri, some.map((edit) => ({ range: toRange(lines, edit), newText: edit.text }))];
  });
  return { title: inWords(title), kind: CodeActionKind.QuickFix, edit: { changes: Object.fromEntries(changes) } };
}

/** An action that opens the preview at the moment of the finding. */
function lookAction({ concern: { at = 0 } }: PlacedConcern, uri: string, { inWords }: Session): CodeAction {
  const title = inWords(at === 0 ? say("preview") : say("preview-at", { time: lasting(at) }));
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: "rehearsal.preview", arguments: [uri, at] } };
}
