import { scaled } from "../../../api/intOrString.ts";
import { matches } from "../../../api/selector.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { podLabelsOf, templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { amountOf, type Budget, podsOfBudget } from "./budgets.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A budget that allows all its pods to be evicted at once, or that selects none. */
export const budgetProtectsNothing: Check = {
  code: "budget-protects-nothing",
  *find(rehearsed) {
    for (const budget of rehearsed.objects<Budget>("PodDisruptionBudget")) {
      const pods = podsOfBudget(budget, rehearsed).length;
      if (pods === 0) yield* withoutPods(budget, rehearsed);
      else if (letsAllGo(budget, pods)) {
        const object = refOf(budget);
        const amount = amountOf(budget);
        yield {
          state: "hurts",
          about: object,
          spot: amount,
          message: say("budget-lets-all-go", { budget: nameOf(object), pods }),
          fixes: pods > 1 ? [setTo(amount, 1)] : [],
        };
      }
    }
  },
};

function letsAllGo({ spec: { minAvailable, maxUnavailable } }: Budget, pods: number): boolean {
  if (maxUnavailable !== undefined) return pods > 1 && (scaled(maxUnavailable, pods, "up") ?? 0) >= pods;
  return (scaled(minAvailable ?? 0, pods, "up") ?? 0) === 0;
}

/** A budget without pods, although it resembles workloads. It is certain only if it selected pods before the change. */
function* withoutPods(budget: Budget, rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(budget);
  const wanted = budget.spec.selector?.matchLabels ?? {};
  const meant = rehearsed.workloads.filter((workload) => {
    const labels = podLabelsOf(workload) ?? {};
    return (
      workload.metadata.namespace === budget.metadata.namespace &&
      Object.keys(wanted).some((key) => key in labels) &&
      !matches(budget.spec.selector, labels)
    );
  });
  const [workload] = meant;
  if (!workload) return;
  const labels = podLabelsOf(workload) ?? {};
  const wrong = Object.keys(wanted).filter((key) => labels[key] !== wanted[key]);
  const spots = wrong.map((key): Spot => ({ object, path: ["spec", "selector", "matchLabels", key] }));
  const theirs = wrong.map((key): Spot => ({ object: refOf(workload), path: [...templatePath(workload.kind)!, "metadata", "labels", key] }));
  const spot = rehearsed.cause(spots[0] ?? { object, path: ["spec", "selector"] }, ...spots.slice(1), ...theirs);
  const isCertain = rehearsed.isEdited(spot);
  if (!isCertain && wrong.length > 1) return;
  const fixes = spots.flatMap((one, i): Candidate[] => (labels[wrong[i]!] === undefined ? [] : [setTo(one, labels[wrong[i]!]!)]));
  const message = say("budget-without-pods", { budget: nameOf(object), workload: nameOf(refOf(workload)) });
  yield {
    state: "hurts",
    about: object,
    spot,
    message,
    assumed: isCertain ? [] : [say("assumed-meant", { workload: nameOf(refOf(workload)) })],
    fixes: [...fixes],
  };
}
