import type { NodeInfo } from "../nodeInfo.ts";
import type { NodeFilter, NodeScorer, Plugin, Refusal } from "../framework.ts";
import type { PodShape } from "../podInfo.ts";
import { cpu, memory } from "../resources.ts";
import type { Snapshot } from "../snapshot.ts";
import { maxScore } from "../normalise.ts";

/** The pod's requests must fit into what is free; nodes with the largest share left are liked best. */
export const nodeResourcesFit: Plugin = {
  name: "NodeResourcesFit",
  weight: 1,
  filter: ({ shape }, snapshot) => fit(shape, snapshot),
  score: ({ shape }) => leastAllocated(shape),
};

function fit({ requests }: PodShape, { resources }: Snapshot): NodeFilter {
  const wanted = requests.flatMap((amount, resource) => (amount > 0 ? [resource] : []));
  const fits = (node: NodeInfo): boolean => {
    if (node.pods.length >= node.allowedPods) return false;
    for (const resource of wanted) if (requests[resource]! > free(node, resource)) return false;
    return true;
  };
  const refusal = (node: NodeInfo): Refusal => {
    const short = wanted.filter((resource) => requests[resource]! > free(node, resource));
    const reasons = [
      ...(node.pods.length >= node.allowedPods ? ["Too many pods"] : []),
      ...short.map((resource) => `Insufficient ${resources.list[resource]}`),
    ];
    const hopeless = short.some((resource) => requests[resource]! > (node.allocatable[resource] ?? 0));
    return { code: hopeless ? "UnschedulableAndUnresolvable" : "Unschedulable", reasons };
  };
  return { test: (node) => (fits(node) ? undefined : refusal(node)) };
}

function free({ allocatable, requested }: NodeInfo, resource: number): number {
  return (allocatable[resource] ?? 0) - (requested[resource] ?? 0);
}

function leastAllocated({ scored }: PodShape): NodeScorer {
  const [wantedCpu, wantedMemory] = scored;
  return {
    rate: ({ allocatable, nonZero }) => {
      const ofCpu = allocatable[cpu]!;
      const ofMemory = allocatable[memory]!;
      const counted = (ofCpu === 0 ? 0 : 1) + (ofMemory === 0 ? 0 : 1);
      if (counted === 0) return 0;
      return Math.floor((shareLeft(nonZero[0] + wantedCpu, ofCpu) + shareLeft(nonZero[1] + wantedMemory, ofMemory)) / counted);
    },
  };
}

function shareLeft(requested: number, allocatable: number): number {
  return allocatable === 0 || requested > allocatable ? 0 : Math.floor(((allocatable - requested) * maxScore) / allocatable);
}
