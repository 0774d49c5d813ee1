import { commentStart } from "../text/line.ts";
import type { Lines } from "../text/lines.ts";
import { say } from "../words/say.ts";
import { type Candidate, candidate, type Repairer } from "./repair.ts";

/** `port // why`: turns the intended comment into a YAML comment. */
export const comments: Repairer = function* ({ finding, document: { lines } }) {
  const row = lines.lineAt(finding.from);
  for (const one of [row, row - 1]) if (one >= 0) yield* inRow(lines, one);
};

function inRow(lines: Lines, row: number): Candidate[] {
  const text = lines.textOf(row);
  const at = text.slice(0, commentStart(text)).search(/(?<=^|\s)\/\/(?=\s|$)/);
  return at < 0 ? [] : candidate(say("comment-out"), [{ from: lines.startOf(row) + at, to: lines.startOf(row) + at + 2, text: "#" }], true);
}
