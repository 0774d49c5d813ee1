import type { Job } from "../../schemas/generated/types.ts";
import type { Millis, Stored } from "../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../core/pods.ts";
import type { ControlPlane } from "../plane/controlPlane.ts";
import type { StoreView } from "../core/store.ts";

/** Schedules and what is to crash are never done: they are watched for so long. */
export const restlessFor: Millis = 10 * 60_000;

/** Whether a process is to end yet although all looks well: what starts again and again is watched until it is seen to fail. */
export function isRestless(plane: ControlPlane, from: Millis, at: Millis): boolean {
  if (awaitsTimeToLive(plane.store) && (plane.next() ?? Infinity) < from + restlessFor) return true;
  const next = plane.nextOf("kubelet") ?? Infinity;
  return next < Infinity && (next < from + restlessFor || (at < from + 2 * restlessFor && crashLoops(plane.store)));
}

/** A Job that is done goes after its time to live, with its pods. */
function awaitsTimeToLive(store: StoreView): boolean {
  return store.list<Stored<Job>>("Job").some(({ spec }) => spec.ttlSecondsAfterFinished !== undefined);
}

/** Whether a pod that is to run on starts again and again. */
export function crashLoops(store: StoreView): boolean {
  return store.list<StoredPod>("Pod").some((pod) => {
    if (isFinished(pod) || isTerminating(pod) || (pod.spec.restartPolicy ?? "Always") !== "Always") return false;
    return pod.status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 2) ?? false;
  });
}
