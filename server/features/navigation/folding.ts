import type { Node } from "../../syntax/tree.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** Lines that can be hidden below their first one. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly is: "block" | "comment";
}

/** Every block of more than one line, every document, and every run of comments. */
export function folding({ file }: Snapshot): Fold[] {
  const { lines, documents } = file;
  const folds: Fold[] = [];
  const add = (from: number, to: number, is: Fold["is"]): void => {
    const first = lines.lineAt(from);
    let last = lines.lineAt(to);
    while (last > first && lines.textOf(last).trim() === "") last--;
    if (last > first && !folds.some((fold) => fold.first === first)) folds.push({ first, last, is });
  };
  for (const { from, to, document } of documents) {
    if (documents.length > 1) add(from, to - 1, "block");
    const visit = (node: Node | undefined, base: number): void => {
      if (node?.is === "mapping")
        for (const pair of node.pairs) {
          if (isLong(pair.value)) foldLines(pair.from + base, pair.to + base);
          visit(pair.value, base);
        }
      else if (node?.is === "sequence")
        for (const item of node.items) {
          foldLines(item.from + base, item.to + base);
          visit(item.value, base);
        }
    };
    const foldLines = (start: number, end: number): void => {
      const first = lines.lineAt(start);
      let last = lines.lineAt(Math.max(start, end - 1));
      while (last > first && lines.textOf(last).trim() === "") last--;
      if (last > first) folds.push({ first, last, is: "block" });
    };
    visit(document.manifest.syntax.root, from);
    for (const run of runs(
      document.manifest.syntax.comments.map((span) => lines.lineAt(span.from + from)).filter((line) => /^\s*#/.test(lines.textOf(line))),
    ))
      folds.push({ ...run, is: "comment" });
  }
  return folds;
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
