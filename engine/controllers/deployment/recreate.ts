import type { SyncPart, View } from "../../core/controller.ts";
import { isFinished, type StoredPod } from "../../core/pods.ts";
import { resize, type Sets } from "./scaling.ts";
import { activeSets, fields, sizeOf, type StoredDeployment, totalOf } from "./shape.ts";
import { because } from "../../core/why.ts";

/** The first half of a Recreate: scales all old ReplicaSets to 0. Returns whether one was scaled. */
export function* stopOld(deployment: StoredDeployment, { old }: Sets): SyncPart<boolean> {
  const active = activeSets(old);
  for (const set of active) {
    yield* resize(deployment, set, 0, because("recreate-stops-old", { size: sizeOf(set) }, fields(deployment, "strategy")));
  }
  return active.length > 0;
}

/** Whether a pod of an old revision exists. Recreate waits for terminating pods, too. */
export function oldPodsRun({ old }: Sets, { store }: View): boolean {
  return (
    totalOf(old, "replicas") > 0 || old.some(({ metadata }) => store.controlledBy<StoredPod>(metadata.uid, "Pod").some((pod) => !isFinished(pod)))
  );
}

/** The second half of a Recreate: scales the new ReplicaSet to all replicas. */
export function* startNew(deployment: StoredDeployment, { fresh }: Sets): SyncPart<boolean> {
  const replicas = deployment.spec.replicas ?? 1;
  if (!fresh || sizeOf(fresh) === replicas) return false;
  yield* resize(deployment, fresh, replicas, because("recreate-starts-new", { replicas }, fields(deployment, "replicas", "strategy")));
  return true;
}
