import type { StoredPod } from "../../core/pods.ts";
import { judge } from "./failurePolicy.ts";
import { count, formatIndexes, has, withEach } from "./indexes.ts";
import { countsPerIndex, hasFailed, indexOf, isInRange, isTracked, type StoredJob } from "./shape.ts";
import type { Ending } from "./ending.ts";
import type { Tally } from "./tally.ts";

/** The pods whose finalizer is removed, since they are counted now or no longer matter; and the status with them counted. */
export interface Tracked {
  readonly released: readonly StoredPod[];
  readonly status: StoredJob["status"];
}

/** Counts finished pods. When the Job is over, all other pods count as failed, unless the Job succeeded. */
export function track(tally: Tally, end: Ending | undefined, status: StoredJob["status"]): Tracked {
  const { job, indexes } = tally;
  const released = tally.pods.filter((pod) => isTracked(pod) && isOver(tally, pod, end));
  const failed = released.filter((pod) => countsAsFailed(job, pod, end)).length;
  const counted = { ...status, failed: (status.failed ?? 0) + failed };
  if (!indexes) {
    const succeeded = released.filter((pod) => pod.status.phase === "Succeeded").length;
    return { released, status: { ...counted, succeeded: (status.succeeded ?? 0) + succeeded } };
  }
  const fresh = released.filter((pod) => pod.status.phase === "Succeeded" && isInRange(job, pod) && !has(indexes.counted, indexOf(pod)!));
  const succeeded = withEach(
    indexes.succeeded,
    fresh.map((pod) => indexOf(pod)!),
  );
  return {
    released,
    status: {
      ...counted,
      succeeded: count(succeeded),
      completedIndexes: formatIndexes(succeeded),
      ...(indexes.failed && { failedIndexes: formatIndexes(indexes.failed) }),
    },
  };
}

/** A failed pod keeps its finalizer while its index waits for a replacement, which takes over its failure count. */
function isOver({ job, indexes }: Tally, pod: StoredPod, end: Ending | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || end || pod.status.phase === "Succeeded") return true;
  const isKept = countsPerIndex(job) && indexes?.unreplaced.get(indexOf(pod) ?? -1) === pod;
  return hasFailed(job, pod) && !isKept;
}

function countsAsFailed(job: StoredJob, pod: StoredPod, end: Ending | undefined): boolean {
  if (pod.status.phase === "Succeeded" || !isInRange(job, pod)) return false;
  return (hasFailed(job, pod) || end?.is === "failure") && judge(job.spec.podFailurePolicy, pod).is !== "ignore";
}
