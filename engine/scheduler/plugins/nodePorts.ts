import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";

const refusal: Refusal = { code: "Unschedulable", reasons: ["node(s) didn't have free ports for the requested pod ports"] };

/** Two pods on a node cannot listen on the same host port. */
export const nodePorts: Plugin = {
  name: "NodePorts",
  filter: ({ shape: { hostPorts } }) => {
    if (hostPorts.length === 0) return undefined;
    return {
      test: ({ ports }) => (hostPorts.some(({ hostIP, protocol, hostPort }) => ports.taken(hostIP, protocol, hostPort!)) ? refusal : undefined),
    };
  },
};
