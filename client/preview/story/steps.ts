import { type Key, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Action, Trace, Version } from "../../../engine/rehearsal/trace.ts";
import { placeOf } from "./podLives.ts";
import type { Revision, ActionRow, WorkloadLife } from "./story.ts";
import type { Place } from "./workloadLives.ts";

type Places = ReadonlyMap<Key, Place>;

/** The actions as rows of the list, each with the pod counts of the workload's versions at that time. */
export function actionRows(trace: Trace, workloads: readonly WorkloadLife[], revisions: readonly Revision[], owners: Places): ActionRow[] {
  const counts = new Counts(workloads, revisions, owners);
  const { versions } = trace;
  let [seen, foreseen] = [0, 0];
  return trace.actions.map((action) => {
    for (; foreseen < versions.length && versions[foreseen]!.at <= action.at; foreseen++) counts.number(versions[foreseen]!);
    for (; seen < action.after; seen++) counts.see(versions[seen]!);
    const place = counts.placeOf(action) ?? nowhere;
    return { ...action, workload: place.workload, isNew: counts.isNew(place), ...counts.of(place.workload) };
  });
}

const nowhere: Place = { workload: -1, revision: -1 };

/** A version of a workload at one moment. */
interface Size {
  /** The desired replicas of its ReplicaSet. */
  wanted?: number;
  /** Pods that are there, not ending and not done, and those of them that are ready. */
  pods: number;
  ready: number;
  /** As the cluster numbers it at that moment: an old version that is rolled back to becomes the newest. */
  number: number;
}

interface Counted extends Place {
  readonly owners: StoredPod["metadata"]["ownerReferences"];
  readonly isHere: boolean;
  readonly isReady: boolean;
}

/** Counts the pods of every version while it follows the changes of the cluster. */
class Counts {
  private readonly workloads: readonly WorkloadLife[];
  private readonly revisions: readonly Revision[];
  private readonly owners: Places;
  private readonly sizes: Size[];
  private readonly pods = new Map<Key, Counted>();

  constructor(workloads: readonly WorkloadLife[], revisions: readonly Revision[], owners: Places) {
    this.workloads = workloads;
    this.revisions = revisions;
    this.owners = owners;
    this.sizes = revisions.map(() => ({ pods: 0, ready: 0, number: -1 }));
  }

  /** Which version is the newest is settled by the end of a moment: a change makes its version at once, and what ran before is old from then on. */
  number({ key, object }: Version): void {
    const revision = this.revisionAt(key);
    if (revision !== undefined) this.sizes[revision]!.number = object ? numberOf(object) : -1;
  }

  see({ key, object }: Version): void {
    if (key.startsWith("Pod/")) this.seePod(key, object as StoredPod | undefined);
    const revision = this.revisionAt(key);
    if (revision === undefined || !isScaled(this.revisions[revision]!)) return;
    this.sizes[revision]!.wanted = object ? ((object as { spec?: { replicas?: number } }).spec?.replicas ?? 1) : 0;
  }

  /** The version of a workload that an object is, if it is one. */
  private revisionAt(key: Key): number | undefined {
    const { revision = -1 } = this.owners.get(key) ?? {};
    const ref = this.revisions[revision]?.ref;
    return ref && keyOf(ref) === key ? revision : undefined;
  }

  private seePod(key: Key, pod: StoredPod | undefined): void {
    const before = this.pods.get(key);
    this.count(before, -1);
    if (!pod) {
      if (before) this.pods.set(key, { ...before, isHere: false, isReady: false });
      return;
    }
    const owners = pod.metadata.ownerReferences;
    const { workload, revision } = before && before.owners === owners ? before : placeOf(pod.metadata, this.owners, this.revisions, key);
    const isHere = !isTerminating(pod) && !isFinished(pod);
    const now = { workload, revision, owners, isHere, isReady: isHere && isReady(pod) };
    this.pods.set(key, now);
    this.count(now, 1);
  }

  private count(pod: Counted | undefined, by: 1 | -1): void {
    const size = pod && this.sizes[pod.revision];
    if (!size) return;
    if (pod.isHere) size.pods += by;
    if (pod.isReady) size.ready += by;
  }

  /** The workload and version of an action's object; for a deleted object, its last ones. */
  placeOf({ about }: Action): Place | undefined {
    const key = keyOf(about);
    return this.pods.get(key) ?? this.owners.get(key);
  }

  isNew({ workload, revision }: Place): boolean {
    return this.workloads[workload]?.kind === "CronJob" || revision === this.newestOf(workload);
  }

  of(workload: number): Pick<ActionRow, "old" | "new" | "ready" | "newReady"> {
    const sums = { old: 0, new: 0, ready: 0, newReady: 0 };
    for (const revision of this.workloads[workload]?.revisions ?? []) {
      const { wanted, pods, ready } = this.sizes[revision]!;
      const isNew = this.isNew({ workload, revision });
      sums[isNew ? "new" : "old"] += wanted ?? pods;
      sums.ready += ready;
      if (isNew) sums.newReady += ready;
    }
    return sums;
  }

  /** The version that has the highest number just then. */
  private newestOf(workload: number): number {
    let newest = -1;
    for (const revision of this.workloads[workload]?.revisions ?? [])
      if (newest < 0 || this.sizes[revision]!.number >= this.sizes[newest]!.number) newest = revision;
    return newest;
  }
}

function numberOf(object: StoredObject): number {
  const { revision, metadata } = object as StoredObject & { readonly revision?: number };
  return revision ?? Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}

/** A ReplicaSet says its size itself; of other versions the pods are counted. */
function isScaled({ ref: { kind } }: Revision): boolean {
  return kind === "ReplicaSet" || kind === "ReplicationController";
}
