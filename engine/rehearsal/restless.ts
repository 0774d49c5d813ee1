import type { Job } from "../../schemas/generated/types.ts";
import type { Millis, Stored } from "../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../core/pods.ts";
import type { ControlPlane } from "../plane/controlPlane.ts";
import type { StoreView } from "../core/store.ts";

/** CronJobs and crashing pods never settle: a rehearsal watches them for this time. */
export const restlessFor: Millis = 10 * 60_000;

/** Whether a process will still end although everything is ready now. A pod that restarts is watched until its failure is visible. */
export function isRestless(plane: ControlPlane, from: Millis, at: Millis): boolean {
  if (awaitsTimeToLive(plane.store) && (plane.next() ?? Infinity) < from + restlessFor) return true;
  const next = plane.nextOf("kubelet") ?? Infinity;
  return next < Infinity && (next < from + restlessFor || (at < from + 2 * restlessFor && crashLoops(plane.store)));
}

/** Whether a finished Job still waits for its `ttlSecondsAfterFinished`. */
function awaitsTimeToLive(store: StoreView): boolean {
  return store.list<Stored<Job>>("Job").some(({ spec }) => spec.ttlSecondsAfterFinished !== undefined);
}

/** Whether a pod that should keep running restarts again and again. */
export function crashLoops(store: StoreView): boolean {
  return store.list<StoredPod>("Pod").some((pod) => {
    if (isFinished(pod) || isTerminating(pod) || (pod.spec.restartPolicy ?? "Always") !== "Always") return false;
    return pod.status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 2) ?? false;
  });
}
