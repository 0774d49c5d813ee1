import type { Job } from "../../../schemas/generated/types.ts";
import { isTrue } from "../../core/conditions.ts";
import { controllerOf, type Key, keyOf, type Millis, type Ref, type Stored } from "../../core/objects.ts";
import { isTerminating } from "../../core/pods.ts";
import type { Trace } from "../trace.ts";

/** A finished Job that was deleted when its time to live was over. Its result counts all the same. */
export interface Cleared {
  /** The Job before its deletion. */
  readonly job: Stored<Job>;
  /** When its deletion began. */
  readonly at: Millis;
}

/** The deleted objects that are such Jobs, by key. */
export function clearedJobs(gone: readonly Ref[], { versions }: Trace): ReadonlyMap<Key, Cleared> {
  const found = new Map<Key, Cleared>();
  for (const ref of gone.filter(({ kind }) => kind === "Job")) {
    const own = versions.filter(({ key }) => key === keyOf(ref));
    const last = own.findLastIndex(({ object }) => object !== undefined && !isTerminating(object));
    const job = own[last]?.object as Stored<Job> | undefined;
    const conditions = job?.status.conditions;
    if (job && (isTrue(conditions, "Complete") || isTrue(conditions, "Failed"))) found.set(keyOf(ref), { job, at: own[last + 1]!.at });
  }
  return found;
}

/** When everything was done; the deletion of these Jobs and their pods does not count. */
export function doneAt({ outcome, versions, from }: Trace, cleared: ReadonlyMap<Key, Cleared>): Millis {
  if (outcome.is !== "complete" || cleared.size === 0) return outcome.at;
  const ends = new Map(Array.from(cleared, ([key, { at }]) => [key, at]));
  const endOf = new Map(Array.from(cleared.values(), ({ job, at }) => [job.metadata.uid, at]));
  for (const { key, object } of versions) {
    const end = object && endOf.get(controllerOf(object)?.uid ?? "");
    if (end !== undefined) ends.set(key, end);
  }
  return Math.max(from, versions.findLast(({ key, at }) => at < (ends.get(key) ?? Infinity))?.at ?? from);
}
