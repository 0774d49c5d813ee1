import { formatTime } from "../../api/time.ts";
import type { Millis } from "./objects.ts";

/** What the conditions of Deployments, ReplicaSets and other workloads have in common. */
export interface Condition {
  type?: string | undefined;
  status?: string | undefined;
  reason?: string | undefined;
  message?: string | undefined;
  lastTransitionTime?: string | undefined;
  lastUpdateTime?: string | undefined;
}

/** The condition of a type, if it is in the list. */
export function findCondition<C extends Condition>(conditions: readonly C[] | undefined, type: string): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** Whether the condition of a type is there and has the status True. */
export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === "True";
}

/** The list without the condition of a type. */
export function withoutCondition<C extends Condition>(conditions: readonly C[] | undefined, type: string): C[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}

/**
 * The list with `condition` at its end. The workload controllers do the same: a condition with the same status and reason stays as it is, with its message;
 * and `lastTransitionTime` stays as long as the status is the same.
 */
export function withWorkloadCondition<C extends Condition>(conditions: readonly C[] | undefined, condition: C, now: Millis): C[] {
  const old = findCondition(conditions, condition.type!);
  if (old && old.status === condition.status && old.reason === condition.reason) return [...conditions!];
  const at = formatTime(now);
  const lastTransitionTime = old?.status === condition.status ? old?.lastTransitionTime : at;
  return [...withoutCondition(conditions, condition.type!), { ...condition, lastTransitionTime }];
}
