import type { Steps } from "../../api/path.ts";

/** A key that is open at a line: one that more deeply indented lines belong to. */
interface Open {
  readonly indent: number;
  readonly step: string | number;
}

/**
 * The line of a Helm template that is closest to a field: the one with the longest part of its path, in the document of that kind.
 * A template is not YAML, so only lines that look like keys and items count.
 */
export function lineOfField(text: string, kind: string, steps: Steps): number {
  const lines = text.split("\n");
  const start = documentOf(lines, kind);
  let best = { line: start, depth: 0 };
  let open: Open[] = [];
  for (const [line, words] of lines.entries()) {
    if (line < start) continue;
    if (line > start && words.startsWith("---")) break;
    const found = /^( *)((?:- +)*)([\w./-]+|"[^"]+"):(?=\s|$)|^( *)(-) /.exec(words);
    if (!found || words.trimStart().startsWith("{{")) continue;
    open = opened(open, found);
    const depth = shared(open, steps);
    if (depth > best.depth && depth === open.length) best = { line, depth };
  }
  return best.line;
}

/** The keys and items that are open behind a line. */
function opened(open: readonly Open[], [, spaces = "", dashes = "", key, itemSpaces]: RegExpExecArray): Open[] {
  const from = (spaces || itemSpaces || "").length;
  const isItem = dashes !== "" || key === undefined;
  const left = open.filter(({ indent, step }) => indent < from || (isItem && indent === from && typeof step === "string"));
  const last = isItem ? open.find(({ indent, step }) => indent === from && typeof step === "number") : undefined;
  const items = isItem ? [{ indent: from, step: typeof last?.step === "number" ? last.step + 1 : 0 }] : [];
  return [...left, ...items, ...(key === undefined ? [] : [{ indent: from + dashes.length, step: key.replaceAll('"', "") }])];
}

function shared(open: readonly Open[], steps: Steps): number {
  const end = open.findIndex(({ step }, i) => step !== steps[i]);
  return end === -1 ? open.length : end;
}

/** The first line of the document of a kind. */
function documentOf(lines: readonly string[], kind: string): number {
  const at = lines.findIndex((line) => line.trim() === `kind: ${kind}`);
  return at <= 0 ? 0 : lines.slice(0, at).findLastIndex((line) => line.startsWith("---")) + 1;
}
