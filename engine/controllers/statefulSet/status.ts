import { sameValue } from "../../../api/equal.ts";
import type { Again, SyncPart, View } from "../../core/controller.ts";
import { isAvailable, type StoredPod, untilAvailable } from "../../core/pods.ts";
import type { Revisions } from "./members.ts";
import { isUp, type PodIndex } from "./podIndex.ts";
import { replicasOf, type StoredStatefulSet } from "./shape.ts";

/** Writes the status, counted at the start of the sync. If all pods are up to date, the update revision becomes the current one. */
export function* writeStatus(set: StoredStatefulSet, index: PodIndex, revisions: Revisions, { now }: View): SyncPart<void> {
  const [current, update] = [revisions.current.metadata.name, revisions.update.metadata.name];
  const { minReadySeconds = 0 } = set.spec;
  const counted = {
    ...set.status,
    observedGeneration: set.metadata.generation,
    replicas: index.pods.length,
    readyReplicas: index.up,
    availableReplicas: minReadySeconds === 0 ? index.up : index.pods.filter((pod) => isUp(pod) && isAvailable(pod, minReadySeconds, now)).length,
    currentReplicas: index.countOf(current),
    updatedReplicas: index.countOf(update),
    currentRevision: current,
    updateRevision: update,
    collisionCount: 0,
  };
  const replicas = replicasOf(set);
  const isComplete =
    set.spec.updateStrategy?.type !== "OnDelete" && [counted.updatedReplicas, counted.readyReplicas, counted.replicas].every((n) => n === replicas);
  const status = isComplete ? { ...counted, currentReplicas: counted.updatedReplicas, currentRevision: update } : counted;
  if (!sameValue(status, set.status)) yield { do: "updateStatus", object: { ...set, status } as StoredStatefulSet };
}

/** When the next pod becomes available by the mere passing of time. */
export function nextLook({ spec: { minReadySeconds = 0 } }: StoredStatefulSet, pods: readonly StoredPod[], now: number): Again | undefined {
  if (minReadySeconds === 0) return undefined;
  const waits = pods.flatMap((pod) => untilAvailable(pod, minReadySeconds, now) ?? []);
  return waits.length === 0 ? undefined : { inMillis: waits.reduce((a, b) => Math.min(a, b)) };
}
