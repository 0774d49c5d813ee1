import type { Node, Span } from "../../syntax/tree.ts";
import type { Lines } from "../../text/lines.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** Lines that can be hidden below their first one. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly is: "block" | "comment";
}

/** Every block of more than one line, every document from its first key or its `---`, and every run of comments. */
export function folding({ file: { lines, documents } }: Snapshot): Fold[] {
  return documents.flatMap(({ from, to, document }) => {
    const { root, comments } = document.manifest.syntax;
    const start = document.text.startsWith("---") || !root ? from : from + root.from;
    const blocks = [...(documents.length > 1 ? [{ from: start, to }] : []), ...blocksIn(root, from)];
    const commented = comments.map((span) => lines.lineAt(span.from + from)).filter((line) => /^\s*#/.test(lines.textOf(line)));
    return [...blocks.flatMap((block) => foldOf(block, lines)), ...runs(commented).map((run): Fold => ({ ...run, is: "comment" }))];
  });
}

/** The spans of a tree that may be folded. */
function blocksIn(node: Node | undefined, base: number): Span[] {
  const parts = node?.is === "mapping" ? node.pairs : node?.is === "sequence" ? node.items : [];
  return parts.flatMap((part) => {
    const inner = blocksIn(part.value, base);
    return isLong(part.value) ? [{ from: part.from + base, to: part.to + base }, ...inner] : inner;
  });
}

/** The lines of a span, without blank ones at its end; nothing for a single line. */
function foldOf({ from, to }: Span, lines: Lines): Fold[] {
  const first = lines.lineAt(from);
  let last = lines.lineAt(Math.max(from, to - 1));
  while (last > first && lines.textOf(last).trim() === "") last--;
  return last > first ? [{ first, last, is: "block" }] : [];
}

function isLong(node: Node | undefined): boolean {
  return node !== undefined && (node.is !== "scalar" || node.style === "literal" || node.style === "folded");
}

/** Runs of at least two neighbouring lines. */
function runs(lines: readonly number[]): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = [];
  for (const line of lines) {
    const open = found.at(-1);
    if (open && line === open.last + 1) open.last = line;
    else if (!open || line > open.last) found.push({ first: line, last: line });
  }
  return found.filter(({ first, last }) => last > first);
}
