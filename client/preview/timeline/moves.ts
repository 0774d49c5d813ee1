import type { Panel } from "../state/panel.ts";
import { stepsInSight } from "../story/stepsInSight.ts";
import { leastReady } from "../story/readiness.ts";
import type { Story } from "../story/story.ts";

/** Places in time that one wants to go to, from the start of the story. */

/** The time of the next step after the playhead, or the end of the story. */
export function nextStep(panel: Panel, story: Story): number {
  const times = stepTimes(panel, story);
  return times.find((time) => time > panel.time.value) ?? story.to - story.from;
}

/** The time of the last step before the playhead, or the start of the story. */
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
