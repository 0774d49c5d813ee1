import { scaled } from "../../../api/intOrString.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { amountOf, autoscalerOf, type Budget, workloadsOfBudget } from "./budgets.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** A budget that requires as many pods as the autoscaler's minimum: at low load no node can be drained. */
export const budgetAgainstAutoscaler: Check = {
  code: "budget-against-autoscaler",
  *find(rehearsed) {
    for (const budget of rehearsed.objects<Budget>("PodDisruptionBudget")) {
      for (const workload of workloadsOfBudget(budget, rehearsed)) {
        const autoscaler = autoscalerOf(workload, rehearsed);
        const least = autoscaler?.spec.minReplicas ?? 1;
        const { minAvailable, maxUnavailable } = budget.spec;
        const allowed = maxUnavailable !== undefined ? scaled(maxUnavailable, least, "up") : least - (scaled(minAvailable ?? 0, least, "up") ?? 0);
        if (!autoscaler || (allowed ?? 1) > 0) continue;
        const object = refOf(budget);
        const minimum: Spot = { object: refOf(autoscaler), path: ["spec", "minReplicas"] };
        const spot = rehearsed.cause(amountOf(budget), minimum);
        const message = say("budget-against-autoscaler", { budget: nameOf(object), autoscaler: nameOf(refOf(autoscaler)), least });
        const isOwn = spot.object.kind === object.kind;
        yield {
          state: "hurts",
          about: object,
          spot,
          message,
          also: [isOwn ? minimum : amountOf(budget)],
          fixes: [setTo(minimum, least + 1), ...(typeof minAvailable === "number" && least > 1 ? [setTo(amountOf(budget), least - 1)] : [])],
        };
      }
    }
  },
};
