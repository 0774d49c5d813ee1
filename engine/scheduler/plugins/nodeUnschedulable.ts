import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";
import { tolerates } from "../nodeSelector.ts";

const refusal: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) were unschedulable"] };
const cordon = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };

/** A cordoned node accepts only pods that tolerate the taint `node.kubernetes.io/unschedulable`, even if the node does not have it. */
export const nodeUnschedulable: Plugin = {
  name: "NodeUnschedulable",
  filter: ({ pod }) => {
    const tolerant = tolerates(pod.spec?.tolerations ?? [], cordon);
    return tolerant ? undefined : { fixed: true, test: ({ node }) => (node.spec?.unschedulable ? refusal : undefined) };
  },
};
