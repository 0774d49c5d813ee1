import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";

const refusal: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) didn't match the requested node name"] };

/** A pod that names its node goes there or nowhere. The queue never holds one; a question about a pod may. */
export const nodeName: Plugin = {
  name: "NodeName",
  filter: ({ pod }) => {
    const wanted = pod.spec?.nodeName;
    return wanted ? { fixed: true, test: ({ name }) => (name === wanted ? undefined : refusal) } : undefined;
  },
};
