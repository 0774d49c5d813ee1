import type { Panel } from "../state/panel.ts";
import { stepsInSight } from "../steps/inSight.ts";
import type { Series } from "../story/series.ts";
import type { Story } from "../story/story.ts";

/** Places in time that one wants to go to, from the start of the story. */

export function nextStep(panel: Panel, story: Story): number {
  const times = stepTimes(panel, story);
  return times.find((time) => time > panel.time.value) ?? story.to - story.from;
}

export function previousStep(panel: Panel, story: Story): number {
  return stepTimes(panel, story).findLast((time) => time < panel.time.value) ?? 0;
}

function stepTimes(panel: Panel, story: Story): number[] {
  return stepsInSight(story, panel.workload.value, panel.allSteps.value).map(({ at }) => at - story.from);
}

/** When the fewest pods of the workload are ready; of equals, the first after its rollout began. */
export function worstMoment(panel: Panel): number {
  const story = panel.run.value?.story;
  return story && panel.series.value ? leastReady(panel.series.value, story).time : 0;
}

/** The fewest pods that are ready at once, and when. */
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
  return bands.reduce((sum, { look }, band) => sum + (look === "ready" ? counts[band]![i]! : 0), 0);
}
