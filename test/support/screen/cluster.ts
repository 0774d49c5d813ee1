import { controllerOf, type Key, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";

/** All objects of a moment. */
export type Cluster = ReadonlyMap<Key, StoredObject>;

/** It is there to stay: it is not being ended, and has not ended. */
export function works(pod: StoredPod): boolean {
  return !isTerminating(pod) && !isFinished(pod) && !isDone(pod);
}

/** An object whose keys come in order. */
export function sorted<T>(pairs: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A few pods to look into. What ends is drawn as ending, whatever its status says until the end. */
export function watchedPods(cluster: Cluster): StoredPod[] {
  return all<StoredPod>(cluster, "Pod")
    .filter((pod) => !isTerminating(pod))
    .slice(0, 3);
}

/** Everything of a kind. */
export function all<T extends StoredObject>(cluster: Cluster, kind: string): readonly T[] {
  return [...cluster.values()].filter((object) => object.kind === kind) as unknown as readonly T[];
}

/** Its status says so. */
export function isReady({ status }: StoredPod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}

/** All containers have ended well and none starts again: its phase follows in a moment. */
export function isDone({ spec, status }: StoredPod): boolean {
  const ended = status.containerStatuses ?? [];
  return spec.restartPolicy !== "Always" && ended.length > 0 && ended.every(({ state }) => state?.terminated?.exitCode === 0);
}

/** Whether a chain of owners leads from an object up to a workload, or it is the workload itself. */
export function isBelow(object: StoredObject, workload: StoredObject, cluster: Cluster): boolean {
  if (object.metadata.uid === workload.metadata.uid) return true;
  const owner = controllerOf(object);
  if (!owner) return false;
  const above = cluster.get(keyOf({ kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" }));
  return above !== undefined && isBelow(above, workload, cluster);
}
