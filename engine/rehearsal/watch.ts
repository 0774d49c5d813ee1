import { parseTime } from "../../api/time.ts";
import type { CronJob, HorizontalPodAutoscaler } from "../../schemas/generated/types.ts";
import { findCondition } from "../core/conditions.ts";
import type { Millis, Stored } from "../core/objects.ts";
import type { Stage } from "./script/stage.ts";
import type { StoreView } from "../core/store.ts";

/** A rehearsal does not wait for a schedule that is not due within this time, such as one for 30 February. */
const longestSchedule = 366 * 24 * 3_600_000;
/** An autoscaler that has not settled this long after the last stated load never will. */
const longestScaling = 3_600_000;

/**
 * Whether something that was planned has yet to happen in a rehearsal that began at `from`: a schedule has not been due,
 * or an autoscaler still responds to the load that was stated at `since`. It syncs once more after the pods that it asked for are ready, the last one at `latest`.
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

/** Why an autoscaler has not settled: it waits, its policies limit each change, or it has not synced since it scaled. */
const unsettled: ReadonlySet<string> = new Set(["SucceededRescale", "ScaleUpStabilized", "ScaleDownStabilized", "ScaleUpLimit", "ScaleDownLimit"]);

/** Whether an autoscaler still responds to the load that was stated at `since`. */
function awaitsScaling(store: StoreView, since: Millis, now: Millis): boolean {
  if (now > since + longestScaling) return false;
  return store
    .list<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler")
    .some(({ status }) => ["AbleToScale", "ScalingLimited"].some((type) => unsettled.has(findCondition(status.conditions, type)?.reason ?? "")));
}
