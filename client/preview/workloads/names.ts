import type { Story } from "../story/story.ts";

/** Whether a workload's versions are objects of their own, with names to show. */
export function isNumbered(story: Story, workload: number): boolean {
  const { ref, revisions } = story.workloads[workload]!;
  return revisions.some((revision) => story.revisions[revision]!.ref.kind !== ref.kind);
}
