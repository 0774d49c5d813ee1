import { refOf } from "../../../engine/core/objects.ts";
import { nameOf, say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** So many objects of the past are more than anybody looks at. */
const many = 50;

const limits: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"],
  Deployment: ["revisionHistoryLimit"],
  StatefulSet: ["revisionHistoryLimit"],
  DaemonSet: ["revisionHistoryLimit"],
};

/** A history that keeps so much that it only grows. */
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
