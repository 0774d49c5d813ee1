import { memoize } from "../../../api/memoize.ts";
import { keyOf } from "../../../engine/core/objects.ts";
import type { ActionRow, Story } from "./story.ts";

/** Whether a workload is complete for the first time: one that loses a pod is complete again once the pod is replaced. */
export function isFirstFinish(step: ActionRow, story: Story): boolean {
  return (firstFinishes(story).get(keyOf(step.about)) ?? step.at) === step.at;
}

const firstFinishes = memoize(({ steps }: Story) => {
  const first = new Map<string, number>();
  for (const { what, about, at } of steps) if (what.is === "finish" && !first.has(keyOf(about))) first.set(keyOf(about), at);
  return first;
});
