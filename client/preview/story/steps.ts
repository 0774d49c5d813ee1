import { type Key, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import type { Action, Trace } from "../../../engine/rehearsal/trace.ts";
import type { LabelledPod } from "./podLives.ts";
import { podState } from "./podState.ts";
import type { PodLife, Revision, Step, WorkloadLife } from "./story.ts";
import type { Place } from "./workloadLives.ts";

type Places = ReadonlyMap<Key, Place>;

/** The actions as rows of the table, each with the sizes that the workload's versions were given by then. */
export function tellSteps(
  trace: Trace,
  pods: readonly LabelledPod[],
  workloads: readonly WorkloadLife[],
  revisions: readonly Revision[],
  owners: Places,
): Step[] {
  const start = objectsAtStart(trace);
  const born = sizesAtBirth(trace);
  const lives = livesByKey(pods);
  const there = pods.map(({ life }) => life).filter((life) => start.has(life.key) && lives.get(life.key)![0] === life);
  const sizes = sizesAtStart(start, there, revisions, owners);
  const readyAfter = readyCounter(start, there);
  return trace.actions.map((action) => {
    const key = keyOf(action.about);
    const place = lifeOf(action, lives.get(key)) ?? owners.get(key) ?? { workload: -1, revision: -1 };
    const size = sizes.get(place.revision) ?? 0;
    if (action.what.is === "scale") sizes.set(place.revision, action.what.to);
    else if (action.what.is === "create" && born.has(key)) sizes.set(place.revision, born.get(key)!);
    else if (lives.has(key) && !isScaled(revisions[place.revision])) sizes.set(place.revision, size + growth(action));
    const own = workloads[place.workload]?.revisions ?? [];
    const sum = (wanted: boolean) => own.reduce((total, i) => total + (revisions[i]!.isNewest === wanted ? (sizes.get(i) ?? 0) : 0), 0);
    return { ...action, workload: place.workload, old: sum(false), new: sum(true), ready: readyAfter(action, place) };
  });
}

function livesByKey(pods: readonly LabelledPod[]): ReadonlyMap<Key, readonly PodLife[]> {
  const lives = new Map<Key, PodLife[]>();
  for (const { life } of pods) {
    const own = lives.get(life.key);
    if (own) own.push(life);
    else lives.set(life.key, [life]);
  }
  return lives;
}

/** Of the pods that have had a name, the one that an action is about: a new one may be made in the moment in which the old one goes. */
function lifeOf({ at, what }: Action, lives: readonly PodLife[] = []): PodLife | undefined {
  if (lives.length < 2) return lives[0];
  return what.is === "create" ? lives.find(({ spans }) => spans[0]!.at === at) : (lives.findLast(({ spans }) => spans[0]!.at < at) ?? lives[0]);
}

/** The objects as they were before the first action: the first version of each that was not created in the very moment of the start. */
function objectsAtStart({ from, actions, versions }: Trace): ReadonlyMap<Key, StoredObject> {
  const created = new Set(actions.filter(({ at, what }) => at === from && what.is === "create").map(({ about }) => keyOf(about)));
  const objects = new Map<Key, StoredObject>();
  for (const { at, key, object } of versions) {
    if (at > from) break;
    if (object && !objects.has(key) && !created.has(key)) objects.set(key, object);
  }
  return objects;
}

/** How many pods each ReplicaSet is to have from its creation on. */
function sizesAtBirth({ versions }: Trace): ReadonlyMap<Key, number> {
  const sizes = new Map<Key, number>();
  for (const { key, object } of versions) {
    if (object && key.startsWith("Replica") && !sizes.has(key)) sizes.set(key, sizeOf(object));
  }
  return sizes;
}

function sizeOf(object: StoredObject): number {
  return (object as { spec?: { replicas?: number } }).spec?.replicas ?? 0;
}

/** How many pods each version has at the start, of those that are there by then. */
function sizesAtStart(
  objects: ReadonlyMap<Key, StoredObject>,
  pods: readonly PodLife[],
  revisions: readonly Revision[],
  owners: Places,
): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const [key, object] of objects) {
    const revision = owners.get(key)?.revision ?? -1;
    if (isScaled(revisions[revision]) && keyOf(revisions[revision]!.ref) === key) sizes.set(revision, sizeOf(object));
  }
  for (const { revision } of pods) if (!isScaled(revisions[revision])) sizes.set(revision, (sizes.get(revision) ?? 0) + 1);
  return sizes;
}

/** A ReplicaSet says its size itself; of other versions the pods are counted. */
function isScaled(revision: Revision | undefined): boolean {
  return revision?.ref.kind === "ReplicaSet" || revision?.ref.kind === "ReplicationController";
}

function growth({ what }: Action): number {
  return what.is === "create" ? 1 : what.is === "delete" || what.is === "succeed" || what.is === "fail" ? -1 : 0;
}

/** Keeps count of the ready pods of each workload from action to action: several in one moment are told apart. */
function readyCounter(objects: ReadonlyMap<Key, StoredObject>, pods: readonly PodLife[]): (action: Action, place: Place) => number {
  const ready = new Set<Key>();
  const counts = new Map<number, number>();
  for (const { key, workload } of pods) {
    if (podState(objects.get(key)!, undefined) !== "ready") continue;
    ready.add(key);
    counts.set(workload, (counts.get(workload) ?? 0) + 1);
  }
  return ({ about, what }, { workload }) => {
    const key = keyOf(about);
    const count = counts.get(workload) ?? 0;
    if (what.is === "ready" && !ready.has(key)) {
      ready.add(key);
      counts.set(workload, count + 1);
    } else if (ends.has(what.is) && ready.delete(key)) counts.set(workload, count - 1);
    return counts.get(workload) ?? 0;
  };
}

const ends: ReadonlySet<string> = new Set(["unready", "crash", "succeed", "fail", "delete", "gone"]);
