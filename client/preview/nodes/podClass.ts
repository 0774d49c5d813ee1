import { memoize } from "../../../api/memoize.ts";
import { lookOf } from "../story/series.ts";
import type { PodLife, PodSpan, Story } from "../story/story.ts";

/** How a pod is painted: by the version of the workload in focus, or quietly if it belongs to another one. */
export function podClass(story: Story, pod: PodLife, span: PodSpan, workload: number): string {
  if (span.state === "gone") return "";
  const version = versionOf(story, pod, workload);
  return `${lookOf(span.state)} ${version === "other" && pod.workload >= 0 ? `other ${toneOf(pod.workload)}` : version}`;
}

/** Whether a pod is of the newest version of the workload in focus, of an older one, or of another workload. */
export function versionOf(story: Story, pod: PodLife, workload: number): "new" | "old" | "other" {
  return pod.workload !== workload ? "other" : story.revisions[pod.revision]?.isNewest ? "new" : "old";
}

/** What is written on a pod's square: its ordinal if it has one, else its number among those of its version; another workload's letters. */
export function podMark(story: Story, index: number, workload: number): string {
  const pod = story.pods[index]!;
  if (pod.workload !== workload) return lettersOf(story)[pod.workload] ?? pod.name.slice(0, 2);
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

const tones = 6;

/** The colour of a workload beside the one in focus. */
export function toneOf(workload: number): string {
  return `tone-${workload % tones}`;
}

/** Two letters for each workload, from the parts of its name; if they are taken, other letters of the name. */
export const lettersOf = memoize(({ workloads }: Story): readonly string[] => {
  const taken = new Set<string>();
  return workloads.map(({ ref: { name } }) => {
    const [first = "", second = ""] = name.split(/[-.]/).map((part) => part.slice(0, 1));
    const others = name.slice(1).match(/\w/g) ?? [];
    const letters =
      [...(second === "" ? [] : [second]), ...others, ""].map((letter) => first + letter).find((pair) => pair.length > 0 && !taken.has(pair)) ??
      first;
    taken.add(letters);
    return letters;
  });
});
