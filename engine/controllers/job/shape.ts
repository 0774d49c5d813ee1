import type { Job } from "../../../schemas/generated/types.ts";
import { findCondition, isTrue } from "../../core/conditions.ts";
import { refOf, type Stored } from "../../core/objects.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import type { FieldRef } from "../../core/why.ts";

/** A Job as the store keeps it. */
export type StoredJob = Stored<Job>;

/** The finalizer that keeps a finished pod until the Job has counted it. */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking";
/** The annotation with the index of an Indexed Job's pod. */
export const indexAnnotation = "batch.kubernetes.io/job-completion-index";

/** Whether the Job counts its completions by index. */
export function isIndexed({ spec }: StoredJob): boolean {
  return spec.completionMode === "Indexed";
}

/** Whether the Job is complete or has failed. */
export function isFinishedJob({ status }: StoredJob): boolean {
  return isTrue(status.conditions, "Complete") || isTrue(status.conditions, "Failed");
}

/** The condition Complete or Failed, if the Job has one. */
export function finishOf({ status }: StoredJob) {
  const finish = ["Complete", "Failed"].map((type) => findCondition(status.conditions, type)).find((condition) => condition?.status === "True");
  return finish as (typeof finish & { type: "Complete" | "Failed" }) | undefined;
}

/** Whether the Job is suspended, so that it runs no pods. */
export function isSuspended({ spec }: StoredJob): boolean {
  return spec.suspend === true;
}

/** Whether failures and their delays are counted for each index. */
export function countsPerIndex({ spec }: StoredJob): boolean {
  return spec.backoffLimitPerIndex !== undefined;
}

/** Whether a pod is replaced only when it has failed, and not while it is terminating. */
export function replacesFailedOnly({ spec }: StoredJob): boolean {
  return spec.podReplacementPolicy === "Failed" || spec.podFailurePolicy !== undefined;
}

/** Whether a pod counts as failed. A terminating pod does, unless the Job waits until it has failed. */
export function hasFailed(job: StoredJob, pod: StoredPod): boolean {
  if (pod.status.phase === "Failed") return true;
  return !replacesFailedOnly(job) && isTerminating(pod) && pod.status.phase !== "Succeeded";
}

/** Whether the pod still has the finalizer, so that the Job has not counted it yet. */
export function isTracked({ metadata }: StoredPod): boolean {
  return metadata.finalizers?.includes(trackingFinalizer) ?? false;
}

/** The index of an Indexed Job's pod, if it has a valid one. */
export function indexOf({ metadata }: StoredPod): number | undefined {
  const text = metadata.annotations?.[indexAnnotation];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Whether the pod can count for the Job. A pod of an Indexed Job needs a valid index below `completions`. */
export function isInRange(job: StoredJob, pod: StoredPod): boolean {
  if (!isIndexed(job)) return true;
  const index = indexOf(pod);
  return index !== undefined && index < (job.spec.completions ?? 0);
}

/** Fields of the Job, for the reasons of actions. */
export function fields(job: StoredJob, ...names: readonly (keyof typeof paths)[]): FieldRef[] {
  return names.map((name) => ({ object: refOf(job), field: paths[name] }));
}

const paths = {
  parallelism: "spec.parallelism",
  completions: "spec.completions",
  suspend: "spec.suspend",
  backoffLimit: "spec.backoffLimit",
  backoffLimitPerIndex: "spec.backoffLimitPerIndex",
  maxFailedIndexes: "spec.maxFailedIndexes",
  deadline: "spec.activeDeadlineSeconds",
  failurePolicy: "spec.podFailurePolicy.rules",
  successPolicy: "spec.successPolicy.rules",
  replacement: "spec.podReplacementPolicy",
  ttl: "spec.ttlSecondsAfterFinished",
} as const;
