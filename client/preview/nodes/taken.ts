import type { NodeMoment, PodMoment } from "../story/moment.ts";
import type { PodLife, Story } from "../story/story.ts";
import { versionOf } from "./podClass.ts";

/** The groups of pods in a node's meters: those of other workloads, and the versions of the one in focus. */
export const versions = ["other", "old", "new"] as const;

/** An amount by the version of the pods that take it. */
export type Taken = Readonly<Record<(typeof versions)[number], number>>;

/** The pods that use resources of a node: all that have not ended. */
export function podsTaking({ pods }: NodeMoment): readonly PodMoment[] {
  return pods.filter(({ span }) => !span.isOver);
}

/** What the pods of each version use of a node: thousandths of a CPU, bytes, number of pods. */
export function takenOf(node: NodeMoment, story: Story, workload: number): { readonly cpu: Taken; readonly memory: Taken; readonly pods: Taken } {
  const none = { other: 0, old: 0, new: 0 };
  const taken = { cpu: { ...none }, memory: { ...none }, pods: { ...none } };
  for (const { index } of podsTaking(node)) {
    const pod = story.pods[index]!;
    const version = versionOf(story, pod, workload);
    taken.cpu[version] += pod.cpu;
    taken.memory[version] += pod.memory;
    taken.pods[version]++;
  }
  return taken;
}

/** The pod to which a node's amounts lead: one of the workload in focus if it has any there, or else the first one of any workload. */
export function takerOf(node: NodeMoment, story: Story, workload: number): PodLife | undefined {
  const there = podsTaking(node).map(({ index }) => story.pods[index]!);
  return there.find((pod) => pod.workload === workload) ?? there.find((pod) => pod.workload >= 0);
}
