import { sameValue } from "../../../api/equal.ts";
import type { Again, Steps, View } from "../../controller.ts";
import { isAvailable, isReady, isTerminating, type StoredPod, untilAvailable } from "../../pods.ts";
import { revisionNameOf, type Revisions } from "./members.ts";
import { replicasOf, type StoredStatefulSet } from "./shape.ts";

/** Writes what the pods amounted to when the pass began, and that the update is complete where all are up to date. */
export function* writeStatus(set: StoredStatefulSet, pods: readonly StoredPod[], revisions: Revisions, { now }: View): Steps<void> {
  const [current, update] = [revisions.current.metadata.name, revisions.update.metadata.name];
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  let [readyReplicas, availableReplicas, currentReplicas, updatedReplicas] = [0, 0, 0, 0];
  for (const pod of pods) {
    const isUp = pod.status.phase === "Running" && isReady(pod);
    if (isUp) readyReplicas++;
    if (isUp && isAvailable(pod, minReadySeconds, now)) availableReplicas++;
    if (isTerminating(pod)) continue;
    const revision = revisionNameOf(pod);
    if (revision === current) currentReplicas++;
    if (revision === update) updatedReplicas++;
  }
  const counted = {
    ...set.status,
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    readyReplicas,
    availableReplicas,
    currentReplicas,
    updatedReplicas,
    currentRevision: current,
    updateRevision: update,
    collisionCount: 0,
  };
  const replicas = replicasOf(set);
  const isComplete = set.spec.updateStrategy?.type !== "OnDelete" && [updatedReplicas, readyReplicas, pods.length].every((n) => n === replicas);
  const status = isComplete ? { ...counted, currentReplicas: updatedReplicas, currentRevision: update } : counted;
  if (!sameValue(status, set.status)) yield { do: "updateStatus", object: { ...set, status } as StoredStatefulSet };
}

/** When the next pod becomes available by the mere passing of time. */
export function nextLook({ spec: { minReadySeconds = 0 } }: StoredStatefulSet, pods: readonly StoredPod[], now: number): Again | undefined {
  if (minReadySeconds === 0) return undefined;
  const waits = pods.flatMap((pod) => untilAvailable(pod, minReadySeconds, now) ?? []);
  return waits.length === 0 ? undefined : { inMillis: waits.reduce((a, b) => Math.min(a, b)) };
}
