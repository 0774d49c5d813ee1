import type { Range } from "./framework.ts";

/** The best score that a plugin gives a node, before its weight. */
export const maxScore = 100;

/** The greatest rating becomes 100 and the others are scaled; all stay 0 if the greatest is 0. */
export function moreIsMore(rating: number, { greatest }: Range): number {
  return greatest === 0 ? 0 : Math.trunc((maxScore * rating) / greatest);
}

/** The greatest rating becomes 0 and a rating of 0 becomes 100; all become 100 if the greatest is 0. */
export function lessIsMore(rating: number, range: Range): number {
  return maxScore - moreIsMore(rating, range);
}
