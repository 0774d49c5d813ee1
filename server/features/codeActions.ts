import type { Edit } from "../repairs/edits.ts";
import { withEdits } from "../repairs/edits.ts";
import { readModel } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type PlacedFinding, diagnose, isJudged } from "./diagnostics.ts";
import { Repairs, type TriedRepair } from "./repairs.ts";
import { type ServerSentence, say } from "../words/say.ts";
import { listed } from "../../api/words/sentence.ts";

/** An action for a finding. Offsets of its edits count from the start of the file. */
export interface CodeAction {
  readonly title: ServerSentence;
  /** The best repair of a finding, another one, an action to ignore it, or the repair of the whole file. */
  readonly is: "repair" | "other" | "ignore" | "fixAll";
  readonly edits: readonly Edit[];
  /** The finding that it repairs. */
  readonly finding?: PlacedFinding;
}

/** So many repairs of one finding are offered. */
const mostOffered = 4;

/** The repairs of the findings that touch a span of the file, the best first, and an action to ignore each. */
export function quickFixes(snapshot: Snapshot, from: number, to: number): CodeAction[] {
  if (!isJudged(snapshot)) return [];
  const seen = new Set<string>();
  return snapshot.file.documents.flatMap((placed) => {
    if (placed.from > to || placed.to < from) return [];
    const repairs = new Repairs(snapshot, placed);
    const touched = repairs.findings.filter((finding) => finding.from + placed.from <= to && finding.to + placed.from >= from);
    return touched.flatMap((finding) => {
      const one = { finding, base: placed.from };
      const offered = repairs.against(finding).filter(({ outcome }) => !seen.has(outcome.reading));
      const actions = offered.slice(0, mostOffered).map(({ title, edits }, i): CodeAction => ({
        title,
        is: i === 0 ? "repair" : "other",
        edits: moved(edits, placed.from),
        finding: one,
      }));
      for (const { outcome } of offered.slice(0, mostOffered)) seen.add(outcome.reading);
      return [...actions, ...ignoreAction(snapshot, one)];
    });
  });
}

/** All repairs of a file at once that leave no doubt, repeated until there is none, since one repair may reveal the next. */
export function fixAll(snapshot: Snapshot): CodeAction | undefined {
  if (!isJudged(snapshot)) return undefined;
  let current = snapshot;
  let best = { snapshot, errors: errorsIn(snapshot).length };
  for (let round = 0; round < mostRounds; round++) {
    const edits = current.file.documents.flatMap((placed) => {
      const next = firstSure(new Repairs(current, placed));
      return next ? moved(next.edits, placed.from) : [];
    });
    if (edits.length === 0) break;
    const { file } = current;
    current = { ...current, file: readModel(file.uri, file.version, withEdits(file.syntax.text, edits), file.patches, file) };
    const errors = errorsIn(current).length;
    if (errors <= best.errors) best = { snapshot: current, errors };
  }
  const [before, after] = [snapshot.file.syntax.text, best.snapshot.file.syntax.text];
  return after === before ? undefined : { title: titleOf(best.snapshot), is: "fixAll", edits: [difference(before, after)] };
}

function errorsIn(snapshot: Snapshot): PlacedFinding[] {
  return diagnose(snapshot).filter(({ finding }) => finding.severity === "error");
}

const mostRounds = 40;

/** Says what is left. */
function titleOf(after: Snapshot): ServerSentence {
  const { lines } = after.file;
  const rows = [...new Set(errorsIn(after).map(({ finding, base }) => lines.lineAt(finding.from + base) + 1))];
  return rows.length === 0 ? say("fix-all") : say("fix-all-but", { lines: listed(rows.slice(0, 5)) });
}

/** The first repair of a document that leaves no doubt. Problems of its text come first: before that, the positions of fields are uncertain. */
function firstSure(repairs: Repairs): TriedRepair | undefined {
  const isUnread = repairs.findings.some(({ about, severity }) => severity === "error" && !about);
  for (const finding of repairs.findings) {
    if (isUnread && finding.about) continue;
    const [best, ...others] = repairs.against(finding);
    if (best?.trust !== "sure" && best?.trust !== "layout") continue;
    const isAlone = !others.some(({ trust, outcome }) => trust === best.trust && outcome.errors === best.outcome.errors);
    if (isAlone) return best;
  }
  return undefined;
}

/** A comment at the end of the line that ignores a rule or a warning of the API server. A refusal of the API server can't be ignored. */
export function ignoreAction({ file: { lines } }: Snapshot, placed: PlacedFinding): CodeAction[] {
  const { finding, base } = placed;
  if ((finding.origin !== undefined && finding.origin.type !== "Warning") || finding.severity === "error") return [];
  const at = lines.endOf(lines.lineAt(finding.from + base));
  return [
    {
      title: say("ignore-here", { code: finding.code }),
      is: "ignore",
      edits: [{ from: at, to: at, text: ` # rehearsal-ignore: ${finding.code}` }],
      finding: placed,
    },
  ];
}

function moved(edits: readonly Edit[], by: number): Edit[] {
  return edits.map(({ from, to, text }) => ({ from: from + by, to: to + by, text }));
}

/** One edit that turns one text into the other. */
function difference(before: string, after: string): Edit {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let rest = 0;
  while (rest < Math.min(before.length, after.length) - from && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  return { from, to: before.length - rest, text: after.slice(from, after.length - rest) };
}
