/** A manifest with marks taken out: the text, where the cursor stood, and what its comments underline. */
export interface Fixture {
  readonly text: string;
  /** The offset of `<|>`, or -1. */
  readonly cursor: number;
  readonly marks: readonly Mark[];
}

/** `#   ^^^ code: message` under a line: the columns that are underlined on it, and what is said of them. */
export interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly says: string;
}

const mark = /^\s*#\s*(\^+)\s?(.*)$/;

/** Reads a fixture: marks are comments and stay in the text, which starts without its first line break and common indentation. */
export function fixture(source: string): Fixture {
  const dedented = dedent(source);
  const cursor = dedented.indexOf("<|>");
  const text = dedented.replace("<|>", "");
  const marks: Mark[] = [];
  const lines = text.split("\n");
  let line = -1;
  for (const [row, content] of lines.entries()) {
    const found = mark.exec(content);
    if (!found) line = row;
    else marks.push({ line, from: content.indexOf("^"), to: content.indexOf("^") + found[1]!.length, says: found[2]! });
  }
  return { text, cursor, marks };
}

/** A range as LSP counts it. */
export interface MarkedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Where these words stand first in a text, as LSP counts: so that a test names a place by what is there, not by numbers. */
export function rangeOf(text: string, words: string): MarkedRange {
  const from = text.indexOf(words);
  if (from < 0) throw new Error(`The text has no ${JSON.stringify(words)}.`);
  const positionAt = (offset: number): MarkedRange["start"] => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: before.at(-1)!.length };
  };
  return { start: positionAt(from), end: positionAt(from + words.length) };
}

/** The range of a whole text. */
export function wholeOf(text: string): MarkedRange {
  return rangeOf(text, text);
}

/** A template literal's text as a file's: without the first line break and without the indentation that all lines share. */
export function dedent(source: string): string {
  const text = source.replace(/^\n/, "").replace(/\n[ \t]+$/, "\n");
  const indents = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return shared > 0
    ? text
        .split("\n")
        .map((line) => line.slice(Math.min(shared, line.length - line.trimStart().length)))
        .join("\n")
    : text;
}
