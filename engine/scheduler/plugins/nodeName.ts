import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";

const refusal: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) didn't match the requested node name"] };

/** A pod with `nodeName` can run only on that node. The queue never contains such a pod, but a question about a pod may. */
export const nodeName: Plugin = {
  name: "NodeName",
  filter: ({ pod }) => {
    const wanted = pod.spec?.nodeName;
    return wanted ? { fixed: true, test: ({ name }) => (name === wanted ? undefined : refusal) } : undefined;
  },
};
