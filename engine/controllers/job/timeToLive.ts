import { parseTime } from "../../../api/time.ts";
import type { Controller, Sync } from "../../core/controller.ts";
import { refOf } from "../../core/objects.ts";
import { fields, finishOf, type StoredJob } from "./shape.ts";
import { because } from "../../core/why.ts";

/** The TTL-after-finished controller: deletes Jobs and their pods `ttlSecondsAfterFinished` after they finished. */
export const timeToLiveController: Controller = {
  name: "ttl-after-finished-controller",
  watches: ["Job"],
  concerns: ({ key, after }) => (after ? [key] : []),
  *sync(ref, { store, now }): Sync {
    const job = store.get<StoredJob>(ref);
    const finish = job && finishOf(job);
    const seconds = job?.spec.ttlSecondsAfterFinished;
    if (!job || !finish || seconds === undefined || job.metadata.deletionTimestamp !== undefined) return;
    const left = (parseTime(finish.lastTransitionTime ?? "") ?? now) + seconds * 1000 - now;
    if (left > 0) return { inMillis: left };
    yield {
      do: "delete",
      ref: refOf(job),
      propagation: "Foreground",
      why: because("job-time-to-live", { seconds }, fields(job, "ttl")),
    };
  },
};
