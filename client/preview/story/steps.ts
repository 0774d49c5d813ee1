import { type Key, keyOf, type Millis } from "../../../engine/objects.ts";
import type { Action, Trace } from "../../../engine/trace.ts";
import type { LabelledPod } from "./podLives.ts";
import { spanAt } from "./spans.ts";
import type { PodLife, PodSpan, Revision, Step, WorkloadLife } from "./story.ts";
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
  const podPlaces = new Map(pods.map(({ life }) => [life.key, life]));
  const sizes = sizesAtStart(trace, pods, revisions, owners);
  const readyAfter = readyCounter(trace.from, pods);
  return trace.actions.map((action) => {
    const key = keyOf(action.about);
    const place = podPlaces.get(key) ?? owners.get(key) ?? { workload: -1, revision: -1 };
    const size = sizes.get(place.revision) ?? 0;
    if (action.what.is === "scale") sizes.set(place.revision, action.what.to);
    else if (podPlaces.has(key) && !isScaled(revisions[place.revision])) sizes.set(place.revision, size + growth(action));
    const own = workloads[place.workload]?.revisions ?? [];
    const sum = (wanted: boolean) => own.reduce((total, i) => total + (revisions[i]!.isNewest === wanted ? (sizes.get(i) ?? 0) : 0), 0);
    return { ...action, workload: place.workload, old: sum(false), new: sum(true), ready: readyAfter(action, place) };
  });
}

/** How many pods each version has before the first action: what happens in the very moment of the start is not there yet. */
function sizesAtStart(
  { from, actions, versions }: Trace,
  pods: readonly LabelledPod[],
  revisions: readonly Revision[],
  owners: Places,
): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const { at, key, object } of versions) {
    if (at > from) break;
    const revision = owners.get(key)?.revision ?? -1;
    if (isScaled(revisions[revision])) sizes.set(revision, (object as { spec?: { replicas?: number } } | undefined)?.spec?.replicas ?? 0);
  }
  for (const { what, about } of actions.toReversed()) {
    if (what.is === "scale") sizes.set(owners.get(keyOf(about))?.revision ?? -1, what.from);
  }
  const created = new Set(actions.filter(({ what }) => what.is === "create").map(({ about }) => keyOf(about)));
  for (const { life } of pods) {
    const isThere = life.spans[0]!.at <= from && !created.has(life.key) && life.spans[0]!.state !== "ending";
    if (isThere && !isScaled(revisions[life.revision])) sizes.set(life.revision, (sizes.get(life.revision) ?? 0) + 1);
  }
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
function readyCounter(from: Millis, pods: readonly LabelledPod[]): (action: Action, place: Place) => number {
  const ready = new Set(
    pods.filter(({ life }) => isServing(spanAt(life.spans, from - 1)?.state ?? firstState(life, from))).map(({ life }) => life.key),
  );
  const counts = new Map<number, number>();
  for (const { life } of pods) if (ready.has(life.key)) counts.set(life.workload, (counts.get(life.workload) ?? 0) + 1);
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

/** What was there at the start has its first span then. */
function firstState({ spans }: PodLife, from: Millis): PodSpan["state"] | undefined {
  return spans[0]!.at === from ? spans[0]!.state : undefined;
}

function isServing(state: PodSpan["state"] | undefined): boolean {
  return state === "ready" || state === "settling";
}
