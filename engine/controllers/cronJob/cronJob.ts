import { sameValue } from "../../../api/equal.ts";
import type { NoSchedule, Schedule } from "../../../api/cron.ts";
import { formatTime } from "../../../api/time.ts";
import type { Again, Controller, Memory, SyncPart, Sync, View } from "../../core/controller.ts";
import { controllerOf, keyOfObject, type Millis, refOf } from "../../core/objects.ts";
import { isTerminating } from "../../core/pods.ts";
import { ownOrOwnersOf } from "../concerns.ts";
import type { StoredJob } from "../job/shape.ts";
import { deleteRun, fieldOf, newRun, reconcile, referenceTo, runName, runRef, type Status, trimHistory } from "./runs.ts";
import { dueOf, manyMissed, scheduleOf, type StoredCronJob, untilNext } from "./schedule.ts";
import { scheduleWords } from "../../core/scheduleWords.ts";
import { because } from "../../core/why.ts";

/** The CronJob controller: creates Jobs on schedule. */
export const cronJobController: Controller = {
  name: "cronjob-controller",
  watches: ["CronJob", "Job"],
  concerns: (change, view) => ownOrOwnersOf(change, "CronJob", view, () => undefined),
  *sync(ref, view, memory) {
    const cron = view.store.get<StoredCronJob>(ref);
    if (cron) return yield* syncCron(cron, view, memory);
    memory.delete(ref.key);
  },
};

/** The result of a sync: the status to write, and when to sync again. */
interface RunsResult {
  readonly status: Status;
  readonly again?: Again | undefined;
}

function* syncCron(cron: StoredCronJob, view: View, memory: Memory): Sync {
  if (isRescheduled(cron, memory)) return later(cron, scheduleOf(cron), view.now);
  const jobs = view.store.controlledBy<StoredJob>(cron.metadata.uid, "Job");
  const trimmed = yield* trimHistory(cron, jobs, cron.status);
  const reconciled = yield* reconcile(cron, jobs, trimmed);
  const { status, again } =
    isTerminating(cron) || cron.spec.suspend ? { status: reconciled } : yield* startDue({ ...cron, status: reconciled }, view);
  if (!sameValue(status, cron.status)) yield { do: "updateStatus", object: { ...cron, status } as StoredCronJob };
  return again;
}

/** A new schedule takes effect with its next run. Runs that it would have missed before are not made up for. */
function isRescheduled(cron: StoredCronJob, memory: Memory): boolean {
  const key = keyOfObject(cron);
  const schedule = `${cron.metadata.uid} ${cron.spec.timeZone ?? ""} ${cron.spec.schedule ?? ""}`;
  const known = memory.get(key);
  memory.set(key, schedule);
  return known !== undefined && known !== schedule;
}

/** Starts the run that is due, if there is one and nothing prevents it. */
function* startDue(cron: StoredCronJob, view: View): SyncPart<RunsResult> {
  const { store, now } = view;
  const { status, spec } = cron;
  const about = refOf(cron);
  const schedule = scheduleOf(cron);
  if ("problem" in schedule) {
    const message = `unparseable schedule: ${JSON.stringify(spec.schedule)} : ${scheduleWords(spec.schedule ?? "")}`;
    yield { do: "event", about, type: "Warning", reason: "UnparseableSchedule", message };
    return { status };
  }
  const due = dueOf(cron, schedule, now);
  if (due.is === "never") {
    const message = `invalid schedule: ${spec.schedule ?? ""} : time difference between two schedules is less than 1 second`;
    yield { do: "event", about, type: "Warning", reason: "InvalidSchedule", message };
    return { status };
  }
  const wait = { status, again: later(cron, schedule, now) };
  if (due.is === "not-yet") return wait;
  if (due.missed > manyMissed) {
    const message = "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew";
    yield { do: "event", about, type: "Warning", reason: "TooManyMissedTimes", message };
  }
  if (spec.startingDeadlineSeconds !== undefined && due.at + spec.startingDeadlineSeconds * 1000 < now) {
    const at = new Date(due.at).toUTCString().replace("GMT", "+0000");
    yield { do: "event", about, type: "Warning", reason: "MissSchedule", message: `Missed scheduled time to start a job: ${at}` };
    return wait;
  }
  if (status.active?.some(({ name }) => name === runName(cron, due.at)) || status.lastScheduleTime === formatTime(due.at)) return wait;
  const others = (status.active ?? []).flatMap(({ name = "" }) => store.get<StoredJob>(runRef(cron, name)) ?? []);
  if (spec.concurrencyPolicy === "Forbid" && others.length > 0) {
    const message = "Not starting job because prior execution is running and concurrency policy is Forbid";
    yield { do: "event", about, type: "Normal", reason: "JobAlreadyActive", message };
    return wait;
  }
  let freed = status;
  for (const job of spec.concurrencyPolicy === "Replace" ? others : []) {
    const why = because("cron-replaces", { job: job.metadata.name }, [fieldOf(cron, "spec.concurrencyPolicy")]);
    const left = yield* deleteRun(cron, job, freed, why);
    if (!left) return { status: freed, again: { retry: `could not replace job ${job.metadata.namespace}/${job.metadata.name}` } };
    freed = left;
  }
  return yield* start({ ...cron, status: freed }, due.at, schedule, view);
}

function* start(cron: StoredCronJob, at: Millis, schedule: Schedule, { store, now }: View): SyncPart<RunsResult> {
  const { status, spec, metadata } = cron;
  const about = refOf(cron);
  const fields = [fieldOf(cron, "spec.schedule"), ...(spec.timeZone === undefined ? [] : [fieldOf(cron, "spec.timeZone")])];
  const numbers = { due: formatTime(at), schedule: spec.schedule ?? "", active: status.active?.length ?? 0 };
  const answer = yield { do: "create", object: newRun(cron, at), why: because("cron-due", numbers, fields) };
  if (!answer.ok && answer.reason !== "AlreadyExists") {
    yield { do: "event", about, type: "Warning", reason: "FailedCreate", message: `Error creating job: ${answer.message}` };
    return { status, again: { retry: answer.message } };
  }
  const job = answer.ok ? (answer.object as StoredJob) : store.get<StoredJob>(runRef(cron, runName(cron, at)));
  if (!job || controllerOf(job)?.uid !== metadata.uid) return { status };
  if (answer.ok) yield { do: "event", about, type: "Normal", reason: "SuccessfulCreate", message: `Created job ${job.metadata.name}` };
  const started = { ...status, active: [...(status.active ?? []), referenceTo(job)], lastScheduleTime: formatTime(at) };
  return { status: started, again: later({ ...cron, status: started }, schedule, now) };
}

function later(cron: StoredCronJob, schedule: Schedule | NoSchedule, now: Millis): Again | undefined {
  const wait = "problem" in schedule ? undefined : untilNext(cron, schedule, now);
  return wait === undefined ? undefined : { inMillis: wait };
}
