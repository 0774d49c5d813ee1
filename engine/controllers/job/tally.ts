import { type Key, keyOfObject } from "../../core/objects.ts";
import type { Memory, View } from "../../core/controller.ts";
import { isActive, isFinished, isTerminating, type StoredPod } from "../../core/pods.ts";
import { afterMore, type Failures, failuresOf } from "./backOff.ts";
import { judge } from "./failurePolicy.ts";
import { type IndexTally, tallyIndexes } from "./indexTally.ts";
import { count } from "./indexes.ts";
import { countsPerIndex, hasFailed, isIndexed, isInRange, isTracked, type StoredJob } from "./shape.ts";

/** What a sync finds: the Job's pods and their counts, including finished pods that are not in the status yet. */
export interface Tally {
  readonly job: StoredJob;
  readonly key: Key;
  readonly view: View;
  readonly pods: readonly StoredPod[];
  readonly active: readonly StoredPod[];
  readonly terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Only for an Indexed Job. */
  readonly indexes: IndexTally | undefined;
  /** Failures in a row, for the delay before the next pod. */
  readonly failures: Failures;
}

/** Counts the Job's pods at the start of a sync. */
export function tally(job: StoredJob, pods: readonly StoredPod[], view: View, memory: Memory): Tally {
  const key = keyOfObject(job);
  const uncounted = pods.filter((pod) => isTracked(pod) && isInRange(job, pod));
  const succeeded = uncounted.filter(({ status }) => status.phase === "Succeeded");
  const failed = uncounted.filter((pod) => hasFailed(job, pod));
  const indexes = isIndexed(job) ? tallyIndexes(job, pods) : undefined;
  return {
    job,
    key,
    view,
    pods,
    active: pods.filter(isActive),
    terminating: pods.filter((pod) => isTerminating(pod) && !isFinished(pod)).length,
    succeeded: indexes ? count(indexes.succeeded) : (job.status.succeeded ?? 0) + succeeded.length,
    failed: (job.status.failed ?? 0) + failed.filter((pod) => judge(job.spec.podFailurePolicy, pod).is !== "ignore").length,
    indexes,
    failures: countsPerIndex(job) ? { count: 0, last: undefined } : afterMore(failuresOf(memory, key), succeeded, failed),
  };
}
