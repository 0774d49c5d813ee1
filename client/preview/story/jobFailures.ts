import type { Rule } from "../../../engine/core/why.ts";

/** The rules by which a Job fails. */
export const jobFailures: ReadonlySet<Rule> = new Set<Rule>([
  "job-backoff-limit",
  "job-restart-limit",
  "job-deadline",
  "job-failure-policy",
  "job-max-failed-indexes",
]);
