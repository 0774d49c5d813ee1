import type { Range } from "./framework.ts";

/** The best score that a plugin gives a node, before its weight. */
export const maxScore = 100;

/** The greatest rating becomes 100, the others a share of it; all are 0 if it is. */
export function moreIsMore(rating: number, { greatest }: Range): number {
  return greatest === 0 ? 0 : Math.trunc((maxScore * rating) / greatest);
}

/** The greatest rating becomes 0, none becomes 100; all are 100 if nobody has any. */
export function lessIsMore(rating: number, range: Range): number {
  return maxScore - moreIsMore(rating, range);
}
