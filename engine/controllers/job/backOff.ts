import { parseTime } from "../../../api/time.ts";
import type { Key, Millis } from "../../core/objects.ts";
import type { Memory } from "../../core/controller.ts";
import { conditionOf, type StoredPod } from "../../core/pods.ts";

/** How many pods of a Job have failed in a row, and when the last one did. Only the controller's memory holds it, so it is lost when the controller restarts. */
export interface Failures {
  readonly count: number;
  readonly last: Millis | undefined;
}

const first = 10_000;
const longest = 600_000;
const none: Failures = { count: 0, last: undefined };

/** The failures of a Job in the controller's memory. */
export function failuresOf(memory: Memory, job: Key): Failures {
  return (memory.get(job) as Failures | undefined) ?? none;
}

/** The count after more pods have finished: a success starts it over, and only failures after the last one count. */
export function afterMore(before: Failures, succeeded: readonly StoredPod[], failed: readonly StoredPod[]): Failures {
  const failures = failed.map(finishedAt);
  if (succeeded.length === 0) return failures.length === 0 ? before : { count: before.count + failures.length, last: Math.max(...failures) };
  const success = Math.max(...succeeded.map(finishedAt));
  const later = failures.filter((at) => at > success);
  return later.length === 0 ? none : { count: later.length, last: Math.max(...later) };
}

/** How long the next pod still has to wait: ten seconds from the last failure, doubled with each further failure, ten minutes at most. */
export function remaining({ count, last }: Failures, now: Millis): Millis {
  if (count === 0 || last === undefined) return 0;
  return Math.max(0, last + delayAfter(count) - now);
}

/** How long the Job waits after so many failures in a row. */
export function delayAfter(failures: number): Millis {
  return Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
}

/** When a pod finished: when its last container ended, or else when it became unready, was deleted or was created. */
export function finishedAt(pod: StoredPod): Millis {
  const { metadata, status } = pod;
  const ends = (status.containerStatuses ?? []).map(({ state }) => parseTime(state?.terminated?.finishedAt ?? ""));
  if (ends.length > 0 && ends.every((at) => at !== undefined)) return Math.max(...ends);
  const ready = conditionOf(pod, "Ready");
  const unready = ready?.status === "False" ? parseTime(ready.lastTransitionTime ?? "") : undefined;
  if (unready !== undefined) return unready;
  const deletion = parseTime(metadata.deletionTimestamp ?? "");
  return deletion === undefined ? (parseTime(metadata.creationTimestamp) ?? 0) : deletion - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
