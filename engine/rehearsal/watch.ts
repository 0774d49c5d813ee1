import { parseTime } from "../../api/time.ts";
import type { CronJob, HorizontalPodAutoscaler } from "../../schemas/generated/types.ts";
import { findCondition } from "../core/conditions.ts";
import type { Millis, Stored } from "../core/objects.ts";
import type { Stage } from "./script/stage.ts";
import type { StoreView } from "../core/store.ts";

/** A schedule that is not due within this time, such as one for 30 February, is not waited for. */
const longestSchedule = 366 * 24 * 3_600_000;
/** An autoscaler that is not content by then, counted from when the load was stated last, never will be. */
const longestScaling = 3_600_000;

/**
 * Whether something that was planned has yet to happen in a rehearsal that began at `from`: a schedule has not been due,
 * or an autoscaler is still at work on the load that was stated at `since`. It looks once more when the pods are ready that it asked for, the last at `latest`.
 */
export function isAwaited({ plane, measures }: Stage, from: Millis, since: Millis, latest: Millis): boolean {
  const { store, now } = plane;
  if (awaitsSchedule(store, from, now)) return true;
  const looked = Math.max(since, latest) + measures.period;
  return measures.isStated && store.list("HorizontalPodAutoscaler").length > 0 && (now <= looked || awaitsScaling(store, since, now));
}

/** Whether a CronJob has yet to run for the first time in a rehearsal that began at `from`. */
function awaitsSchedule(store: StoreView, from: Millis, now: Millis): boolean {
  if (now > from + longestSchedule) return false;
  return store.list<Stored<CronJob>>("CronJob").some(({ spec, status }) => {
    const last = status.lastScheduleTime;
    return spec.suspend !== true && (last === undefined || (parseTime(last) ?? 0) < from);
  });
}

/** What an autoscaler still has to do about the load: it waits, it may only go step by step, or it has not looked again since it scaled. */
const unsettled: ReadonlySet<string> = new Set(["SucceededRescale", "ScaleUpStabilized", "ScaleDownStabilized", "ScaleUpLimit", "ScaleDownLimit"]);

/** Whether an autoscaler is still at work on the load that was stated at `since`. */
function awaitsScaling(store: StoreView, since: Millis, now: Millis): boolean {
  if (now > since + longestScaling) return false;
  return store
    .list<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler")
    .some(({ status }) => ["AbleToScale", "ScalingLimited"].some((type) => unsettled.has(findCondition(status.conditions, type)?.reason ?? "")));
}
