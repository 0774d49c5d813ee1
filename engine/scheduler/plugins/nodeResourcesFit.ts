import type { Refusal } from "../../core/decision.ts";
import type { NodeFilter, NodeScorer, Plugin } from "../framework.ts";
import type { PodShape } from "../podInfo.ts";
import { cpu, memory } from "../resources.ts";
import type { Snapshot } from "../snapshot.ts";
import { maxScore } from "../normalise.ts";

/** The pod's requests must fit into the free resources. Prefers nodes with the largest free share. */
export const nodeResourcesFit: Plugin = {
  name: "NodeResourcesFit",
  weight: 1,
  filter: ({ shape }, snapshot) => fit(shape, snapshot),
  score: ({ shape }) => leastAllocated(shape),
};

function fit({ requests }: PodShape, { resources }: Snapshot): NodeFilter {
  const wanted = [...requests.keys()].filter((resource) => requests[resource]! > 0);
  const amounts = wanted.map((resource) => requests[resource]!);
  const refusals = new Map<number, Refusal>();
  /** One refusal object for all nodes that lack the same resources: a bit for each reason. */
  const refuse = (short: number, isCrowded: boolean, isHopeless: boolean): Refusal => {
    const key = short * 4 + (isCrowded ? 2 : 0) + (isHopeless ? 1 : 0);
    const known = refusals.get(key);
    if (known !== undefined) return known;
    const missing = wanted.filter((_, i) => Math.floor(short / 2 ** i) % 2 === 1);
    const scarce = missing.map((resource) => resources.list[resource]!);
    const reasons = [...(isCrowded ? ["Too many pods"] : []), ...scarce.map((resource) => `Insufficient ${resource}`)];
    const refusal: Refusal = { code: isHopeless ? "UnschedulableAndUnresolvable" : "Unschedulable", reasons, scarce };
    refusals.set(key, refusal);
    return refusal;
  };
  return {
    test: ({ allocatable, requested, pods, allowedPods }) => {
      let short = 0;
      let isHopeless = false;
      for (let i = 0; i < wanted.length; i++) {
        const all = allocatable[wanted[i]!] ?? 0;
        if (amounts[i]! <= all - (requested[wanted[i]!] ?? 0)) continue;
        short += 2 ** i;
        isHopeless ||= amounts[i]! > all;
      }
      const isCrowded = pods.length >= allowedPods;
      return short > 0 || isCrowded ? refuse(short, isCrowded, isHopeless) : undefined;
    },
  };
}

function leastAllocated({ scored }: PodShape): NodeScorer {
  const [wantedCpu, wantedMemory] = scored;
  return {
    rate: ({ allocatable, nonZero }) => {
      const ofCpu = allocatable[cpu]!;
      const ofMemory = allocatable[memory]!;
      const counted = (ofCpu === 0 ? 0 : 1) + (ofMemory === 0 ? 0 : 1);
      if (counted === 0) return 0;
      return Math.floor((shareLeft(nonZero[0]! + wantedCpu, ofCpu) + shareLeft(nonZero[1]! + wantedMemory, ofMemory)) / counted);
    },
  };
}

function shareLeft(requested: number, allocatable: number): number {
  return allocatable === 0 || requested > allocatable ? 0 : Math.floor(((allocatable - requested) * maxScore) / allocatable);
}
