import type { Millis } from "../../../engine/core/objects.ts";
import { memoize } from "../../../api/memoize.ts";
import type { Story } from "../story/story.ts";

/** A stretch in which nothing happens, in milliseconds from the start of the story: the axis leaves it out. */
export interface Cut {
  readonly from: Millis;
  readonly to: Millis;
}

/** Shorter than this, nothing is cut: a person should see how long a pod takes. */
const shortest = 120_000;

/** From so many cuts on a scale is no longer read at a glance. */
const many = 6;

/** The stretches of a story to leave out. */
export const cutsOf = memoize(({ from, times }: Story): readonly Cut[] => cutsBetween(times.map((at) => at - from)));

/** The stretches in which nothing happens in any of some stories, so that they can be drawn on one scale. */
export function cutsAcross(stories: readonly Story[]): readonly Cut[] {
  return cutsBetween(stories.flatMap(({ from, times }) => times.map((at) => at - from)).sort((a, b) => a - b));
}

/** Those that are long by themselves, and long beside all the time in which something happens; of many only the longer ones, since each cut is one more thing to read. A little of each stays. */
function cutsBetween(times: readonly Millis[]): readonly Cut[] {
  const gaps = times.slice(1).map((at, i) => ({ from: times[i]!, to: at }));
  const isLong = (gap: Cut): boolean => gap.to - gap.from > shortest;
  const busy = gaps.reduce((sum, gap) => sum + (isLong(gap) ? 0 : gap.to - gap.from), 0);
  const margin = Math.max(2000, busy / 20);
  const long = gaps.filter((gap) => isLong(gap) && gap.to - gap.from > busy / 2);
  const cut = long.length > many ? long.filter((gap) => gap.to - gap.from > busy) : long;
  return cut.map((gap) => ({ from: gap.from + margin, to: gap.to - margin }));
}

/** The end of the cut that a time falls into, or the time itself. */
export function past(cuts: readonly Cut[], time: Millis): Millis {
  return cuts.find((cut) => time > cut.from && time < cut.to)?.to ?? time;
}
