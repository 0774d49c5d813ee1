import { listed } from "../../api/words/sentence.ts";
import type { Finding } from "../finding/finding.ts";
import { difference, type Edit, moved, withEdits } from "../repairs/edits.ts";
import { readModel } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type ServerSentence, say } from "../words/say.ts";
import type { CodeAction } from "./codeActions.ts";
import { diagnose, isJudged, type PlacedFinding } from "./diagnostics.ts";
import { Repairs } from "./repairs.ts";
import { Budget, hasNew, timesIn, type TriedRepair } from "./trial.ts";

/** The most rounds, since one repair may reveal the next. */
const mostRounds = 12;

/** All certain repairs of a file at once, repeated until there are none. */
export function fixAll(snapshot: Snapshot): CodeAction | undefined {
  if (!isJudged(snapshot)) return undefined;
  const hopeless = new Set<string>();
  const budget = new Budget();
  let current = snapshot;
  let best = { snapshot, errors: errorsIn(snapshot).length };
  for (let round = 0; round < mostRounds; round++) {
    const edits = current.file.documents.flatMap((placed) => {
      if (placed.document.recognition !== "manifest" && placed.document.recognition !== "patch") return [];
      return moved(sureEdits(new Repairs(current, placed, budget), hopeless), placed.from);
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

/**
 * The certain repairs of a document that do not touch each other. Syntax problems come first: until they are repaired, the positions of fields are
 * uncertain. For `hopeless` findings no repair was found in an earlier round.
 */
function sureEdits(repairs: Repairs, hopeless: Set<string>): readonly Edit[] {
  const { before } = repairs.trial;
  const isUnread = repairs.findings.some(({ about, severity }) => severity === "error" && !about);
  const chosen: TriedRepair[] = [];
  for (const finding of repairs.findings) {
    const key = `${before.problems} ${before.placed.document.self.name} ${keyOf(finding)}`;
    if ((isUnread && finding.about) || hopeless.has(key)) continue;
    if (chosen.some(({ outcome }) => timesIn(outcome, finding) < timesIn(before, finding))) continue;
    const best = repairs.sureAgainst(finding);
    if (!best) hopeless.add(key);
    else if (!chosen.some(({ edits }) => touch(edits, best.edits))) chosen.push(best);
  }
  const all = chosen.flatMap(({ edits }) => edits);
  const together = chosen.length > 1 ? repairs.trial.with(withEdits(before.text, all)) : undefined;
  const gained = chosen.reduce((sum, { outcome }) => sum + before.errors - outcome.errors, 0);
  if (together && together.errors <= before.errors - gained && !hasNew(before, together)) return all;
  return chosen[0]?.edits ?? [];
}

function keyOf({ code, origin, message }: Finding): string {
  return JSON.stringify([code, origin?.field, message]);
}

/** Whether two repairs touch the same or neighbouring places. */
function touch(some: readonly Edit[], others: readonly Edit[]): boolean {
  return some.some((one) => others.some((other) => one.from <= other.to && other.from <= one.to));
}

function errorsIn(snapshot: Snapshot): PlacedFinding[] {
  return diagnose(snapshot).filter(({ finding }) => finding.severity === "error");
}

/** The title, with the errors that are left. */
function titleOf(after: Snapshot): ServerSentence {
  const { lines } = after.file;
  const rows = [...new Set(errorsIn(after).map(({ finding, base }) => lines.lineAt(finding.from + base) + 1))];
  const named = listed(rows.slice(0, mostNamed));
  if (rows.length > mostNamed) return say("fix-all-but-more", { lines: named, count: rows.length - mostNamed });
  return rows.length === 0 ? say("fix-all") : say("fix-all-but", { lines: named });
}

/** How many lines with remaining errors are named. */
const mostNamed = 5;
