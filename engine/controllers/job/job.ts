import { sameValue } from "../../../api/equal.ts";
import { formatTime } from "../../../api/time.ts";
import type { JobCondition } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import type { Again, Controller, Memory, SyncPart, Sync, View } from "../../core/controller.ts";
import { controllerOf, type Key, keyOfObject, type Millis, refOf } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { Change } from "../../core/store.ts";
import { claim } from "../claim.ts";
import { ownersOf } from "../concerns.ts";
import { completed, type Ending, ending, untilDeadline } from "./ending.ts";
import { type Counts, countsOf, end as endPods, letGo, manage } from "./manage.ts";
import { isFinishedJob, isSuspended, isTracked, type StoredJob, trackingFinalizer } from "./shape.ts";
import { type Tally, tally } from "./tally.ts";
import { track } from "./track.ts";
import { because } from "../../core/why.ts";

type Status = StoredJob["status"];

/** The Job controller: runs pods until enough have succeeded or too many have failed. */
export const jobController: Controller = {
  name: "job-controller",
  watches: ["Job", "Pod"],
  concerns: (change, view) => ((change.after ?? change.before)!.kind === "Job" ? ofJob(change, view) : ofPod(change, view)),
  *sync(ref, view, memory) {
    if (ref.kind === "Pod") return yield* freeOrphan(view.store.get<StoredPod>(ref), view);
    const job = view.store.get<StoredJob>(ref);
    if (job && !isFinishedJob(job) && !isManagedElsewhere(job)) return yield* syncJob(job, view, memory);
    memory.delete(ref.key);
  },
};

function ofJob({ key, before, after }: Change, { store }: View): Key[] {
  const job = (after ?? before) as StoredJob;
  if (after && !isFinishedJob(job)) return [key];
  const pods = store.select<StoredPod>("Pod", job.metadata.namespace, job.spec.selector);
  return [key, ...pods.filter(isTracked).map(keyOfObject)];
}

/** Pods without a Job need a sync, too: their finalizer must be removed. */
function ofPod(change: Change, view: View): Key[] {
  const pod = change.after as StoredPod | undefined;
  const isLeftOver = pod && isTracked(pod) && isOrphan(pod, view) && (!controllerOf(pod) || pod.metadata.deletionTimestamp);
  const owners = ownersOf(change, "Job", view);
  return isLeftOver ? [change.key, ...owners] : owners;
}

function isOrphan(pod: StoredPod, { store }: View): boolean {
  const owner = controllerOf(pod);
  if (!owner) return true;
  if (owner.kind !== "Job") return false;
  const job = store.get<StoredJob>({ kind: "Job", namespace: pod.metadata.namespace, name: owner.name! });
  return !job || job.metadata.uid !== owner.uid || (isFinishedJob(job) && !isManagedElsewhere(job));
}

function* freeOrphan(pod: StoredPod | undefined, view: View): Sync {
  if (pod && isOrphan(pod, view)) yield* letGo(pod, view);
}

function isManagedElsewhere({ spec: { managedBy } }: StoredJob): boolean {
  return managedBy !== undefined && managedBy !== "kubernetes.io/job-controller";
}

function* syncJob(job: StoredJob, view: View, memory: Memory): Sync {
  const pods = yield* claim<StoredPod>({ owner: job, kind: "Pod", selector: job.spec.selector, finalizer: trackingFinalizer }, view);
  const found = tally(job, pods, view, memory);
  const started: Status = isSuspended(job) ? job.status : { ...job.status, startTime: job.status.startTime ?? formatTime(view.now) };
  const early = ending(found);
  const counts = early ? yield* stop(found, early) : job.metadata.deletionTimestamp ? countsOf(found) : yield* manage(found);
  const end = early ? (counts.active === 0 ? early : undefined) : completed(found, counts.active);
  const status = early || end || job.metadata.deletionTimestamp ? started : yield* suspension(job, started, view.now);
  yield* count(found, end, {
    ...status,
    active: counts.active,
    ready: counts.ready,
    terminating: counts.terminating,
    uncountedTerminatedPods: {},
  });
  if (found.failures.count > 0) memory.set(found.key, found.failures);
  else memory.delete(found.key);
  return counts.refused === undefined ? nextLook(found, counts, end) : { retry: counts.refused };
}

function* stop(found: Tally, { why }: Ending): SyncPart<Counts> {
  const { active } = found;
  return yield* endPods(found, active, because("job-is-over", { active: active.length }, why?.fields ?? []));
}

/** Sets the condition Suspended when the Job is suspended or resumed. `startTime` is reset when it is resumed. */
function* suspension(job: StoredJob, status: Status, now: Millis): SyncPart<Status> {
  const old = findCondition(status.conditions, "Suspended");
  const suspended = isSuspended(job);
  if (suspended ? old?.status === "True" : old?.status !== "True") return status;
  const [reason, message] = suspended ? ["JobSuspended", "Job suspended"] : ["JobResumed", "Job resumed"];
  yield { do: "event", about: refOf(job), type: "Normal", reason: suspended ? "Suspended" : "Resumed", message };
  const condition = { type: "Suspended", status: suspended ? "True" : "False", reason, message };
  const { startTime: _, ...rest } = status;
  const conditions = withCondition(status.conditions, condition, now);
  return suspended ? { ...rest, conditions } : { ...rest, startTime: formatTime(now), conditions };
}

/**
 * Counts finished pods, removes their finalizer and writes the status. A finished Job first gets SuccessCriteriaMet or FailureTarget,
 * and Complete or Failed in a later sync, when none of its pods is terminating.
 */
function* count(found: Tally, end: Ending | undefined, status: Status): SyncPart<void> {
  const { job, view } = found;
  const { released, status: counted } = track(found, end, status);
  const target = end && {
    type: end.is === "success" ? "SuccessCriteriaMet" : "FailureTarget",
    status: "True",
    reason: end.reason,
    message: end.message,
  };
  const isNew = target && findCondition(status.conditions, target.type)?.status !== "True";
  const isOver = end && !isNew && (status.terminating ?? 0) === 0;
  const announced = isNew ? { ...counted, conditions: withCondition(status.conditions, target, view.now) } : counted;
  const next = isOver ? finished(counted, end, view.now) : announced;
  if (!sameValue(next, job.status))
    yield { do: "updateStatus", object: { ...job, status: next } as StoredJob, ...(isNew && end?.why && { why: end.why }) };
  for (const pod of released) yield* letGo(pod, view);
  if (isOver) yield* reportEnd(job, next, end);
}

function finished(status: Status, { is, reason, message }: Ending, now: Millis): Status {
  const conditions = withCondition(status.conditions, { type: is === "success" ? "Complete" : "Failed", status: "True", reason, message }, now);
  return { ...status, conditions, ...(is === "success" && { completionTime: formatTime(now) }) };
}

function* reportEnd(job: StoredJob, { succeeded = 0 }: Status, { is, reason, message }: Ending): SyncPart<void> {
  const about = refOf(job);
  if (is === "failure") {
    yield { do: "event", about, type: "Warning", reason, message };
    return;
  }
  if (succeeded > (job.spec.completions ?? Infinity))
    yield {
      do: "event",
      about,
      type: "Warning",
      reason: "TooManySucceededPods",
      message: "Too many succeeded pods running after completion count reached",
    };
  yield { do: "event", about, type: "Normal", reason: "Completed", message: "Job completed" };
}

function withCondition(conditions: readonly JobCondition[] = [], condition: JobCondition, now: Millis): JobCondition[] {
  const at = formatTime(now);
  const next = { ...condition, lastProbeTime: at, lastTransitionTime: at };
  return conditions.some(({ type }) => type === condition.type)
    ? conditions.map((old) => (old.type === condition.type ? next : old))
    : [...conditions, next];
}

/** Delays after failures are at least one second, the time for which the real controller batches pod changes. */
function nextLook(found: Tally, { wait }: Counts, end: Ending | undefined): Again | undefined {
  const deadline = end ? undefined : untilDeadline(found);
  const times = [...(wait === undefined ? [] : [Math.max(wait, 1000)]), ...(deadline === undefined ? [] : [Math.max(deadline, 0)])];
  return times.length === 0 ? undefined : { inMillis: Math.min(...times) };
}
