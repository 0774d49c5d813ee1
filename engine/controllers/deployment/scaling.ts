import type { SyncPart } from "../../core/controller.ts";
import { byCreation, refOf } from "../../core/objects.ts";
import { because, type Why } from "../../core/why.ts";
import {
  activeSets,
  countAnnotated,
  desiredAnnotation,
  fencepostsOf,
  fields,
  isRolling,
  maxAnnotation,
  sizeOf,
  type StoredDeployment,
  type StoredReplicaSet,
  totalSize,
} from "./shape.ts";

/** The ReplicaSets of a Deployment: the one of its template, if it exists, and all others, oldest first. */
export interface Sets {
  readonly fresh: StoredReplicaSet | undefined;
  readonly old: readonly StoredReplicaSet[];
}

/** All ReplicaSets of the Deployment, the new one last. */
export function allOf({ fresh, old }: Sets): StoredReplicaSet[] {
  return fresh ? [...old, fresh] : [...old];
}

/** Scales a ReplicaSet and annotates it with the Deployment's replicas. Returns the new ReplicaSet, or nothing if that was refused. */
export function* resize(deployment: StoredDeployment, set: StoredReplicaSet, size: number, why: Why): SyncPart<StoredReplicaSet | undefined> {
  const { replicas, ceiling } = fencepostsOf(deployment);
  const annotations = { ...set.metadata.annotations, [desiredAnnotation]: String(replicas), [maxAnnotation]: String(ceiling) };
  const object = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas: size } };
  const answer = yield { do: "update", object, why };
  if (!answer.ok) return undefined;
  const before = sizeOf(set);
  if (before !== size) {
    const message = `Scaled ${before < size ? "up" : "down"} replica set ${set.metadata.name} from ${before} to ${size}`;
    yield { do: "event", about: refOf(deployment), type: "Normal", reason: "ScalingReplicaSet", message };
  }
  return answer.object as StoredReplicaSet;
}

/**
 * One sync after the Deployment was scaled, or while it is paused. No rollout continues; all ReplicaSets with pods share the change in proportion to their sizes,
 * so that scaling does not advance a rollout. Returns whether a ReplicaSet was scaled.
 */
export function* follow(deployment: StoredDeployment, sets: Sets): SyncPart<boolean> {
  const { replicas, ceiling } = fencepostsOf(deployment);
  const only = activeOrLatest(sets);
  if (only) {
    if (sizeOf(only) === replicas) return false;
    yield* resize(deployment, only, replicas, because("follow-replicas", { replicas }, fields(deployment, "replicas")));
    return true;
  }
  if (sets.fresh && isSaturated(deployment, sets.fresh)) {
    const surplus = activeSets(sets.old);
    for (const set of surplus) yield* resize(deployment, set, 0, because("new-is-complete", { replicas }, fields(deployment, "replicas")));
    return surplus.length > 0;
  }
  if (!isRolling(deployment.spec)) return false;
  const active = activeSets(allOf(sets));
  const total = totalSize(active);
  const toAdd = (replicas > 0 ? ceiling : 0) - total;
  for (const { set, size } of shares(deployment, active, toAdd)) {
    const numbers = { size: sizeOf(set), total, share: size - sizeOf(set), ceiling, replicas };
    if (needsResize(deployment, set, size))
      yield* resize(deployment, set, size, because("proportional-share", numbers, fields(deployment, "replicas", "surge")));
  }
  return true;
}

/** Whether a ReplicaSet was last scaled for another number of replicas of the Deployment. */
export function wasScaled(deployment: StoredDeployment, sets: Sets): boolean {
  const { replicas } = fencepostsOf(deployment);
  return activeSets(allOf(sets)).some((set) => (countAnnotated(set, desiredAnnotation) ?? replicas) !== replicas);
}

/** The only ReplicaSet with pods; if none has pods, the newest one. Nothing if several have pods. */
function activeOrLatest(sets: Sets): StoredReplicaSet | undefined {
  const [first, ...others] = activeSets(allOf(sets));
  if (first) return others.length === 0 ? first : undefined;
  return sets.fresh ?? sets.old.toSorted(byCreation).at(-1);
}

function isSaturated(deployment: StoredDeployment, set: StoredReplicaSet): boolean {
  const { replicas } = fencepostsOf(deployment);
  return sizeOf(set) === replicas && countAnnotated(set, desiredAnnotation) === replicas && (set.status.availableReplicas ?? 0) === replicas;
}

function needsResize(deployment: StoredDeployment, set: StoredReplicaSet, size: number): boolean {
  const { replicas, ceiling } = fencepostsOf(deployment);
  return sizeOf(set) !== size || countAnnotated(set, desiredAnnotation) !== replicas || countAnnotated(set, maxAnnotation) !== ceiling;
}

/** Distributes `toAdd` pods (negative to remove) in proportion to the sizes of the ReplicaSets, the largest first. The rest from rounding goes to the largest. */
function shares(deployment: StoredDeployment, sets: readonly StoredReplicaSet[], toAdd: number): { set: StoredReplicaSet; size: number }[] {
  if (toAdd === 0) return sets.map((set) => ({ set, size: sizeOf(set) }));
  const youngerFirst = toAdd > 0 ? -1 : 1;
  const sorted = sets.toSorted((a, b) => sizeOf(b) - sizeOf(a) || youngerFirst * byCreation(a, b));
  let added = 0;
  const result = sorted.map((set) => {
    const allowed = toAdd - added;
    const wanted = fraction(deployment, set);
    const share = allowed === 0 ? 0 : toAdd > 0 ? Math.min(wanted, allowed) : Math.max(wanted, allowed);
    added += share;
    return { set, size: sizeOf(set) + share };
  });
  const [largest] = result;
  if (largest) largest.size = Math.max(0, largest.size + toAdd - added);
  return result;
}

/** By how much a ReplicaSet grows if it keeps its share of the Deployment's replicas, for which its annotation is the base. */
function fraction(deployment: StoredDeployment, set: StoredReplicaSet): number {
  const { replicas, ceiling } = fencepostsOf(deployment);
  if (replicas === 0) return -sizeOf(set);
  const before = countAnnotated(set, maxAnnotation) || (deployment.status.replicas ?? 0);
  return before === 0 ? 0 : roundHalfAway((sizeOf(set) * ceiling) / before) - sizeOf(set);
}

function roundHalfAway(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}
