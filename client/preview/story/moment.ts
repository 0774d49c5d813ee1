import type { Millis } from "../../../engine/objects.ts";
import { spanAt } from "./spans.ts";
import type { NodeSpan, PodSpan, Story, WorkloadSpan } from "./story.ts";

/** How everything stands at one time. Pods and nodes that are not there are left out. */
export interface Moment {
  readonly time: Millis;
  readonly nodes: readonly NodeMoment[];
  /** Pods without a node. */
  readonly pending: readonly PodMoment[];
  readonly workloads: readonly (WorkloadSpan | undefined)[];
}

export interface NodeMoment {
  readonly index: number;
  readonly span: NodeSpan;
  readonly pods: readonly PodMoment[];
  /** What the pods on it take together: thousandths of a CPU, bytes. */
  readonly cpu: number;
  readonly memory: number;
}

export interface PodMoment {
  readonly index: number;
  readonly span: PodSpan;
}

/** Takes time in the order of all pods, with a logarithm of their changes. What stands as in `before` is the same object, so that it need not be drawn again. */
export function momentAt(story: Story, time: Millis, before?: Moment): Moment {
  const nodes = story.nodes.map(({ spans }, index) => ({ index, span: spanAt(spans, time), pods: [] as PodMoment[], cpu: 0, memory: 0 }));
  const pending: PodMoment[] = [];
  for (let index = 0; index < story.pods.length; index++) {
    const { spans, cpu, memory } = story.pods[index]!;
    const span = spanAt(spans, time);
    if (!span || span.state === "gone") continue;
    const node = nodes[span.node];
    const isOver = span.state === "succeeded" || span.state === "failed";
    if (!node?.span?.here) {
      if (span.node < 0 && !isOver) pending.push({ index, span });
      continue;
    }
    node.pods.push({ index, span });
    if (isOver) continue;
    node.cpu += cpu;
    node.memory += memory;
  }
  const known: (NodeMoment | undefined)[] = [];
  for (const node of before?.nodes ?? []) known[node.index] = node;
  return {
    time,
    nodes: nodes.flatMap(({ span, ...rest }) => (span?.here ? [sameNode(known[rest.index], { ...rest, span })] : [])),
    pending,
    workloads: story.workloads.map(({ spans }) => spanAt(spans, time)),
  };
}

function sameNode(before: NodeMoment | undefined, now: NodeMoment): NodeMoment {
  if (before?.span !== now.span || before.pods.length !== now.pods.length) return now;
  for (let i = 0; i < now.pods.length; i++) {
    if (before.pods[i]!.index !== now.pods[i]!.index || before.pods[i]!.span !== now.pods[i]!.span) return now;
  }
  return before;
}
