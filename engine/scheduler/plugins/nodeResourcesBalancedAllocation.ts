import type { Plugin } from "../framework.ts";
import { cpu, memory } from "../resources.ts";
import { maxScore } from "../normalise.ts";

/**
 * Prefers nodes where the pod brings the used shares of CPU and memory closer together: 75 if the pod changes nothing,
 * up to 100 if they get closer, down to 50 if they move apart.
 * Pods that request neither are not scored, so that they do not all go to the same node.
 */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: "NodeResourcesBalancedAllocation",
  weight: 1,
  score: ({ shape: { requests } }) => {
    const wantedCpu = requests[cpu]!;
    const wantedMemory = requests[memory]!;
    if (wantedCpu === 0 && wantedMemory === 0) return undefined;
    return {
      rate: ({ allocatable, requested }) => {
        const [ofCpu, ofMemory, usedCpu, usedMemory] = [allocatable[cpu]!, allocatable[memory]!, requested[cpu]!, requested[memory]!];
        if (ofCpu === 0 || ofMemory === 0) return 75;
        const before = balance(usedCpu / ofCpu, usedMemory / ofMemory);
        const after = balance((usedCpu + wantedCpu) / ofCpu, (usedMemory + wantedMemory) / ofMemory);
        return maxScore / 2 + Math.trunc((maxScore / 2 + after - before) / 2);
      },
    };
  },
};

/** 100 if both shares are equal, 50 if one is 1 and the other 0. */
function balance(ofCpu: number, ofMemory: number): number {
  const deviation = Math.abs((Math.min(ofCpu, 1) - Math.min(ofMemory, 1)) / 2);
  return Math.trunc((1 - deviation) * maxScore);
}
