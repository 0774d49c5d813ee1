import type { Lines } from "../../text/lines.ts";
import { commentStart, withoutComment } from "../../text/line.ts";
import { isJson } from "../../text/writeJson.ts";

/** A bracket that is open at the cursor, with its content up to the cursor. */
export interface Opener {
  readonly is: "mapping" | "sequence";
  readonly at: number;
  /** Where the entry around the cursor (or the inner bracket) begins. */
  readonly entryFrom: number;
  /** The index of that entry. */
  readonly index: number;
  readonly siblings: ReadonlyMap<string, string>;
  readonly outer: Opener | undefined;
}

/** How many lines before the cursor a flow collection may begin. */
const mostLines = 200;

/** The innermost open bracket at an offset; nothing in block style. */
export function openFlow(lines: Lines, offset: number): Opener | undefined {
  if (isJson(lines.text)) return openBrackets(lines, 0, offset);
  const row = lines.lineAt(offset);
  for (let from = row; from >= 0 && row - from < mostLines; from--) {
    const open = openBrackets(lines, lines.startOf(from), offset);
    if (open) return open;
    if (from > 0 && !continues(lines.textOf(from - 1))) return undefined;
  }
  return undefined;
}

/** Whether a flow collection may continue after a line that ends like this one. */
function continues(text: string): boolean {
  const body = withoutComment(text);
  return body === "" || /[,{[]$/.test(body) || /^[\]}]/.test(body);
}

interface Open {
  readonly is: "mapping" | "sequence";
  readonly at: number;
  entries: { from: number; to: number }[];
  entryFrom: number;
}

function openBrackets(lines: Lines, from: number, offset: number): Opener | undefined {
  const stack: Open[] = [];
  const { text } = lines;
  for (let row = lines.lineAt(from), at = from; at < offset; row++, at = lines.startOf(row)) {
    const end = Math.min(offset, lines.startOf(row) + commentStart(lines.textOf(row)));
    for (; at < end; at++) {
      const char = text[at]!;
      if ((char === '"' || char === "'") && /[\s:,[{-]/.test(text[at - 1] ?? " ")) at = closingQuote(text, at, end);
      else if (char === "{" || char === "[") {
        if (stack.length > 0 || /(^|[\s:-])$/.test(text.slice(Math.max(from, at - 1), at)))
          stack.push({ is: char === "{" ? "mapping" : "sequence", at, entries: [], entryFrom: at + 1 });
      } else if (char === "}" || char === "]") stack.pop();
      else if (char === "," && stack.length > 0) {
        const top = stack.at(-1)!;
        top.entries.push({ from: top.entryFrom, to: at });
        top.entryFrom = at + 1;
      }
    }
    if (row + 1 >= lines.count) break;
  }
  return stack.reduce<Opener | undefined>(
    (outer, open) => ({
      is: open.is,
      at: open.at,
      entryFrom: open.entryFrom,
      index: open.entries.length,
      siblings: siblingsOf(text, open, offset),
      outer,
    }),
    undefined,
  );
}

function closingQuote(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (text[at] === "\\" && text[from] === '"') at++;
    else if (text[at] === text[from]) return at;
  }
  return end;
}

/** The entries before the cursor's, and on the same line those behind it. */
function siblingsOf(text: string, open: Open, offset: number): ReadonlyMap<string, string> {
  const behind = /^[^\n}\]]*/.exec(text.slice(offset))![0];
  const texts = [...open.entries.map(({ from, to }) => text.slice(from, to)), ...behind.split(",").slice(1)];
  const siblings = new Map<string, string>();
  for (const entry of texts) {
    const match = /^\s*["']?([^:"']+?)["']?\s*:(?:\s+|$)([^]*)$/.exec(entry);
    if (match) siblings.set(match[1]!, match[2]!.trim());
  }
  return siblings;
}
