import { readLine } from "../text/line.ts";
import type { Lines } from "../text/lines.ts";
import { say } from "../words/say.ts";
import { type Candidate, candidate, type Repairer } from "./repair.ts";

/** `name:web` without its space, `name web` without its colon, `-name` without its space. */
export const colons: Repairer = function* ({ finding, document: { lines } }) {
  const row = lines.lineAt(finding.from);
  for (const one of [row, ...(finding.about ? [row + 1] : [row - 1, row + 1])]) if (one >= 0 && one < lines.count) yield* inRow(lines, one);
};

function* inRow(lines: Lines, row: number): Iterable<Candidate> {
  const text = lines.textOf(row);
  const start = lines.startOf(row);
  const line = readLine(text);
  if (!line) return;
  const dash = /^\s*(?:- )*-(?=[A-Za-z"'{[])/.exec(text);
  if (dash) yield* candidate(say("space-after-dash"), [{ from: start + dash[0].length, to: start + dash[0].length, text: " " }], true);
  const body = text.slice(line.column);
  const tight = /^(["']?)([\w./-]+)\1:(?=[^\s:])(?!\/\/)/.exec(body);
  const at = start + line.column;
  if (tight)
    yield* candidate(say("space-after-colon", { key: tight[2]! }), [{ from: at + tight[0].length, to: at + tight[0].length, text: " " }], true);
  const bracket = /^([A-Za-z][\w./-]*)(?=[ \t]*[{[])/.exec(body);
  if (bracket)
    yield* candidate(say("add-colon", { key: bracket[1]! }), [{ from: at + bracket[0].length, to: at + bracket[0].length, text: ":" }], true);
  if (line.key) return;
  const lone = /^([A-Za-z][\w./-]*)(?=\s*$|\s*#|[ \t]+\S)/.exec(body);
  const sign = /^([A-Za-z][\w./-]*)\s*[=;]\s*/.exec(body);
  if (sign) yield* candidate(say("add-colon", { key: sign[1]! }), [{ from: at + sign[1]!.length, to: at + sign[0].length, text: ": " }]);
  else if (lone) yield* candidate(say("add-colon", { key: lone[1]! }), [{ from: at + lone[0].length, to: at + lone[0].length, text: ":" }], true);
}
