import type { Series } from "./series.ts";
import type { Story } from "./story.ts";

/** The smallest number of ready pods, and its time. */
export function leastReady(series: Series, story: Story): { readonly ready: number; readonly time: number } {
  let least = { ready: Infinity, time: 0 };
  series.times.forEach((at, i) => {
    const ready = readyAt(series, i);
    if (ready < least.ready) least = { ready, time: at - story.from };
  });
  return Number.isFinite(least.ready) ? least : { ready: 0, time: 0 };
}

/** When a pod is ready for the first time, if ever. */
export function firstReady(series: Series, story: Story): number | undefined {
  const at = series.times.find((_, i) => readyAt(series, i) > 0);
  return at === undefined ? undefined : Math.max(0, at - story.from);
}

/** How many pods are ready at the `i`-th of its times. */
export function readyAt({ bands, counts }: Series, i: number): number {
  return bands.reduce((sum, { look }, band) => sum + (look === "ready" || look === "settling" ? counts[band]![i]! : 0), 0);
}
