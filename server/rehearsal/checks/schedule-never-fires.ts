import type { CronJob } from "../../../schemas/generated/types.ts";
import { parseSchedule } from "../../../api/cron.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo, without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** The longest interval in seconds at which the controller checks a CronJob: with a shorter starting deadline a run can be missed. */
const lateness = 10;

/** A CronJob that starts no Job: its day does not exist, it is suspended, or its starting deadline is too short. */
export const scheduleNeverFires: Check = {
  code: "schedule-never-fires",
  *find(rehearsed) {
    for (const cronJob of rehearsed.objects<Stored<CronJob>>("CronJob")) {
      const object = refOf(cronJob);
      const at = (field: string): Spot => ({ object, path: ["spec", field] });
      const { schedule = "", timeZone, suspend, startingDeadlineSeconds } = cronJob.spec;
      const parsed = parseSchedule(schedule, timeZone);
      const common = { state: "never" as const, about: object };
      if ("next" in parsed && parsed.next(rehearsed.trace.from) === undefined)
        yield {
          ...common,
          spot: at("schedule"),
          message: say("schedule-never-fires", { workload: nameOf(object), schedule }),
          fixes: [setTo(at("schedule"), nearby(schedule))],
        };
      else if (suspend === true)
        yield {
          ...common,
          spot: at("suspend"),
          message: say("cron-suspended", { workload: nameOf(object) }),
          isMild: true,
          fixes: [without(at("suspend")), setTo(at("suspend"), false)],
        };
      else if (startingDeadlineSeconds !== undefined && startingDeadlineSeconds < lateness)
        yield {
          ...common,
          spot: at("startingDeadlineSeconds"),
          message: say("starting-deadline-too-short", { workload: nameOf(object), seconds: startingDeadlineSeconds, lateness }),
          fixes: [setTo(at("startingDeadlineSeconds"), 60)],
        };
    }
  },
};

/** The same schedule on a day that every month has. */
function nearby(schedule: string): string {
  const [minute = "0", hour = "0", , month = "*", weekday = "*"] = schedule.trim().split(/\s+/);
  return [minute, hour, "28", month, weekday].join(" ");
}
