import type { Span } from "../../syntax/tree.ts";
import { trailAt } from "../../text/trail.ts";
import { documentAt } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** What to select when a selection grows, from the word at an offset to its document. */
export function selectionRange({ file }: Snapshot, offset: number): Span[] {
  const placed = documentAt(file, offset);
  if (!placed) return [];
  const trail = trailAt(placed.document.manifest.syntax, offset - placed.from);
  const spans = [
    ...(trail?.node ? [trail.node] : []),
    ...(trail?.steps ?? []).toReversed().map((step) => (step.is === "key" ? step.pair : step.item)),
  ];
  const moved = spans.map(({ from, to }) => ({ from: from + placed.from, to: to + placed.from }));
  return [...moved, { from: placed.from, to: placed.to }].filter(
    ({ from, to }, i, all) => i === 0 || from !== all[i - 1]!.from || to !== all[i - 1]!.to,
  );
}
