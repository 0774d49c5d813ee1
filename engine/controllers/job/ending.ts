import { parseTime } from "../../../api/time.ts";
import type { JobCondition } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import type { Millis } from "../../core/objects.ts";
import { because, type Why } from "../../core/why.ts";
import { count } from "./indexes.ts";
import { judge } from "./failurePolicy.ts";
import { fields, hasFailed, isSuspended } from "./shape.ts";
import { satisfied } from "./successPolicy.ts";
import type { Tally } from "./tally.ts";

/** How a Job ends. It first announces that, and becomes Complete or Failed when its pods are gone. */
export interface Ending {
  readonly is: "success" | "failure";
  readonly reason: string;
  readonly message: string;
  /** Absent if an earlier sync decided it. */
  readonly why?: Why;
}

/** Whether a Job fails or succeeds now, or was decided to earlier. An earlier decision stays; failures come before successes. */
export function ending(tally: Tally): Ending | undefined {
  const { conditions } = tally.job.status;
  return (
    earlier(findCondition(conditions, "SuccessCriteriaMet"), "success") ??
    earlier(findCondition(conditions, "FailureTarget"), "failure") ??
    failedByPolicy(tally) ??
    failedTooOften(tally) ??
    outOfTime(tally) ??
    failedIndexes(tally) ??
    succeededByPolicy(tally)
  );
}

/** Whether all work is done and no active pod is left. */
export function completed({ job, succeeded }: Tally, active: number): Ending | undefined {
  const { completions } = job.spec;
  const isDone = completions === undefined ? succeeded > 0 : succeeded >= completions;
  if (!isDone || active > 0) return undefined;
  const why = because("job-completions-reached", { succeeded, completions: completions ?? 1 }, fields(job, "completions"));
  return { is: "success", reason: "CompletionsReached", message: "Reached expected number of succeeded pods", why };
}

/** How long until `activeDeadlineSeconds`; nothing if the Job has no deadline or is suspended. */
export function untilDeadline({ job, view }: Tally): Millis | undefined {
  const { activeDeadlineSeconds } = job.spec;
  const since = job.status.startTime === undefined ? view.now : parseTime(job.status.startTime);
  if (activeDeadlineSeconds === undefined || isSuspended(job) || since === undefined) return undefined;
  return since + activeDeadlineSeconds * 1000 - view.now;
}

function earlier(condition: JobCondition | undefined, is: Ending["is"]): Ending | undefined {
  return condition?.status === "True" ? { is, reason: condition.reason ?? "", message: condition.message ?? "" } : undefined;
}

function failedByPolicy({ job, pods }: Tally): Ending | undefined {
  for (const pod of pods.filter((pod) => hasFailed(job, pod))) {
    const verdict = judge(job.spec.podFailurePolicy, pod);
    if (verdict.is !== "fail-job") continue;
    const why = because("job-failure-policy", { pod: pod.metadata.name, policyRule: verdict.rule }, fields(job, "failurePolicy"));
    return { is: "failure", reason: "PodFailurePolicy", message: verdict.message, why };
  }
  return undefined;
}

function failedTooOften(tally: Tally): Ending | undefined {
  const { job, failed } = tally;
  const backoffLimit = job.spec.backoffLimit ?? 6;
  const restarts = restartsOf(tally);
  if (failed <= backoffLimit && !(restarts >= Math.max(1, backoffLimit))) return undefined;
  const why = because(
    failed > backoffLimit ? "job-backoff-limit" : "job-restart-limit",
    { failed, restarts, backoffLimit },
    fields(job, "backoffLimit"),
  );
  return { is: "failure", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit", why };
}

/** With `restartPolicy: OnFailure` containers restart in the same pod, and each restart counts as a failure. */
function restartsOf({ job, pods }: Tally): number {
  if (job.spec.template?.spec?.restartPolicy !== "OnFailure") return 0;
  const running = pods.filter(({ status }) => status.phase === "Running" || status.phase === "Pending");
  return running
    .flatMap(({ status }) => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
    .reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

function outOfTime(tally: Tally): Ending | undefined {
  const left = untilDeadline(tally);
  if (left === undefined || left > 0) return undefined;
  const why = because("job-deadline", { seconds: tally.job.spec.activeDeadlineSeconds ?? 0 }, fields(tally.job, "deadline"));
  return { is: "failure", reason: "DeadlineExceeded", message: "Job was active longer than specified deadline", why };
}

function failedIndexes({ job, indexes }: Tally): Ending | undefined {
  const failed = count(indexes?.failed ?? []);
  if (!indexes || failed === 0) return undefined;
  const { maxFailedIndexes = Infinity, completions = 0 } = job.spec;
  if (failed > maxFailedIndexes) {
    const why = because("job-max-failed-indexes", { failed, maxFailedIndexes }, fields(job, "maxFailedIndexes"));
    return { is: "failure", reason: "MaxFailedIndexesExceeded", message: "Job has exceeded the specified maximal number of failed indexes", why };
  }
  const succeeded = count(indexes.succeeded);
  if (failed + succeeded < completions) return undefined;
  const why = because("job-failed-indexes", { failed, succeeded, completions }, fields(job, "backoffLimitPerIndex", "completions"));
  return { is: "failure", reason: "FailedIndexes", message: "Job has failed indexes", why };
}

function succeededByPolicy({ job, indexes }: Tally): Ending | undefined {
  const rule = indexes && satisfied(job.spec.successPolicy, indexes.succeeded, job.spec.completions ?? 0);
  if (rule === undefined) return undefined;
  const why = because("job-success-policy", { policyRule: rule, succeeded: count(indexes!.succeeded) }, fields(job, "successPolicy"));
  return { is: "success", reason: "SuccessPolicy", message: `Matched rules at index ${rule}`, why };
}
