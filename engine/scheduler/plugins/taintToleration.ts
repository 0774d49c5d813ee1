import type { Taint } from "../../../schemas/generated/types.ts";
import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";
import { tolerates, untoleratedTaint } from "../nodeSelector.ts";
import { lessIsMore } from "../normalise.ts";

const refusal: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) had untolerated taint(s)"] };

/** Keeps pods off nodes whose taints they do not tolerate, and prefers nodes with few of the taints that only ask to. */
export const taintToleration: Plugin = {
  name: "TaintToleration",
  weight: 3,
  filter: ({ pod }) => {
    const tolerations = pod.spec?.tolerations ?? [];
    return { fixed: true, test: ({ taints }) => (untoleratedTaint(taints, tolerations) === undefined ? undefined : refusal) };
  },
  score: ({ pod }) => {
    const tolerations = (pod.spec?.tolerations ?? []).filter(({ effect }) => !effect || effect === "PreferNoSchedule");
    const rate = ({ taints }: { readonly taints: readonly Taint[] }): number =>
      taints.reduce((count, taint) => count + (taint.effect === "PreferNoSchedule" && !tolerates(tolerations, taint) ? 1 : 0), 0);
    return { among: () => rate, normalise: lessIsMore, grouping: { of: rate } };
  },
};
