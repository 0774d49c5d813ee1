import type { Plugin } from "../framework.ts";

/** A pod with scheduling gates is not queued until all gates are removed. */
export const schedulingGates: Plugin = {
  name: "SchedulingGates",
  preEnqueue: ({ pod }) => {
    const gates = pod.spec?.schedulingGates ?? [];
    return gates.length === 0 ? undefined : `waiting for scheduling gates: [${gates.map(({ name }) => name).join(" ")}]`;
  },
};
