import type { Lines } from "../text/lines.ts";
import { say } from "../words/say.ts";
import { type Candidate, candidate, layout, type Repairer } from "./repair.ts";

/** One item that was written as two, or two as one: removes or adds a dash near the finding. */
export const dashes: Repairer = function* ({ finding, document: { lines } }) {
  const row = lines.lineAt(finding.from);
  const rows = [row, row + 1, row - 1, ...nextDashes(lines, row)].filter((one, i, all) => one >= 0 && one < lines.count && all.indexOf(one) === i);
  for (const one of rows) yield* without(lines, one);
  for (const one of rows.slice(0, 3)) yield* within(lines, one);
};

/** The next two rows below that start with a dash. */
function nextDashes(lines: Lines, row: number): number[] {
  const found: number[] = [];
  for (let below = row + 1; below < lines.count && found.length < 2; below++) if (/^\s*- /.test(lines.textOf(below))) found.push(below);
  return found;
}

function without(lines: Lines, row: number): Candidate[] {
  const [lead] = /^ *(?=- \S)/.exec(lines.textOf(row)) ?? [];
  const at = lines.startOf(row) + (lead?.length ?? 0);
  if (lead === undefined) return [];
  const edits = [{ from: at, to: at + 1, text: " " }];
  const isSplit = row > 0 && lines.textOf(row - 1).startsWith(`${lead}- name: `);
  return isSplit ? candidate(say("join-items"), edits, true) : layout(say("join-items"), edits);
}

function within(lines: Lines, row: number): Candidate[] {
  const [lead] = /^\s{2,}(?=[^\s#-])/.exec(lines.textOf(row)) ?? [];
  const at = lines.startOf(row) + (lead?.length ?? 2) - 2;
  return lead === undefined ? [] : layout(say("add-dash"), [{ from: at, to: at + 1, text: "-" }]);
}
