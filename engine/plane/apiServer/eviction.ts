import { matches } from "../../../api/selector.ts";
import { formatTime } from "../../../api/time.ts";
import type { Pod, PodDisruptionBudget } from "../../../schemas/generated/types.ts";
import type { Answer, Command, Refused } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import type { Stored } from "../../core/objects.ts";
import { isReady, withCondition } from "../../core/pods.ts";
import { notFound, refuse } from "../../core/answers.ts";

type Budget = Stored<PodDisruptionBudget>;

/** At most so many evicted pods may be in `disruptedPods`, waiting for the disruption controller to see them go. */
const mostDisrupted = 2000;

/**
 * The Eviction API: deletes a pod if its PodDisruptionBudget allows a disruption.
 * A pod that is pending or finished is always deleted. A running pod that is not ready is deleted without the budget while enough others are healthy.
 */
export function evict({ pod: ref, why }: Extract<Command, { do: "evict" }>, { store, now }: View, perform: (command: Command) => Answer): Answer {
  const pod = store.get<Stored<Pod>>(ref);
  if (!pod) return notFound(ref);
  const budgets = store.list<Budget>("PodDisruptionBudget", ref.namespace).filter(({ spec }) => matches(spec.selector, pod.metadata.labels));
  const [budget] = budgets;
  if (!asksNoBudget(pod) && budget) {
    if (budgets.length > 1)
      return refuse(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
    if (isReady(pod) || !sparesUnready(budget)) {
      const refusal = refusalOf(budget);
      if (refusal) return refusal;
      perform({ do: "updateStatus", object: charged(budget, ref.name, now) });
    }
  }
  const condition = { type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI", message: "Eviction API: evicting" };
  perform({ do: "updateStatus", object: { ...pod, status: withCondition(pod.status, condition, now) } as Stored<Pod> });
  const answer = perform({ do: "delete", ref, why });
  return answer.ok ? { ok: true } : answer;
}

function asksNoBudget({ metadata, status }: Stored<Pod>): boolean {
  return status.phase !== "Running" || metadata.deletionTimestamp !== undefined;
}

function sparesUnready({ spec, status }: Budget): boolean {
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  return spec.unhealthyPodEvictionPolicy === "AlwaysAllow" || (currentHealthy >= desiredHealthy && desiredHealthy > 0);
}

function refusalOf({ metadata, status }: Budget): Refused | undefined {
  const exhausted = refuse(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) return exhausted;
  if (Object.keys(status.disruptedPods ?? {}).length > mostDisrupted)
    return refuse(
      403,
      "Forbidden",
      `poddisruptionbudgets.policy ${JSON.stringify(metadata.name)} is forbidden: DisruptedPods map too big - too many evictions not confirmed by PDB controller`,
    );
  return (status.disruptionsAllowed ?? 0) === 0 ? exhausted : undefined;
}

/** The budget with one allowed disruption less, and with the pod in `disruptedPods`. */
function charged(budget: Budget, pod: string, now: number): Budget {
  const { status } = budget;
  const disruptedPods = { ...status.disruptedPods, [pod]: formatTime(now) };
  return { ...budget, status: { ...status, disruptionsAllowed: (status.disruptionsAllowed ?? 1) - 1, disruptedPods } };
}
