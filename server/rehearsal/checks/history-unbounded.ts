import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** From this limit on, a history keeps too much. */
const many = 50;

const limits: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"],
  Deployment: ["revisionHistoryLimit"],
  StatefulSet: ["revisionHistoryLimit"],
  DaemonSet: ["revisionHistoryLimit"],
};

/** A history limit that is so high that the history only grows. */
export const historyUnbounded: Check = {
  code: "history-unbounded",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      for (const field of limits[workload.kind] ?? []) {
        const object = refOf(workload);
        const spot: Spot = { object, path: ["spec", field] };
        const limit = rehearsed.written(spot);
        if (typeof limit !== "number" || limit < many) continue;
        yield {
          state: "hurts",
          about: object,
          spot,
          message: say("history-unbounded", { workload: nameOf(object), limit }),
          fixes: [setTo(spot, workload.kind === "CronJob" ? 3 : 10)],
        };
      }
    }
  },
};
