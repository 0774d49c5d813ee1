import { char, type Cursor, isBlank, isBlankOrEnd, isBreakOrEnd } from "./cursor.ts";
import type { Scalar } from "./tree.ts";
import { say } from "../words/say.ts";

/** What every scanner returns; the caller adds anchor and tag. */
type Bare = Pick<Scalar, "is" | "from" | "to" | "style" | "value">;

function scalar(from: number, to: number, style: Scalar["style"], value: string): Bare {
  return { is: "scalar", from, to, style, value };
}

const flowEnds = new Set<number>([char.comma, char.question, char.openBracket, char.closeBracket, char.openBrace, char.closeBrace]);

/**
 * A plain scalar. It continues on following lines that are indented to at least `minColumn`, or on any line in a flow;
 * but a following line that reads as a key is never part of it: the server refuses that, and a half-typed key is meant.
 */
export function scanPlain(cursor: Cursor, minColumn: number, inFlow: boolean): Bare {
  const from = cursor.at;
  let value = "";
  let to = from;
  for (let breaks = 0; ;) {
    const end = endOfPlain(cursor, cursor.at, inFlow);
    value += (breaks === 0 ? "" : breaks === 1 ? " " : "\n".repeat(breaks - 1)) + cursor.text.slice(cursor.at, end);
    to = end;
    cursor.take(end);
    const next = nextPlainLine(cursor, end, minColumn, inFlow);
    if (next === undefined) return scalar(from, to, "plain", value);
    breaks = next.breaks;
    cursor.lineStart = next.lineStart;
    cursor.at = next.at;
    if (!next.goesOn) return scalar(from, to, "plain", value);
  }
}

/** Where the text of a plain scalar ends on this line; always beyond its first character. */
function endOfPlain(cursor: Cursor, from: number, inFlow: boolean): number {
  let end = from;
  for (let at = from; ; at++) {
    const code = cursor.codeAt(at);
    if (isBreakOrEnd(code)) return end;
    if (isBlank(code)) {
      if (cursor.codeAt(at + 1) === char.hash) return end;
      continue;
    }
    if (at > from && ((code === char.colon && isBlankOrEnd(cursor.codeAt(at + 1))) || (inFlow && flowEnds.has(code)))) return end;
    end = at + 1;
  }
}

interface NextLine {
  readonly at: number;
  readonly lineStart: number;
  readonly breaks: number;
  /** Whether that line belongs to the scalar. */
  readonly goesOn: boolean;
}

/** The next non-empty line after the one whose text ends at `end`; nothing if more follows on that line, or if the next is indented by a tab. */
function nextPlainLine(cursor: Cursor, end: number, minColumn: number, inFlow: boolean): NextLine | undefined {
  let at = end;
  while (isBlank(cursor.codeAt(at))) at++;
  if (cursor.codeAt(at) === -1 || !isBreakOrEnd(cursor.codeAt(at))) return undefined;
  let lineStart = at;
  let breaks = 0;
  for (let code = cursor.codeAt(at); isBlankOrEnd(code) && code !== -1; code = cursor.codeAt(at)) {
    if (code === char.tab && at - lineStart < minColumn && breaks > 0) return undefined;
    if (isBlank(code)) at++;
    else {
      at = cursor.afterBreak(at);
      lineStart = at;
      breaks++;
    }
  }
  return { at, lineStart, breaks, goesOn: goesOn(cursor, at, at - lineStart, minColumn, inFlow) };
}

function goesOn(cursor: Cursor, at: number, column: number, minColumn: number, inFlow: boolean): boolean {
  const code = cursor.codeAt(at);
  if (code === -1 || code === char.hash || (!inFlow && column < minColumn)) return false;
  if (code === char.colon && (inFlow || isBlankOrEnd(cursor.codeAt(at + 1)))) return false;
  return !(inFlow && flowEnds.has(code)) && !readsAsKey(cursor, at, inFlow);
}

/** Whether the line at `at` has a colon that makes its start a key. */
function readsAsKey(cursor: Cursor, at: number, inFlow: boolean): boolean {
  const end = endOfPlain(cursor, at, inFlow);
  let after = end;
  while (isBlank(cursor.codeAt(after))) after++;
  return cursor.codeAt(after) === char.colon && isBlankOrEnd(cursor.codeAt(after + 1));
}

/** `'…'`, where `''` is a quote. */
export function scanSingleQuoted(cursor: Cursor): Bare {
  const from = cursor.at;
  let close = from + 1;
  for (; ; close += 2) {
    close = cursor.text.indexOf("'", close);
    if (close < 0 || close >= cursor.end) return unclosed(cursor, "single");
    if (cursor.codeAt(close + 1) !== char.singleQuote) break;
  }
  const value = folded(cursor.text.slice(from + 1, close)).replaceAll("''", "'");
  moveTo(cursor, close + 1);
  return scalar(from, close + 1, "single", value);
}

/** `"…"`, with escapes. */
export function scanDoubleQuoted(cursor: Cursor): Bare {
  const from = cursor.at;
  let close = from + 1;
  let escapes = false;
  for (; ; close++) {
    const code = cursor.codeAt(close);
    if (code === -1) return unclosed(cursor, "double");
    if (code === char.doubleQuote) break;
    if (code === char.backslash) {
      escapes = true;
      close++;
    }
  }
  const inner = cursor.text.slice(from + 1, close);
  const value = escapes ? unescaped(cursor, inner, from + 1) : folded(inner);
  moveTo(cursor, close + 1);
  return scalar(from, close + 1, "double", value);
}

/** A quote that never closes ends with its line, so that the lines after it still make sense. */
function unclosed(cursor: Cursor, style: "single" | "double"): Bare {
  const from = cursor.at;
  const to = cursor.endOfLine(from);
  cursor.problem("yaml-syntax", from, to, say("quote-not-closed", { quote: cursor.text.charAt(from) }));
  cursor.take(to);
  return scalar(from, to, style, cursor.text.slice(from + 1, to));
}

const lineBreak = /\r\n?|[\n\u0085\u2028\u2029]/g;

/** Moves past a token that may span lines. */
function moveTo(cursor: Cursor, to: number): void {
  if (cursor.endOfLine(cursor.at, to) < to) {
    for (const match of cursor.text.slice(cursor.at, to).matchAll(lineBreak))
      cursor.lineStart = Math.max(cursor.lineStart, cursor.at + match.index + match[0].length);
  }
  cursor.take(to);
}

const fold = /[ \t]*(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))*[ \t]*/g;

/** One line break reads as a space, more as that many less one. */
function folded(text: string): string {
  if (!text.includes("\n") && !text.includes("\r")) return text;
  return text.replace(fold, (blanks) => {
    const breaks = blanks.match(lineBreak)!.length;
    return breaks === 1 ? " " : "\n".repeat(breaks - 1);
  });
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};
const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|((?:\r\n?|\n)[ \t]*)|([^]?))/g;

function unescaped(cursor: Cursor, text: string, start: number): string {
  let value = "";
  let read = 0;
  for (const match of text.matchAll(escape)) {
    value += folded(text.slice(read, match.index));
    read = match.index + match[0].length;
    const [, two, four, eight, broken, letter = ""] = match;
    const hex = two ?? four ?? eight;
    if (hex !== undefined) value += characterOf(cursor, Number.parseInt(hex, 16), start + match.index, start + read);
    else if (broken === undefined) value += escapes[letter] ?? unknownEscape(cursor, match[0], start + match.index);
  }
  return value + folded(text.slice(read));
}

function characterOf(cursor: Cursor, code: number, from: number, to: number): string {
  if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  cursor.problem("yaml-syntax", from, to, say("empty-escape"));
  return "";
}

function unknownEscape(cursor: Cursor, text: string, from: number): string {
  cursor.problem("yaml-syntax", from, from + text.length, say("no-escape", { escape: text }));
  return text;
}

const header = /^[|>](?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(?:#.*)?$/;

/** `|` keeps its lines, `>` folds them. `parentIndent` is the column of the collection around it, or -1. */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): Bare {
  const from = cursor.at;
  const style = cursor.code() === char.bar ? "literal" : "folded";
  const headerEnd = cursor.endOfLine(from);
  const parts = header.exec(cursor.text.slice(from, headerEnd));
  if (!parts) cursor.problem("yaml-syntax", from, headerEnd, say("block-header", { sign: cursor.text.charAt(from) }));
  const chomping = parts?.[1] ?? parts?.[4];
  const increment = Number(parts?.[2] ?? parts?.[3] ?? 0);
  cursor.take(headerEnd);
  const indent = increment > 0 ? Math.max(parentIndent, 0) + increment : detectIndent(cursor, headerEnd, parentIndent);
  const lines = blockLines(cursor, headerEnd, indent);
  let contentLines = lines.length;
  while (contentLines > 0 && lines[contentLines - 1] === "") contentLines--;
  const content = lines.slice(0, contentLines);
  const body = style === "literal" ? content.join("\n") : foldedLines(content);
  const trailing = lines.length - contentLines;
  const tail = chomping === "-" ? "" : chomping === "+" ? "\n".repeat(trailing + (contentLines > 0 ? 1 : 0)) : contentLines > 0 ? "\n" : "";
  return scalar(from, cursor.last, style, body + tail);
}

/** The indentation of the first line, or of the deepest blank line before it. */
function detectIndent(cursor: Cursor, headerEnd: number, parentIndent: number): number {
  let deepest = 0;
  for (let at = headerEnd; cursor.codeAt(at) !== -1;) {
    const lineStart = cursor.afterBreak(at);
    at = lineStart;
    while (cursor.codeAt(at) === char.space) at++;
    deepest = Math.max(deepest, at - lineStart);
    if (cursor.codeAt(at) === char.tab) cursor.problem("yaml-tab", at, at + 1, say("tab-indents-text"));
    if (!isBreakOrEnd(cursor.codeAt(at)) || cursor.codeAt(at) === -1) break;
  }
  return Math.max(deepest, parentIndent + 1, 1);
}

/** The lines of the text without their indentation; moves the cursor to the end of the last that belongs to it. */
function blockLines(cursor: Cursor, headerEnd: number, indent: number): string[] {
  const lines: string[] = [];
  for (let end = headerEnd; cursor.codeAt(end) !== -1;) {
    const lineStart = cursor.afterBreak(end);
    let at = lineStart;
    while (at - lineStart < indent && cursor.codeAt(at) === char.space) at++;
    const blank = isBreakOrEnd(cursor.codeAt(at));
    if (cursor.codeAt(at) === -1 || (!blank && at - lineStart < indent)) break;
    end = cursor.endOfLine(at);
    lines.push(cursor.text.slice(at, end));
    if (!blank) cursor.take(end);
    cursor.lineStart = lineStart;
    cursor.at = end;
  }
  return lines;
}

/** Joins adjacent lines with a space, except more deeply indented ones. */
function foldedLines(lines: readonly string[]): string {
  let text = lines[0] ?? "";
  let breaks = 0;
  let before = lines[0] ?? "";
  for (const line of lines.slice(1)) {
    breaks++;
    if (line === "") continue;
    const joins = !isBlank(before.charCodeAt(0)) && !isBlank(line.charCodeAt(0)) && before !== "";
    text += (joins ? (breaks === 1 ? " " : "\n".repeat(breaks - 1)) : "\n".repeat(breaks)) + line;
    breaks = 0;
    before = line;
  }
  return text;
}
