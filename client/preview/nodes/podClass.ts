import { memoize } from "../../../api/memoize.ts";
import { lookOf } from "../story/series.ts";
import type { PodLife, PodSpan, Story } from "../story/story.ts";

/** How a pod is painted: by the version of the workload in focus, or quietly if it belongs to another one. */
export function podClass(story: Story, pod: PodLife, span: PodSpan, workload: number): string {
  return span.state === "gone" ? "" : `${lookOf(span.state)} ${versionOf(story, pod, workload)}`;
}

/** Whether a pod is of the newest version of the workload in focus, of an older one, or of another workload. */
export function versionOf(story: Story, pod: PodLife, workload: number): "new" | "old" | "other" {
  return pod.workload !== workload ? "other" : story.revisions[pod.revision]?.isNewest ? "new" : "old";
}

/** What is written on a pod's square: its ordinal if it has one, else its number among those of its version; another workload's initial. */
export function podMark(story: Story, index: number, workload: number): string {
  const pod = story.pods[index]!;
  if (pod.workload !== workload) return (story.workloads[pod.workload]?.ref.name ?? pod.name).slice(0, 1);
  const ordinal = story.workloads[workload]?.kind === "StatefulSet" ? /\d+$/.exec(pod.name)?.[0] : undefined;
  return ordinal ?? String(ordersOf(story)[index]);
}

/** Each pod's number among those of its version, in order of creation, from 1. */
const ordersOf = memoize(({ pods }: Story) => {
  const counts = new Map<number, number>();
  return pods.map(({ revision }) => {
    const next = (counts.get(revision) ?? 0) + 1;
    counts.set(revision, next);
    return next;
  });
});
