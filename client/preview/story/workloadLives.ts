import { type Key, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import { boundsOf } from "../../../engine/rehearsal/bounds.ts";
import type { Version } from "../../../engine/rehearsal/trace.ts";
import type { Pod, ReplicaSet } from "../../../schemas/generated/types.ts";
import { SpanList } from "./spans.ts";
import type { Revision, WorkloadKind, WorkloadLife, WorkloadSpan } from "./story.ts";
import { type History, latest, ofKind } from "./history.ts";

/** Where an object belongs: what an owner's key, or that of a revision, stands for. */
export interface Place {
  readonly workload: number;
  readonly revision: number;
}

/** The workloads of a story with their revisions, and where each object belongs. */
export interface Workloads {
  readonly workloads: readonly WorkloadLife[];
  readonly revisions: readonly Revision[];
  readonly owners: ReadonlyMap<Key, Place>;
}

const kinds: readonly WorkloadKind[] = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "ReplicaSet", "ReplicationController", "Pod"];
/** What is under a workload of a kind, one for each version of its pods; for the other kinds the workload is its own only version. */
const revisionKinds: Partial<Record<WorkloadKind, string>> = {
  Deployment: "ReplicaSet",
  StatefulSet: "ControllerRevision",
  DaemonSet: "ControllerRevision",
  CronJob: "Job",
};

/** What makes an object a hook of Helm or of Argo CD. */
const hookAnnotations = ["helm.sh/hook", "argocd.argoproj.io/hook"];

/** The workloads that nothing controls, with the versions of their pods. */
export function workloadLives(history: History): Workloads {
  const workloads: WorkloadLife[] = [];
  const revisions: Revision[] = [];
  const owners = new Map<Key, Place>();
  for (const kind of kinds) {
    for (const [key, versions] of ofKind(history, kind)) {
      const newest = latest(versions);
      if (newest.metadata.ownerReferences?.some(({ controller }) => controller)) continue;
      const workload = workloads.length;
      const own = revisionsOf(history, kind, newest).map((object) => revisionOf(object, workload));
      const indices = own.map((revision, i) => {
        owners.set(keyOf(revision.ref), { workload, revision: revisions.length + i });
        return revisions.length + i;
      });
      owners.set(key, { workload, revision: indices.at(-1) ?? -1 });
      const last = Math.max(...own.map(({ number }) => number));
      revisions.push(...own.map((revision) => ({ ...revision, isNewest: kind === "CronJob" || revision.number === last })));
      workloads.push({
        ref: { kind, namespace: newest.metadata.namespace, name: newest.metadata.name },
        kind,
        isHook: hookAnnotations.some((name) => newest.metadata.annotations?.[name] !== undefined),
        revisions: indices,
        spans: workloadSpans(versions),
      });
    }
  }
  return { workloads, revisions, owners };
}

function revisionsOf(history: History, kind: WorkloadKind, owner: StoredObject): StoredObject[] {
  const revisionKind = revisionKinds[kind];
  if (revisionKind === undefined) return [owner];
  const all = [...ofKind(history, revisionKind)].map(([, versions]) => latest(versions));
  return all.filter(({ metadata }) => metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === owner.metadata.uid));
}

function revisionOf(object: StoredObject, workload: number): Revision {
  const { kind, metadata } = object;
  const changeCause = metadata.annotations?.["kubernetes.io/change-cause"];
  const number = (object as { revision?: number }).revision ?? Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
  return {
    ref: { kind, namespace: metadata.namespace, name: metadata.name },
    workload,
    number: kind === "Job" ? Date.parse(metadata.creationTimestamp) : number,
    images: imagesOf(object),
    ...(changeCause ? { changeCause } : {}),
    isNewest: false,
    since: Date.parse(metadata.creationTimestamp),
  };
}

function imagesOf(object: StoredObject): string[] {
  const { spec, data } = object as { spec?: Partial<ReplicaSet["spec"] & Pod["spec"]>; data?: { spec?: ReplicaSet["spec"] } };
  const template = data?.spec?.template?.spec ?? spec?.template?.spec ?? spec;
  return (template?.containers ?? []).map(({ image = "" }) => image);
}

function workloadSpans(versions: readonly Version[]): WorkloadSpan[] {
  const list = new SpanList<WorkloadSpan>();
  for (const { at, object } of versions) list.add({ at, here: object !== undefined, ...aimsOf(object ?? latest(versions)) });
  return list.spans;
}

type Aims = Omit<WorkloadSpan, "at" | "here">;

function aimsOf(object: StoredObject): Aims {
  const { status } = object as { status?: { conditions?: readonly { type?: string; status?: string; reason?: string }[] } };
  const conditions = (status?.conditions ?? []).map(({ type, status: holds, reason }) => `${type}=${holds}${reason ? ` ${reason}` : ""}`);
  return { paused: false, strategy: "", ...boundsOf(object), conditions };
}
