import { formatTime, parseTime } from "../../api/time.ts";
import type { Pod, PodCondition, PodStatus } from "../../schemas/generated/types.ts";
import type { Millis, Stored } from "./objects.ts";

/** A Pod as the store keeps it. */
export type StoredPod = Stored<Pod>;

/** Whether the pod has succeeded or failed. */
export function isFinished({ status }: StoredPod): boolean {
  return status.phase === "Failed" || status.phase === "Succeeded";
}

/** Whether the object is being deleted. */
export function isTerminating({ metadata }: { readonly metadata: { deletionTimestamp?: string | undefined } }): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Whether the pod counts for its controller: it has not finished and is not being deleted. */
export function isActive(pod: StoredPod): boolean {
  return !isFinished(pod) && !isTerminating(pod);
}

/** The condition of a type in the pod's status, if it is there. */
export function conditionOf(pod: StoredPod, type: string): PodCondition | undefined {
  for (const condition of pod.status.conditions ?? none) if (condition.type === type) return condition;
  return undefined;
}

const none: readonly PodCondition[] = [];

/** Whether the pod is ready. */
export function isReady(pod: StoredPod): boolean {
  return conditionOf(pod, "Ready")?.status === "True";
}

/** Since when the pod has been ready; nothing if it is not ready. */
export function readySince(pod: StoredPod): Millis | undefined {
  const condition = conditionOf(pod, "Ready");
  return condition?.status === "True" ? parseTime(condition.lastTransitionTime ?? "") : undefined;
}

/** Whether the pod has been ready for at least `minReadySeconds`. */
export function isAvailable(pod: StoredPod, minReadySeconds: number, now: Millis): boolean {
  if (minReadySeconds === 0) return isReady(pod);
  const since = readySince(pod);
  return since !== undefined && since + minReadySeconds * 1000 <= now;
}

/** How long until a ready pod becomes available; nothing if the passing of time does not decide that. */
export function untilAvailable(pod: StoredPod, minReadySeconds: number, now: Millis): Millis | undefined {
  const since = readySince(pod);
  const wait = since === undefined ? 0 : since + minReadySeconds * 1000 - now;
  return wait > 0 ? wait : undefined;
}

/** The pod status with one condition replaced. `lastTransitionTime` stays if the condition's status does not change. */
export function withCondition(status: PodStatus, condition: PodCondition, now: Millis): PodStatus {
  return { ...status, conditions: withConditions(status.conditions, [condition], now) };
}

/** The conditions with several of them replaced. */
export function withConditions(old: readonly PodCondition[] = [], changes: readonly PodCondition[], now: Millis): PodCondition[] {
  const conditions = [...old];
  let today: string | undefined;
  for (const change of changes) {
    const at = old.findIndex(({ type }) => type === change.type);
    const lastTransitionTime = old[at]?.status === change.status ? old[at]?.lastTransitionTime : (today ??= formatTime(now));
    conditions[at < 0 ? conditions.length : at] = { ...change, lastTransitionTime };
  }
  return conditions;
}

/** Waiting reasons of a container whose image cannot be pulled. */
export const pullTroubles: ReadonlySet<string> = new Set(["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"]);
