import type { SyncPart } from "../../core/controller.ts";
import { allOf, resize, type Sets } from "./scaling.ts";
import { activeSets, fencepostsOf, fields, sizeOf, type StoredDeployment, type StoredReplicaSet, totalOf, totalSize } from "./shape.ts";
import { because } from "../../core/why.ts";

/** One sync of a RollingUpdate: grows the new ReplicaSet, or else shrinks the old ones. Returns whether a ReplicaSet was scaled. */
export function* roll(deployment: StoredDeployment, sets: Sets): SyncPart<boolean> {
  const { fresh } = sets;
  if (!fresh) return false;
  return (yield* growNew(deployment, sets, fresh)) || (yield* shrinkOld(deployment, { fresh, old: activeSets(sets.old) }, fresh));
}

/** How large the new ReplicaSet may be, so that all ReplicaSets together stay within `replicas + maxSurge`. */
export function roomForNew(deployment: StoredDeployment, sets: readonly StoredReplicaSet[], size: number): number {
  const { replicas, ceiling } = fencepostsOf(deployment);
  const room = ceiling - totalSize(sets);
  return room <= 0 ? size : size + Math.min(room, replicas - size);
}

function* growNew(deployment: StoredDeployment, sets: Sets, fresh: StoredReplicaSet): SyncPart<boolean> {
  const { replicas, ceiling } = fencepostsOf(deployment);
  const size = sizeOf(fresh);
  const allowed = size > replicas ? replicas : roomForNew(deployment, allOf(sets), size);
  if (allowed === size) return false;
  const why =
    size > replicas
      ? because("follow-replicas", { replicas }, fields(deployment, "replicas"))
      : because("surge-allows", { added: allowed - size, total: totalSize(allOf(sets)), ceiling }, fields(deployment, "replicas", "surge"));
  return (yield* resize(deployment, fresh, allowed, why)) !== undefined;
}

/** Scales down old ReplicaSets: unavailable pods first, then as many available ones as `maxUnavailable` allows. */
function* shrinkOld(deployment: StoredDeployment, sets: Sets, fresh: StoredReplicaSet): SyncPart<boolean> {
  const { floor } = fencepostsOf(deployment);
  const missing = sizeOf(fresh) - (fresh.status.availableReplicas ?? 0);
  const removable = totalSize(allOf(sets)) - floor - missing;
  if (sets.old.length === 0 || removable <= 0) return false;
  const left = yield* removeUnhealthy(deployment, sets.old, removable);
  return left !== undefined && ((yield* removeAvailable(deployment, left, fresh)) || totalSize(left) < totalSize(sets.old));
}

/** Removes unavailable pods and returns the ReplicaSets after that. Nothing if one has more available pods than replicas, since it has not acted on its last change yet. */
function* removeUnhealthy(
  deployment: StoredDeployment,
  old: readonly StoredReplicaSet[],
  removable: number,
): SyncPart<StoredReplicaSet[] | undefined> {
  let left = removable;
  const result: StoredReplicaSet[] = [];
  for (const set of old) {
    const [size, available] = [sizeOf(set), set.status.availableReplicas ?? 0];
    const removed = Math.min(left, size - available);
    if (left > 0 && removed < 0) return undefined;
    if (left <= 0 || removed === 0) {
      result.push(set);
      continue;
    }
    const numbers = { removed, size, unavailable: size - available, removable };
    const resized = yield* resize(
      deployment,
      set,
      size - removed,
      because("unhealthy-first", numbers, fields(deployment, "replicas", "unavailable")),
    );
    if (!resized) return undefined;
    result.push(resized);
    left -= removed;
  }
  return result;
}

function* removeAvailable(deployment: StoredDeployment, old: readonly StoredReplicaSet[], fresh: StoredReplicaSet): SyncPart<boolean> {
  const { floor, unavailable } = fencepostsOf(deployment);
  const available = totalOf([...old, fresh], "availableReplicas");
  const removable = available - floor;
  let left = removable;
  for (const set of activeSets(old)) {
    if (left <= 0) break;
    const removed = Math.min(sizeOf(set), left);
    const numbers = { removed, removable, available, floor, unavailable };
    const resized = yield* resize(
      deployment,
      set,
      sizeOf(set) - removed,
      because("floor-allows", numbers, fields(deployment, "replicas", "unavailable")),
    );
    if (!resized) break;
    left -= removed;
  }
  return left < removable;
}
