import type { Lines } from "../text/lines.ts";
import { commentStart, readLine } from "../text/line.ts";
import { say } from "../words/say.ts";
import type { Edit } from "./edits.ts";
import { type Candidate, candidate, plain, type Repairer, type Trouble } from "./repair.ts";

/** Quotes, brackets and commas that are missing or too many, and texts that need quotes. */
export const signs: Repairer = function* (trouble) {
  const { finding } = trouble;
  if (!finding.about) {
    yield* oddQuotes(trouble.document.lines);
    yield* surplusBracket(trouble.document.lines, trouble.document.lines.lineAt(finding.from));
  }
  const { code, parts } = finding.message;
  switch (code) {
    case "quote-not-closed":
      return yield* unclosedQuote(trouble, plain(parts?.["quote"]));
    case "not-closed":
      return yield* unclosedBracket(trouble, plain(parts?.["close"]));
    case "comma-missing":
      yield* candidate(say("insert-sign", { sign: "," }), commaBeforeWord(trouble), true);
      yield* candidate(say("insert-sign", { sign: "," }), [{ from: endBefore(trouble), to: endBefore(trouble), text: "," }], true);
      yield* candidate(say("insert-sign", { sign: ":" }), [{ from: endBefore(trouble), to: endBefore(trouble), text: ":" }]);
      return;
    case "value-before-comma":
      return yield* candidate(say("remove-sign", { sign: "," }), [{ from: finding.from, to: finding.from + 1, text: "" }], true);
    case "list-on-key-line":
      return yield* candidate(say("start-new-line"), [listBelow(trouble)], true);
    case "no-escape":
    case "empty-escape":
      yield* requoted(trouble);
      return yield* candidate(say("double-backslash"), [{ from: finding.from, to: finding.from, text: "\\" }]);
    default:
      if (finding.code === "yaml-syntax" || finding.code === "yaml-alias") yield* quotedRest(trouble);
  }
};

/** `{ a: 1 b: 2 }`: the comma belongs before the word that ends at the error. */
function commaBeforeWord({ document: { text }, finding }: Trouble): Edit[] {
  const [word] = /[ \t]+[^\s,:[\]{}]+$/.exec(text.slice(0, finding.from).trimEnd()) ?? [];
  const at = word === undefined ? -1 : text.slice(0, finding.from).trimEnd().length - word.length;
  return at < 0 ? [] : [{ from: at, to: at, text: "," }];
}

function endBefore({ document: { text }, finding }: Trouble): number {
  return text.slice(0, finding.from).trimEnd().length;
}

/** The end of what a row holds, before its comment. */
function endOfContent(lines: Lines, row: number): number {
  const text = lines.textOf(row);
  return lines.startOf(row) + text.slice(0, commentStart(text)).trimEnd().length;
}

function* unclosedQuote({ finding, document: { lines } }: Trouble, quote: string): Iterable<Candidate> {
  const row = lines.lineAt(finding.from);
  const end = lines.startOf(row) + lines.textOf(row).trimEnd().length;
  yield* otherQuote(lines, row);
  for (const at of [end - (lines.text[end - 1] === "," ? 1 : 0), end])
    yield* candidate(say("close-with", { sign: quote }), [{ from: at, to: at, text: quote }], true);
  yield* candidate(say("remove-sign", { sign: quote }), [{ from: finding.from, to: finding.from + 1, text: "" }]);
}

/** A line with more closing brackets than it opens, or with the other kind of bracket at its end. */
function* surplusBracket(lines: Lines, row: number): Iterable<Candidate> {
  const text = lines
    .textOf(row)
    .slice(0, commentStart(lines.textOf(row)))
    .trimEnd();
  const plainText = text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (found) => " ".repeat(found.length));
  const last = plainText.at(-1) ?? "";
  const open = last === "}" ? "{" : "[";
  if (!"}]".includes(last) || last === "") return;
  const at = lines.startOf(row) + text.length - 1;
  const count = (sign: string): number => plainText.split(sign).length - 1;
  if (count(last) <= count(open)) return;
  const other = last === "}" ? "]" : "}";
  const isOther = count(other) < count(other === "}" ? "{" : "[");
  if (isOther) yield* candidate(say("change-to", { value: other }), [{ from: at, to: at + 1, text: other }], true);
  yield* candidate(say("remove-sign", { sign: last }), [{ from: at, to: at + 1, text: "" }], true);
}

/** Lines with an unclosed quote, whose error may be reported far below. */
function* oddQuotes(lines: Lines): Iterable<Candidate> {
  let left = mostOddRows;
  for (let row = 0; row < lines.count && left > 0; row++) {
    const text = lines.textOf(row).trimEnd();
    if ((text.replaceAll(/\\.|'[^']*'/g, "").split('"').length - 1) % 2 === 0) continue;
    left--;
    yield* otherQuote(lines, row);
    const end = lines.startOf(row) + text.length;
    for (const at of text.endsWith(",") ? [end - 1, end] : [end])
      yield* candidate(say("close-with", { sign: '"' }), [{ from: at, to: at, text: '"' }], true);
  }
}

const mostOddRows = 3;

/** `"web'`: different quotes at the start and the end. */
function* otherQuote(lines: Lines, row: number): Iterable<Candidate> {
  const found = /(?<=[\s,[{:-])(["'])([^"'\n]*)(["'])(?=\s*(?:[,}\]]|$))/.exec(lines.textOf(row));
  if (!found || found[1] === found[3]) return;
  const at = lines.startOf(row) + found.index + found[0].length - 1;
  yield* candidate(say("close-with", { sign: found[1]! }), [{ from: at, to: at + 1, text: found[1]! }], true);
}

function* unclosedBracket({ finding, document: { lines, text } }: Trouble, close: string): Iterable<Candidate> {
  const row = lines.lineAt(finding.from);
  const end = endOfContent(lines, row);
  yield* candidate(say("close-with", { sign: close }), [{ from: end, to: end, text: close }], true);
  const indent = lines.indentOf(row);
  for (let below = row + 1; below < lines.count; below++) {
    if (lines.textOf(below).trim() === "" || lines.indentOf(below) > indent) continue;
    const before = text.slice(0, lines.startOf(below)).trimEnd().length;
    yield* candidate(say("close-with", { sign: close }), [{ from: before, to: before, text: `\n${" ".repeat(indent)}${close}` }], true);
    yield* candidate(
      say("close-with", { sign: close }),
      [{ from: before, to: before, text: text[before - 1] === "," ? `\n${" ".repeat(indent)}${close},` : close }],
      true,
    );
    break;
  }
  const last = text.trimEnd().length;
  yield* candidate(say("close-with", { sign: close }), [{ from: last, to: last, text: `\n${close}` }], true);
}

function listBelow({ finding, document: { lines } }: Trouble): { from: number; to: number; text: string } {
  const row = lines.lineAt(finding.from);
  const column = lines.indentOf(row) + 2;
  const before = lines.text.slice(0, finding.from).trimEnd().length;
  return { from: before, to: finding.from, text: `\n${" ".repeat(column)}` };
}

/** Uses single quotes, which allow backslashes. */
function* requoted({ finding, document: { lines } }: Trouble): Iterable<Candidate> {
  const row = lines.lineAt(finding.from);
  const found = /"((?:[^"\\]|\\.)*)"/.exec(lines.textOf(row));
  if (!found || found[1]!.includes("'")) return;
  const from = lines.startOf(row) + found.index;
  yield* candidate(say("use-single-quotes"), [{ from, to: from + found[0].length, text: `'${found[1]!}'` }], true);
}

/** Quotes the whole value of the line. */
function* quotedRest({ finding, document: { lines } }: Trouble): Iterable<Candidate> {
  const row = lines.lineAt(finding.from);
  const line = readLine(lines.textOf(row));
  if (!line || line.rest === "") return;
  const from = lines.startOf(row) + lines.textOf(row).indexOf(line.rest, line.key?.end ?? line.column);
  const text = line.rest.includes('"') || line.rest.includes("\\") ? `'${line.rest.replaceAll("'", "''")}'` : `"${line.rest}"`;
  yield* candidate(say("quote-value", { value: line.rest }), [{ from, to: from + line.rest.length, text }], true);
}
