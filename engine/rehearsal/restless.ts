import type { Job } from "../../schemas/generated/types.ts";
import { type Key, keyOfObject, type Millis, type Stored } from "../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../core/pods.ts";
import type { ControlPlane, Witness } from "../plane/controlPlane.ts";
import type { Change, StoreView } from "../core/store.ts";

/** CronJobs and crashing pods never settle: a rehearsal watches them for this time. */
export const restlessFor: Millis = 10 * 60_000;

/** Whether a process will still end although everything is ready now. A pod that restarts is watched until its failure is visible. */
export function isRestless(plane: ControlPlane, crashLoops: CrashLoops, from: Millis, at: Millis): boolean {
  if (awaitsTimeToLive(plane.store) && (plane.next() ?? Infinity) < from + restlessFor) return true;
  const next = plane.nextOf("kubelet") ?? Infinity;
  return next < Infinity && (next < from + restlessFor || (at < from + 2 * restlessFor && crashLoops.areSome));
}

/** Whether a finished Job still waits for its `ttlSecondsAfterFinished`. */
function awaitsTimeToLive(store: StoreView): boolean {
  return store.list<Stored<Job>>("Job").some(({ spec }) => spec.ttlSecondsAfterFinished !== undefined);
}

/** The pods that should keep running, but restart again and again. Kept up to date with each change, since there may be many pods. */
export class CrashLoops implements Witness {
  private readonly pods = new Set<Key>();

  constructor(store: StoreView) {
    for (const pod of store.list<StoredPod>("Pod")) if (restartsAgain(pod)) this.pods.add(keyOfObject(pod));
  }

  changed({ key, after }: Change): void {
    if (after?.kind === "Pod" && restartsAgain(after as StoredPod)) this.pods.add(key);
    else this.pods.delete(key);
  }

  get areSome(): boolean {
    return this.pods.size > 0;
  }
}

function restartsAgain(pod: StoredPod): boolean {
  if (!pod.status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 2)) return false;
  return !isFinished(pod) && !isTerminating(pod) && (pod.spec.restartPolicy ?? "Always") === "Always";
}
