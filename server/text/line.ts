/** The content of a line in block style: dashes, then perhaps a key and the start of its value. */
export interface Line {
  /** The columns of its leading dashes. */
  readonly dashes: readonly number[];
  readonly key?: Key;
  /** The column of its first character behind the dashes; the line's length when there is none. */
  readonly column: number;
  /** What follows the colon, or the dashes where there is no key; without comment and surrounding blanks. */
  readonly rest: string;
}

interface Key {
  readonly name: string;
  readonly column: number;
  /** The column behind its colon. */
  readonly end: number;
}

const keyPattern = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s'"#&*!|>%@`{[\]},?-][^#]*?|[-?][^\s#][^#]*?))\s*:(?=\s|$)/;

/** Reads one line of text; blank lines and comments give nothing. */
export function readLine(text: string): Line | undefined {
  const dashes: number[] = [];
  let column = blanks(text, 0);
  while (text[column] === "-" && (column + 1 === text.length || text[column + 1] === " ")) {
    dashes.push(column);
    column = blanks(text, column + 1);
  }
  const body = text.slice(column);
  if (body.startsWith("#") || (body === "" && dashes.length === 0)) return undefined;
  const match = keyPattern.exec(body);
  if (!match) return { dashes, column, rest: withoutComment(body) };
  const name = match[1] ?? match[2] ?? match[3]!;
  const end = column + match[0].length;
  return { dashes, column, key: { name, column, end }, rest: withoutComment(text.slice(end)) };
}

/** A line's text up to its comment, trimmed. A `#` within quotes is no comment. */
export function withoutComment(text: string): string {
  return text.slice(0, commentStart(text)).trim();
}

/** Where a comment starts in a line, or the line's length. */
export function commentStart(text: string): number {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== "") {
      if (char === "\\" && quote === '"') at++;
      else if (char === quote) quote = "";
    } else if ((char === '"' || char === "'") && /[\s:,[{-]/.test(text[at - 1] ?? " ")) quote = char;
    else if (char === "#" && /\s/.test(text[at - 1] ?? " ")) return at;
  }
  return text.length;
}

/** Whether a literal or folded scalar begins at the end of a line. */
export function opensBlockScalar(rest: string): boolean {
  return /^(?:[!&]\S*\s+)*[|>][+-]?\d?[+-]?$/.test(rest);
}

function blanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") at++;
  return at;
}
