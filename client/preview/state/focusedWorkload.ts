import type { Story } from "../story/story.ts";

/** The workload with that name, or else the one with the most actions. */
export function focusedWorkload(story: Story, focus: string | null): number {
  const named = story.workloads.findIndex(({ ref }) => ref.name === focus);
  if (named >= 0) return named;
  const weight = story.workloads.map(() => 0);
  for (const { workload, what } of story.steps) if (workload >= 0) weight[workload]! += what.is === "scale" ? 100 : 1;
  for (const { workload } of story.pods) if (workload >= 0) weight[workload]! += 0.01;
  return weight.indexOf(Math.max(...weight));
}
