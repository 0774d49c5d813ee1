import { formatTime, parseTime } from "../../../api/time.ts";
import { formatInZone, zoneOf } from "../../../api/timeZone.ts";
import type { ObjectReference } from "../../../schemas/generated/types.ts";
import type { SyncPart } from "../../core/controller.ts";
import { controllerRef, type Millis, type Ref, refOf } from "../../core/objects.ts";
import { because, type FieldRef, type Why } from "../../core/why.ts";
import { finishOf, isFinishedJob, type StoredJob } from "../job/shape.ts";
import type { StoredCronJob } from "./schedule.ts";

/** The status of a CronJob. */
export type Status = StoredCronJob["status"];

/** Whether the status lists the Job with this uid as active. */
export function isActive({ active = [] }: Status, uid: string): boolean {
  return active.some((run) => run.uid === uid);
}

/** The status without the Job of this uid in its list of active Jobs. */
export function withoutRun(status: Status, uid: string): Status {
  return { ...status, active: (status.active ?? []).filter((run) => run.uid !== uid) };
}

/** Deletes the oldest runs beyond the history limits. Returns the status without them. */
export function* trimHistory(cron: StoredCronJob, jobs: readonly StoredJob[], status: Status): SyncPart<Status> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cron.spec;
  let left = status;
  for (const [type, limit, field] of [
    ["Complete", successfulJobsHistoryLimit, "spec.successfulJobsHistoryLimit"],
    ["Failed", failedJobsHistoryLimit, "spec.failedJobsHistoryLimit"],
  ] as const) {
    const finished = jobs.filter((job) => finishOf(job)?.type === type).sort(byStart);
    const surplus = limit === undefined ? 0 : Math.max(0, finished.length - limit);
    const why = because("cron-history-limit", { finished: finished.length, limit: limit ?? 0 }, [fieldOf(cron, field)]);
    for (const job of finished.slice(0, surplus)) left = (yield* deleteRun(cron, job, left, why)) ?? left;
  }
  return left;
}

function byStart(a: StoredJob, b: StoredJob): number {
  const [left, right] = [a, b].map(({ status }) => parseTime(status.startTime ?? "") ?? Infinity) as [number, number];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** Deletes a run's Job with background propagation. Returns the status without it, or nothing if that was refused. */
export function* deleteRun(cron: StoredCronJob, job: StoredJob, status: Status, why: Why): SyncPart<Status | undefined> {
  const about = refOf(cron);
  const answer = yield { do: "delete", ref: refOf(job), why };
  if (!answer.ok) {
    yield { do: "event", about, type: "Warning", reason: "FailedDelete", message: `Deleted job: ${answer.message}` };
    return undefined;
  }
  yield { do: "event", about, type: "Normal", reason: "SuccessfulDelete", message: `Deleted job ${job.metadata.name}` };
  return withoutRun(status, job.metadata.uid);
}

/** Removes finished and deleted Jobs from the list of active ones, and sets the time of the last success. */
export function* reconcile(cron: StoredCronJob, jobs: readonly StoredJob[], status: Status): SyncPart<Status> {
  const about = refOf(cron);
  let next = status;
  for (const job of jobs) {
    const { name, uid } = job.metadata;
    const finish = finishOf(job);
    if (!isFinishedJob(job) && !isActive(next, uid))
      yield {
        do: "event",
        about,
        type: "Warning",
        reason: "UnexpectedJob",
        message: `Saw a job that the controller did not create or forgot: ${name}`,
      };
    if (finish && isActive(next, uid)) {
      next = withoutRun(next, uid);
      yield { do: "event", about, type: "Normal", reason: "SawCompletedJob", message: `Saw completed job: ${name}, condition: ${finish.type}` };
    }
    const success = finish?.type === "Complete" ? job.status.completionTime : undefined;
    if (success !== undefined && (parseTime(success) ?? 0) > (parseTime(next.lastSuccessfulTime ?? "") ?? 0))
      next = { ...next, lastSuccessfulTime: success };
  }
  for (const { name = "", uid = "" } of next.active ?? []) {
    if (jobs.some(({ metadata }) => metadata.uid === uid)) continue;
    yield { do: "event", about, type: "Normal", reason: "MissingJob", message: `Active job went missing: ${name}` };
    next = withoutRun(next, uid);
  }
  return next;
}

/** Jobs are named by the minute at which they are due, so that none is started twice. */
export function runName({ metadata }: StoredCronJob, due: Millis): string {
  return `${metadata.name}-${Math.floor(due / 60_000)}`;
}

/** The Job that a CronJob creates for a run that is due. */
export function newRun(cron: StoredCronJob, due: Millis) {
  const { metadata, spec } = cron.spec.jobTemplate ?? {};
  const zone = zoneOf(cron.spec.timeZone ?? "UTC");
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: runName(cron, due),
      namespace: cron.metadata.namespace,
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, "batch.kubernetes.io/cronjob-scheduled-timestamp": zone ? formatInZone(due, zone) : formatTime(due) },
      ownerReferences: [controllerRef(cron)],
    },
    spec: spec ?? {},
  };
}

/** The reference to a Job in the list of active Jobs. */
export function referenceTo({ apiVersion, kind, metadata }: StoredJob): ObjectReference {
  const { name, namespace, uid } = metadata;
  return { apiVersion, kind, name, namespace, uid };
}

/** A field of the CronJob, for the reason of an action. */
export function fieldOf(cron: StoredCronJob, field: string): FieldRef {
  return { object: refOf(cron), field };
}

/** The reference to a Job of the CronJob, by the Job's name. */
export function runRef({ metadata: { namespace } }: StoredCronJob, name: string): Ref {
  return { kind: "Job", namespace, name };
}
