import type { JobSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, oneOf } from "../../check.ts";
import { domainPrefixedPath, formatted } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { podFailurePolicy } from "./podFailurePolicy.ts";
import { successPolicy } from "./successPolicy.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostIndexed = 100_000;
/** The most completions for a Job with a backoff limit per index, before further limits apply. */
const manyCompletions = 100_000;
const mostWithMany = 10_000;
const longestManager = 63;

const managedBy: Check<string> = (name, at, causes) => {
  if (name === "") return causes.required(at, say("managed-by-empty"));
  formatted(domainPrefixedPath)(name, at, causes, undefined);
  if (name.length > longestManager) causes.add("FieldValueTooLong", at, say("managed-by-too-long", { length: name.length, most: longestManager }));
};

type TooMany = "at-most" | "at-most-completions" | "at-most-in-indexed-job" | "at-most-with-many";

const indexed: Check<JobSpec> = ({ completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex }, at, causes) => {
  const atMost = (name: "parallelism" | "maxFailedIndexes", value: number, most: number, code: TooMany) => {
    if (value > most) causes.invalid(at.field(name), say(code, { name, value, most }));
  };
  if (completions === undefined) causes.required(at.field("completions"), say("completions-missing"));
  atMost("parallelism", parallelism, mostIndexed, "at-most-in-indexed-job");
  if (maxFailedIndexes !== undefined) {
    atMost("maxFailedIndexes", maxFailedIndexes, completions ?? Infinity, "at-most-completions");
    atMost("maxFailedIndexes", maxFailedIndexes, mostIndexed, "at-most");
  }
  if (completions === undefined || completions <= manyCompletions || backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined) causes.required(at.field("maxFailedIndexes"), say("max-failed-indexes-needed"));
  else atMost("maxFailedIndexes", maxFailedIndexes, mostWithMany, "at-most-with-many");
  atMost("parallelism", parallelism, mostWithMany, "at-most-with-many");
};

const notIndexed: Check<JobSpec> = (spec, at, causes) => {
  for (const name of ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] as const) {
    if (spec[name] !== undefined) causes.invalid(at.field(name), say("indexed-only", { name }), { code: "needs-indexed-job" });
  }
};

const byMode: Check<JobSpec> = (spec, at, causes) => {
  const { completionMode: mode = "NonIndexed" } = spec;
  oneOf("NonIndexed", "Indexed")(mode, at.field("completionMode"), causes, undefined);
  if (mode === "Indexed") {
    indexed(spec, at, causes, undefined);
    if (spec.successPolicy !== undefined) successPolicy(spec.successPolicy, at.field("successPolicy"), causes, spec.completions ?? 0);
  } else if (mode === "NonIndexed") notIndexed(spec, at, causes, undefined);
  else if (spec.successPolicy !== undefined) causes.invalid(at.field("successPolicy"), say("indexed-only", { name: "successPolicy" }));
};

const together: Check<JobSpec> = (spec, at, causes) => {
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    causes.required(at.field("backoffLimitPerIndex"), say("per-index-limit-missing"));
  if (spec.podFailurePolicy !== undefined) podFailurePolicy(spec.podFailurePolicy, at.field("podFailurePolicy"), causes, spec);
  if (spec.podReplacementPolicy !== undefined) {
    const allowed = spec.podFailurePolicy === undefined ? ["Failed", "TerminatingOrFailed"] : ["Failed"];
    oneOf(...allowed)(spec.podReplacementPolicy, at.field("podReplacementPolicy"), causes, undefined);
  }
};

/** The pods of a Job come to an end. */
const ends: Check<JobSpec> = ({ template, podFailurePolicy }, job, causes) => {
  const at = job.field("template").field("spec").field("restartPolicy");
  const policy = template?.spec?.restartPolicy ?? "";
  if (policy === "Always" || policy === "") {
    causes.required(at, say("job-restart-policy"), {
      code: "job-restart-policy",
      instead: "Never",
    });
  } else if (policy !== "OnFailure" && policy !== "Never") {
    causes.notSupported(at, policy, ["OnFailure", "Never"]);
  } else if (podFailurePolicy !== undefined && policy !== "Never") {
    causes.invalid(at, say("must-never-restart", { policy: quoted(policy) }), {
      code: "job-restart-policy",
      instead: "Never",
    });
  }
};

/** What the API server refuses in a Job, by itself or as the template of a CronJob. */
export const jobSpec: Check<JobSpec> = all(
  fields<JobSpec>({
    parallelism: between(0),
    completions: between(0),
    activeDeadlineSeconds: between(0),
    backoffLimit: between(0),
    ttlSecondsAfterFinished: between(0),
    backoffLimitPerIndex: between(0),
    maxFailedIndexes: between(0),
    managedBy,
  }),
  byMode,
  together,
  ({ template = {} }, at, causes) => podTemplate(template, at.field("template"), causes, undefined),
  ends,
);
