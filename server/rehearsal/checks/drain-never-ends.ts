import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { amountOf, autoscalerOf, blocksAll, type Budget, podsOfBudget, workloadsOfBudget } from "./budgets.ts";
import { setTo, withReplicas } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A budget that allows no evictions although all pods are ready: a node with one of them can't be drained. */
export const drainNeverEnds: Check = {
  code: "drain-never-ends",
  *find(rehearsed) {
    for (const budget of rehearsed.objects<Budget>("PodDisruptionBudget")) {
      if (!blocksAll(budget, rehearsed)) continue;
      const workloads = workloadsOfBudget(budget, rehearsed);
      if (workloads.some((workload) => autoscalerOf(workload, rehearsed))) continue;
      const object = refOf(budget);
      const pods = podsOfBudget(budget, rehearsed).length;
      const amount = amountOf(budget);
      const replicas = workloads.map((workload) => ({ object: refOf(workload), path: ["spec", "replicas"] }));
      const spot = rehearsed.cause(amount, ...replicas);
      const message = say("drain-never-ends", { budget: nameOf(object), pods, needs: budget.status.desiredHealthy ?? pods });
      yield {
        state: "hurts",
        about: object,
        spot,
        message,
        also: spot === amount ? [] : [amount],
        related: workloads.map((workload) => ({ object: refOf(workload), path: ["spec", "replicas"], message: say("its-pods") })),
        fixes: fixesOf(budget, pods, rehearsed),
      };
    }
  },
};

function fixesOf(budget: Budget, pods: number, rehearsed: Rehearsed): Candidate[] {
  const amount = amountOf(budget);
  const field = String(amount.path.at(-1));
  const [workload] = workloadsOfBudget(budget, rehearsed);
  const more = workload && ["Deployment", "StatefulSet"].includes(workload.kind) ? [withReplicas(workload, pods + 1)] : [];
  if (field === "maxUnavailable") return [setTo(amount, 1)];
  const spec = amount.path.slice(0, -1);
  const lets: Candidate = {
    label: say("fix-value", { field: "maxUnavailable", value: "1" }),
    changes: [amount, { object: amount.object, path: [...spec, "maxUnavailable"], to: 1 }],
  };
  return pods > 1 ? [...(typeof budget.spec.minAvailable === "number" ? [setTo(amount, pods - 1)] : []), lets, ...more] : [...more, lets];
}
