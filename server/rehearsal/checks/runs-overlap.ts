import type { CronJob } from "../../../schemas/generated/types.ts";
import { parseSchedule, type Schedule } from "../../../api/cron.ts";
import { type Millis, refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { lasting, say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { lasts, longest } from "./job-never-completes.ts";
import { assumedOf, commandPath } from "./processes.ts";

/** A run of a CronJob that takes longer than the time to the next one. */
export const runsOverlap: Check = {
  code: "runs-overlap",
  *find(rehearsed) {
    for (const cronJob of rehearsed.objects<Stored<CronJob>>("CronJob")) {
      const { schedule = "", timeZone, concurrencyPolicy = "Allow", suspend } = cronJob.spec;
      const parsed = parseSchedule(schedule, timeZone);
      const places = rehearsed.containersOf(cronJob);
      const gap = "next" in parsed ? shortestGap(parsed, rehearsed.trace.from) : undefined;
      const takes = lasts(places) * 1000;
      const slowest = longest(places);
      const deadline = cronJob.spec.jobTemplate?.spec?.activeDeadlineSeconds;
      if (gap === undefined || suspend || concurrencyPolicy === "Forbid" || !slowest || Math.min(takes, (deadline ?? Infinity) * 1000) <= gap)
        continue;
      const object = refOf(cronJob);
      const at = (field: string): Spot => ({ object, path: ["spec", field] });
      const parts = { workload: nameOf(object), gap: lasting(gap), takes: takes === Infinity ? say("for-ever") : lasting(takes) };
      const isReplaced = concurrencyPolicy === "Replace";
      yield {
        state: isReplaced ? "never" : "hurts",
        about: object,
        spot: rehearsed.cause(
          ...(isReplaced ? ([at("concurrencyPolicy"), at("schedule")] as const) : ([at("schedule"), at("concurrencyPolicy")] as const)),
          { object, path: commandPath(slowest) },
        ),
        message: isReplaced ? say("runs-replace", parts) : say("runs-overlap", parts),
        assumed: assumedOf(slowest),
        fixes: [...seldom(schedule, takes).map((one) => setTo(at("schedule"), one)), setTo(at("concurrencyPolicy"), "Forbid")],
      };
    }
  },
};

/** The same schedule with more time between the runs: at a number of minutes that divides an hour, or hourly. */
function seldom(schedule: string, takes: Millis): string[] {
  const [, every, rest = ""] = /^(\*(?:\/\d+)?)( .+)$/.exec(schedule.trim()) ?? [];
  const minutes = [10, 15, 20, 30].find((one) => one * minute > takes);
  return every === undefined || takes >= 60 * minute ? [] : [minutes === undefined ? `0${rest}` : `*/${minutes}${rest}`];
}

const minute: Millis = 60_000;

/** The shortest time between two of the next runs. */
function shortestGap({ next }: Schedule, from: number): number | undefined {
  let shortest: number | undefined;
  let last = next(from);
  for (let i = 0; i < 12 && last !== undefined; i++) {
    const after = next(last);
    if (after !== undefined) shortest = Math.min(shortest ?? Infinity, after - last);
    last = after;
  }
  return shortest;
}
