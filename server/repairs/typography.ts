import type { Lines } from "../text/lines.ts";
import { say } from "../words/say.ts";
import type { Edit } from "./edits.ts";
import { type Candidate, candidate, type Repairer } from "./repair.ts";

/** Characters that only look like YAML's, often copied from web pages: non-breaking spaces, long dashes, curly quotes. */
export const typography: Repairer = function* ({ finding, document: { lines, text } }) {
  const blanks = [...text.matchAll(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/g)];
  yield* candidate(
    say("plain-blanks"),
    blanks.map(({ index, 0: sign }) => ({ from: index, to: index + 1, text: widthless.has(sign) ? "" : " " })),
    true,
  );
  const row = lines.lineAt(finding.from);
  for (const one of [row, row - 1, row + 1]) if (one >= 0 && one < lines.count) yield* inRow(lines, one);
};

const widthless: ReadonlySet<string> = new Set(["\u200b", "\ufeff"]);

function* inRow(lines: Lines, row: number): Iterable<Candidate> {
  const text = lines.textOf(row);
  const start = lines.startOf(row);
  const replaced = (pattern: RegExp, by: string): Edit[] =>
    [...text.matchAll(pattern)].map(({ index, 0: sign }) => ({ from: start + index, to: start + index + sign.length, text: by }));
  yield* candidate(say("plain-dash"), replaced(/(?<=^\s*)[–—−‐•](?=\s)/g, "-"), true);
  yield* candidate(say("plain-quotes"), [...replaced(/[“”„]/g, '"'), ...replaced(/[‘’]/g, "'")], true);
}
