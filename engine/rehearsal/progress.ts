import type { DaemonSet, Deployment, Job, StatefulSet } from "../../schemas/generated/types.ts";
import { findCondition, isTrue } from "../core/conditions.ts";
import type { Witness } from "../plane/controlPlane.ts";
import { controllerOf, type Key, keyOfObject, type Millis, type Ref, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../core/pods.ts";
import type { Change, StoreView } from "../core/store.ts";

/** Whether an object has reached its goal, by kind. An object with a controller counts with its owner. */
const done: Readonly<{ [kind: string]: (object: never) => boolean }> = {
  Deployment: ({ metadata, spec, status }: Stored<Deployment>) =>
    status.observedGeneration === metadata.generation &&
    [status.updatedReplicas, status.replicas, status.availableReplicas].every((count) => (count ?? 0) === spec.replicas),
  ReplicaSet: hasAllReady,
  ReplicationController: hasAllReady,
  StatefulSet: ({ metadata, spec, status }: Stored<StatefulSet>) =>
    status.observedGeneration === metadata.generation &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (spec.updateStrategy?.type === "OnDelete" ||
      status.currentRevision === status.updateRevision ||
      (spec.updateStrategy?.rollingUpdate?.partition ?? 0) > 0),
  DaemonSet: ({ metadata, spec, status }: Stored<DaemonSet>) =>
    status.observedGeneration === metadata.generation &&
    (status.numberAvailable ?? 0) === (status.desiredNumberScheduled ?? 0) &&
    (spec.updateStrategy?.type === "OnDelete" || (status.updatedNumberScheduled ?? 0) === (status.desiredNumberScheduled ?? 0)),
  Job: ({ spec, status }: Stored<Job>) => spec.suspend === true || isTrue(status.conditions, "Complete") || isTrue(status.conditions, "Failed"),
  Pod: (pod: StoredPod) => isFinished(pod) || (pod.spec.restartPolicy === "Always" && isReady(pod) && runsItsImages(pod)),
};

/** Whether its containers run the images of its spec; after an edit they must be restarted first. */
function runsItsImages({ spec, status }: StoredPod): boolean {
  const images = new Map(spec.containers?.map(({ name, image }) => [name, image]));
  return status.containerStatuses?.every(({ name, image }) => image === undefined || images.get(name) === image) ?? true;
}

/** Called for every workload that reaches its goal. */
export type Finished = (at: Millis, about: Ref, available: number, wanted: number) => void;

/** Tracks how far the workloads are. It updates with each change, since there are many objects and few change at a time. */
export class Progress implements Witness {
  /** When a pod last became ready for the first time, or succeeded. */
  latest: Millis;
  private readonly open = new Set<Key>();
  private readonly givenUp = new Set<Key>();
  private readonly finished: Finished;

  constructor(store: StoreView, latest: Millis, finished: Finished) {
    this.latest = latest;
    this.finished = finished;
    for (const kind of Object.keys(done)) for (const object of store.list(kind)) this.see(keyOfObject(object), object);
  }

  changed({ at, key, before, after }: Change): void {
    const wasOpen = this.open.has(key);
    this.see(key, after);
    const counts = after && wasOpen && !this.open.has(key) ? countsOf(after) : undefined;
    if (counts) this.finished(at, refOf(after!), ...counts);
    if (after?.kind === "Pod" && isArrival(before as StoredPod | undefined, after as StoredPod)) this.latest = at;
  }

  get isDone(): boolean {
    return this.open.size === 0;
  }

  /** Whether an unfinished Deployment has exceeded its progress deadline. */
  get hasGivenUp(): boolean {
    return this.givenUp.size > 0;
  }

  private see(key: Key, object: StoredObject | undefined): void {
    const isOpen = object !== undefined && isUnfinished(object);
    put(this.open, key, isOpen);
    if (object?.kind === "Deployment" || this.givenUp.size > 0) put(this.givenUp, key, isOpen && hasGivenUp(object));
  }
}

/** How many pods of a workload are available, and how many it wants. */
function countsOf(object: StoredObject): [available: number, wanted: number] | undefined {
  const { spec, status } = object as Stored<Deployment> & Stored<DaemonSet>;
  switch (object.kind) {
    case "Deployment":
    case "StatefulSet":
    case "ReplicaSet":
    case "ReplicationController":
      return [status.availableReplicas ?? 0, (spec as { replicas?: number }).replicas ?? 1];
    case "DaemonSet":
      return [status.numberAvailable ?? 0, status.desiredNumberScheduled ?? 0];
    default:
      return undefined;
  }
}

function put(keys: Set<Key>, key: Key, isIn: boolean): void {
  if (isIn) keys.add(key);
  else keys.delete(key);
}

/** The objects that are not done yet, workloads before their pods. */
export function unfinished(store: StoreView): StoredObject[] {
  return Object.keys(done).flatMap((kind) => store.list(kind).filter(isUnfinished));
}

/** Whether an object has reached its goal; always true for kinds without a goal. */
export function isDone(object: StoredObject): boolean {
  return done[object.kind]?.(object as never) ?? true;
}

function isUnfinished(object: StoredObject): boolean {
  if (!done[object.kind]) return false;
  return (isTerminating(object) && !wasEvictedByTaint(object)) || ((object.kind === "Job" || !controllerOf(object)) && !isDone(object));
}

/** Whether a taint evicted the pod. It may terminate forever if its kubelet has stopped, so nothing waits for it. */
function wasEvictedByTaint(object: StoredObject): boolean {
  if (object.kind !== "Pod") return false;
  return findCondition((object as StoredPod).status.conditions, "DisruptionTarget")?.reason === "DeletionByTaintManager";
}

function hasGivenUp(object: StoredObject): boolean {
  if (object.kind !== "Deployment") return false;
  return findCondition((object as Stored<Deployment>).status.conditions, "Progressing")?.reason === "ProgressDeadlineExceeded";
}

/** Whether a pod became ready for the first time or succeeded. A pod that is ready again after a crash made no progress. */
function isArrival(before: StoredPod | undefined, after: StoredPod): boolean {
  const isThere = (pod: StoredPod): boolean => isReady(pod) || pod.status.phase === "Succeeded";
  if (!isThere(after) || (before && isThere(before))) return false;
  return !after.status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 0);
}

function hasAllReady({ spec, status }: Stored<Deployment>): boolean {
  return (status.readyReplicas ?? 0) === (spec.replicas ?? 1) && (status.replicas ?? 0) === (spec.replicas ?? 1);
}
