import type { ScoreTable } from "../core/decision.ts";
import type { NodeGroup, Range, RelativeScorer } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { Preparation } from "./preparation.ts";

/** Scores every node that fits, by plugin. */
export function scoreNodes(feasible: readonly NodeInfo[], scorers: Preparation["scorers"]): ScoreTable {
  const weighted = new Int16Array(feasible.length * scorers.length);
  const groups = feasible.map((node) => ({ node, size: 1 }));
  scorers.forEach(({ weight, scorer }, column) => {
    const score = "among" in scorer ? comparing(scorer, groups) : scorer.rate;
    for (let row = 0; row < feasible.length; row++) weighted[row * scorers.length + column] = weight * score(feasible[row]!);
  });
  return { nodes: feasible.map(({ name }) => name), plugins: scorers.map(({ plugin }) => plugin), weighted };
}

/** A relative score as a function of nodes, given all that fit: ratings once over, then brought to 0 to 100. */
export function comparing(scorer: RelativeScorer, feasible: readonly NodeGroup[]): (node: NodeInfo) => number {
  const rate = scorer.among(feasible);
  const range = rangeOf(feasible, rate);
  return (node) => {
    const rating = rate(node);
    return rating === undefined ? 0 : scorer.normalise(rating, range);
  };
}

function rangeOf(feasible: readonly NodeGroup[], rate: (node: NodeInfo) => number | undefined): Range {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { node } of feasible) {
    const rating = rate(node);
    if (rating === undefined) continue;
    if (rating < least) least = rating;
    if (rating > greatest) greatest = rating;
  }
  return { least, greatest };
}
