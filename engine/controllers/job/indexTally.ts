import { isActive, type StoredPod } from "../../core/pods.ts";
import { finishedAt } from "./backOff.ts";
import { judge } from "./failurePolicy.ts";
import { has, type Indexes, parseIndexes, withEach } from "./indexes.ts";
import { countsPerIndex, hasFailed, indexOf, isInRange, isTracked, type StoredJob } from "./shape.ts";

const failuresAnnotation = "batch.kubernetes.io/job-index-failure-count";
const ignoredAnnotation = "batch.kubernetes.io/job-index-ignored-failure-count";

/** The counts of an Indexed Job by index. */
export interface IndexTally {
  /** The indexes that are in the status. */
  readonly counted: Indexes;
  readonly succeeded: Indexes;
  /** The failed indexes. Only with `backoffLimitPerIndex`. */
  readonly failed: Indexes | undefined;
  /** The last failed pod of each index that waits for a replacement. The replacement takes over its failure count. */
  readonly unreplaced: ReadonlyMap<number, StoredPod>;
}

/** Counts the indexes of an Indexed Job, including those that are not in its status yet. */
export function tallyIndexes(job: StoredJob, pods: readonly StoredPod[]): IndexTally {
  const completions = job.spec.completions ?? 0;
  const { completedIndexes = "", failedIndexes = "" } = job.status;
  const uncounted = pods.filter((pod) => isTracked(pod) && isInRange(job, pod));
  const counted = parseIndexes(completedIndexes, completions);
  const succeeded = withEach(counted, indexesOf(uncounted.filter(({ status }) => status.phase === "Succeeded")));
  if (!countsPerIndex(job)) return { counted, succeeded, failed: undefined, unreplaced: new Map() };
  const failed = withEach(parseIndexes(failedIndexes, completions), indexesOf(uncounted.filter((pod) => givesUp(job, pod))));
  const settled = withEach(succeeded, indexesOf(pods.filter(isActive)));
  const waiting = uncounted.filter((pod) => hasFailed(job, pod) && !has(settled, indexOf(pod)!) && !has(failed, indexOf(pod)!));
  return { counted, succeeded, failed, unreplaced: lastOfEach(waiting) };
}

/** The indexes of pods; pods without a valid index are left out. */
export function indexesOf(pods: readonly StoredPod[]): number[] {
  return pods.flatMap((pod) => indexOf(pod) ?? []);
}

/** Whether the index has failed: the pod reached `backoffLimitPerIndex`, or a rule of the failure policy says `FailIndex`. */
function givesUp(job: StoredJob, pod: StoredPod): boolean {
  if (!hasFailed(job, pod)) return false;
  const verdict = judge(job.spec.podFailurePolicy, pod);
  return verdict.is === "fail-index" || (verdict.is !== "ignore" && annotatedCount(pod, failuresAnnotation) >= (job.spec.backoffLimitPerIndex ?? 0));
}

function lastOfEach(pods: readonly StoredPod[]): Map<number, StoredPod> {
  const last = new Map<number, StoredPod>();
  for (const pod of pods) {
    const other = last.get(indexOf(pod)!);
    if (!other || (failuresBefore(other) <= failuresBefore(pod) && finishedAt(other) <= finishedAt(pod))) last.set(indexOf(pod)!, pod);
  }
  return last;
}

/** How often earlier pods of this index failed, ignored failures included. */
export function failuresBefore(pod: StoredPod): number {
  return annotatedCount(pod, failuresAnnotation) + annotatedCount(pod, ignoredAnnotation);
}

function annotatedCount({ metadata }: StoredPod, name: string): number {
  const text = metadata.annotations?.[name] ?? "";
  return /^\+?\d{1,10}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : 0;
}

/** The failure count of a new pod of an index, taken over from the pod that it replaces. */
export function failureAnnotations(job: StoredJob, replaced: StoredPod | undefined): Record<string, string> {
  if (!countsPerIndex(job)) return {};
  if (!replaced) return { [failuresAnnotation]: "0" };
  const isIgnored = judge(job.spec.podFailurePolicy, replaced).is === "ignore";
  const ignored = annotatedCount(replaced, ignoredAnnotation) + (isIgnored ? 1 : 0);
  return {
    [failuresAnnotation]: String(annotatedCount(replaced, failuresAnnotation) + (isIgnored ? 0 : 1)),
    ...(ignored > 0 && { [ignoredAnnotation]: String(ignored) }),
  };
}
