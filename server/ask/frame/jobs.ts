import type { Job } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { isTerminating } from "../../../engine/core/pods.ts";
import { conditionsIn, flag, type FrameTable, pick, table } from "./part.ts";

const counts = ["active", "ready", "succeeded", "failed", "terminating", "completedIndexes", "failedIndexes"];

/** Jobs: their counts and how they ended. */
export const jobs: FrameTable = ({ names }) =>
  table(names, "Job", (job: Stored<Job>) => ({ ...pick(job.status, counts), ...conditionsIn(job.status), ...flag("deleting", isTerminating(job)) }));
