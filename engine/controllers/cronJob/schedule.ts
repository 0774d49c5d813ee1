import { type NoSchedule, parseSchedule, type Schedule } from "../../../api/cron.ts";
import { parseTime } from "../../../api/time.ts";
import type { CronJob } from "../../../schemas/generated/types.ts";
import type { Millis, Stored } from "../../core/objects.ts";

/** A CronJob as the store keeps it. */
export type StoredCronJob = Stored<CronJob>;

/** The last time at which a run was due and has not been started. */
export type Due =
  | { readonly is: "due"; readonly at: Millis; readonly missed: number }
  /** `missed`: an irregular schedule has missed runs, but the last one could not be found. */
  | { readonly is: "not-yet"; readonly missed: number }
  /** The schedule is valid but is never due. */
  | { readonly is: "never" };

/** More missed runs than this cause a warning event. */
export const manyMissed = 100;

/** A run starts this long after its time, since clocks differ. */
const skew: Millis = 100;

/** The schedule of a CronJob, or why it can't be read. */
export function scheduleOf({ spec }: StoredCronJob): Schedule | NoSchedule {
  return parseSchedule(spec.schedule ?? "", spec.timeZone);
}

/** Finds a run that is due. A run older than `startingDeadlineSeconds` does not count; of several runs only the last one counts. */
export function dueOf(cron: StoredCronJob, schedule: Schedule, now: Millis): Due {
  const { startingDeadlineSeconds } = cron.spec;
  const since = lastOf(cron);
  return lastDue(startingDeadlineSeconds === undefined ? since : Math.max(since, now - startingDeadlineSeconds * 1000), schedule, now);
}

/** How long until the next run after the last that was due. */
export function untilNext(cron: StoredCronJob, schedule: Schedule, now: Millis): Millis | undefined {
  const since = lastOf(cron);
  const due = lastDue(since, schedule, now);
  const next = schedule.next(due.is === "due" ? due.at : due.is === "not-yet" && due.missed === 0 ? since : now);
  return next === undefined ? undefined : next + skew - now;
}

function lastOf({ metadata, status }: StoredCronJob): Millis {
  return parseTime(status.lastScheduleTime ?? metadata.creationTimestamp) ?? 0;
}

/**
 * The last scheduled time after `since` and not after `now`. If there are many, it does not visit them all but advances by the distance of the first two,
 * as Kubernetes does. For an irregular schedule it may then find none.
 */
function lastDue(since: Millis, schedule: Schedule, now: Millis): Due {
  const first = schedule.next(since);
  if (first === undefined) return { is: "never" };
  if (now < first) return { is: "not-yet", missed: 0 };
  const second = schedule.next(first);
  if (second === undefined) return { is: "never" };
  if (now < second) return { is: "due", at: first, missed: 0 };
  const distance = second - first;
  const missed = Math.floor((now - first) / distance) + 1;
  let last: Millis | undefined;
  for (let at = schedule.next(first + (missed - 2) * distance); at !== undefined && at <= now; at = schedule.next(at)) last = at;
  return last === undefined ? { is: "not-yet", missed } : { is: "due", at: last, missed };
}
