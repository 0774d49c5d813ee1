import type { HorizontalPodAutoscaler, PodDisruptionBudget } from "../../../schemas/generated/types.ts";
import { refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A budget as the store keeps it. */
export type Budget = Stored<PodDisruptionBudget>;

/** The pods of a budget at the end. */
export function podsOfBudget({ spec, metadata }: Budget, { view }: Rehearsed): readonly StoredPod[] {
  return view.store.select<StoredPod>("Pod", metadata.namespace, spec.selector).filter((pod) => !isFinished(pod) && !isTerminating(pod));
}

/** The workloads that those pods belong to. */
export function workloadsOfBudget(budget: Budget, rehearsed: Rehearsed): readonly StoredObject[] {
  return [...new Set(podsOfBudget(budget, rehearsed).map((pod) => rehearsed.rootOf(pod)))];
}

/** Whether all its pods are ready, and it allows no evictions. */
export function blocksAll(budget: Budget, rehearsed: Rehearsed): boolean {
  const pods = podsOfBudget(budget, rehearsed);
  return pods.length > 0 && pods.every(isReady) && (budget.status.disruptionsAllowed ?? 0) === 0;
}

/** The field of a budget that limits evictions. */
export function amountOf({ spec, metadata, kind }: Budget): Spot {
  const object = refOf({ kind, metadata } as StoredObject);
  return { object, path: ["spec", spec.maxUnavailable === undefined ? "minAvailable" : "maxUnavailable"] };
}

/** The autoscaler of a workload. */
export function autoscalerOf({ kind, metadata }: StoredObject, { view }: Rehearsed): Stored<HorizontalPodAutoscaler> | undefined {
  return view.store
    .list<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler", metadata.namespace)
    .find(({ spec }) => spec.scaleTargetRef?.kind === kind && spec.scaleTargetRef.name === metadata.name);
}
