import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, fields, oneOf, orElse } from "../../check.ts";
import { atMostWhole, countOrPercent } from "../amounts.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { pathSegment } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { labelSelector } from "../selectors.ts";
import { say } from "../../words/say.ts";

const notBoth: Check<PodDisruptionBudgetSpec> = ({ minAvailable, maxUnavailable }, at, causes) => {
  if (minAvailable === undefined || maxUnavailable === undefined) return;
  const related = { path: at.field("minAvailable"), message: say("other-one") };
  causes.invalid(at.field("maxUnavailable"), say("two-budgets"), {
    code: "one-budget",
    field: at.toString(),
    related,
  });
};

const amount = all(countOrPercent, atMostWhole);

/** How many pods of an application may be taken away at a time. */
export const podDisruptionBudget: KindRules<PodDisruptionBudget> = {
  validate: orElse(
    fields<PodDisruptionBudget>({
      spec: all(
        notBoth,
        fields<PodDisruptionBudgetSpec>({
          minAvailable: amount,
          maxUnavailable: amount,
          selector: labelSelector,
          unhealthyPodEvictionPolicy: oneOf("AlwaysAllow", "IfHealthyBudget"),
        }),
      ),
    }),
    objectMeta(pathSegment, "namespaced", "any"),
  ),
  validateUpdate: objectMetaUpdate,
};
