import type { Millis } from "../../../engine/core/objects.ts";
import { podsChanging } from "./changes.ts";
import { spanAt } from "./spans.ts";
import type { NodeSpan, PodSpan, Story, WorkloadSpan } from "./story.ts";

/** The state of the cluster at one time. Pods and nodes that do not exist then are left out. */
export interface Moment {
  readonly time: Millis;
  readonly nodes: readonly NodeMoment[];
  /** Pods without a node. */
  readonly pending: readonly PodMoment[];
  readonly workloads: readonly (WorkloadSpan | undefined)[];
}

/** A node at one time, with its pods. */
export interface NodeMoment {
  readonly index: number;
  readonly span: NodeSpan;
  readonly pods: readonly PodMoment[];
  /** What the pods on it take together: thousandths of a CPU, bytes. */
  readonly cpu: number;
  readonly memory: number;
}

/** A pod at one time. */
export interface PodMoment {
  readonly index: number;
  readonly span: PodSpan;
}

/**
 * The first moment of a story takes time in proportion to all pods. A moment derived from another one (`before`) takes time in proportion to the changes in between,
 * and shares all unchanged parts with it, so that they need not be drawn again.
 */
export function momentAt(story: Story, time: Millis, before?: Moment): Moment {
  const spans = story.nodes.map((node) => spanAt(node.spans, time));
  const here = spans.flatMap((span, index) => (span?.here ? [{ index, span }] : []));
  const known = before && hasNodes(before, here) ? before : undefined;
  const changing = known ? podsChanging(story, known.time, time) : new Set(story.pods.keys());
  const arrivals = new Map<number, PodMoment[]>();
  for (const index of changing) {
    const { spans: own } = story.pods[index]!;
    const now = spanAt(own, time);
    const [left, entered] = [homeOf(known && spanAt(own, known.time), spans), homeOf(now, spans)];
    for (const home of [left, entered]) if (!arrivals.has(home)) arrivals.set(home, []);
    if (now) arrivals.get(entered)!.push({ index, span: now });
  }
  const settle = (home: number, pods: readonly PodMoment[] = []) => {
    const arrived = arrivals.get(home);
    return arrived ? [...pods.filter(({ index }) => !changing.has(index)), ...arrived].sort((a, b) => a.index - b.index) : pods;
  };
  return {
    time,
    nodes: here.map(({ index, span }, i) => {
      const was = known?.nodes[i];
      return was && !arrivals.has(index) ? was : nodeMoment(story, index, span, settle(index, was?.pods));
    }),
    pending: settle(waiting, known?.pending),
    workloads: story.workloads.map((workload) => spanAt(workload.spans, time)),
  };
}

/** All pods that are there at a moment: those without a node first. */
export function podsAt({ nodes, pending }: Moment): PodMoment[] {
  return [...pending, ...nodes.flatMap(({ pods }) => pods)].filter(({ span }) => span.state !== "gone");
}

function hasNodes({ nodes }: Moment, here: readonly { readonly index: number; readonly span: NodeSpan }[]): boolean {
  return nodes.length === here.length && nodes.every(({ index, span }, i) => index === here[i]!.index && span === here[i]!.span);
}

/** Where a pod is that has no node yet, and one that is not in the picture: gone, or on a node that is. */
const [waiting, nowhere] = [-1, -2];

/** The index of the node that a pod is on, or one of the two above. */
function homeOf(span: PodSpan | undefined, nodes: readonly (NodeSpan | undefined)[]): number {
  if (!span || span.state === "gone") return nowhere;
  if (span.node >= 0) return nodes[span.node]?.here ? span.node : nowhere;
  return span.isOver ? nowhere : waiting;
}

function nodeMoment(story: Story, index: number, span: NodeSpan, pods: readonly PodMoment[]): NodeMoment {
  let [cpu, memory] = [0, 0];
  for (const pod of pods) {
    if (pod.span.isOver) continue;
    cpu += story.pods[pod.index]!.cpu;
    memory += story.pods[pod.index]!.memory;
  }
  return { index, span, pods, cpu, memory };
}
