import { keyOf } from "../../../engine/core/objects.ts";
import type { Story } from "../story/story.ts";
import { faresOf } from "../story/trouble.ts";

/** The workload with this key or name, or else the most important one: changed and not only a helper of others, then in trouble, then with the most steps. */
export function focusedWorkload(story: Story, focus: string | null): number {
  const chosen = story.workloads.findIndex(({ ref }) => keyOf(ref) === focus);
  if (chosen >= 0) return chosen;
  const named = story.workloads.findIndex(({ ref }) => ref.name === focus);
  if (named >= 0) return named;
  const weight = faresOf(story).map(
    ({ applied, helps, state }) => (helps ? 0 : 1e6) + (state === "works" ? 0 : 1e5) + (applied === "configured" || applied === "created" ? 1e7 : 0),
  );
  for (const { workload, what } of story.steps) if (workload >= 0) weight[workload]! += what.is === "scale" ? 100 : 1;
  for (const { workload } of story.pods) if (workload >= 0) weight[workload]! += 0.01;
  return weight.indexOf(Math.max(...weight));
}
