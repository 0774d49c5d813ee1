import type { PodLife, Story } from "./story.ts";

/** What a scenario may call a pod by: its own name, its revision (counted in order of creation) where it has one, its workload. */
export function scenarioKeysOf(story: Story, { name, workload, revision }: PodLife): readonly string[] {
  const owner = story.workloads[workload];
  if (!owner || owner.kind === "Pod") return [name];
  const isCounted = ["Deployment", "StatefulSet", "DaemonSet", "CronJob"].includes(owner.kind);
  return [name, ...(isCounted ? [`${owner.ref.name}#${owner.revisions.indexOf(revision) + 1}`] : []), owner.ref.name];
}
