import type { CronJob, CronJobSpec, JobTemplateSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, oneOf, within } from "../../check.ts";
import { parseSchedule } from "../../cron.ts";
import { pathTo } from "../../path.ts";
import { zoneOf } from "../../timeZone.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules, Situation } from "../rules.ts";
import { jobSpec } from "./jobSpec.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** Names of Jobs have a suffix of eleven characters behind the CronJob's, and 63 altogether. */
const longestName = 52;

const nameLeavesRoom: Check<CronJob> = ({ metadata }, root, causes) => {
  const name = metadata?.name ?? "";
  if (name.length > longestName)
    causes.invalid(root.field("metadata").field("name"), say("cron-job-name-too-long", { most: longestName, length: name.length }));
};

const schedule: Check<CronJobSpec, Situation<CronJobSpec>> = ({ schedule: text = "", timeZone }, spec, causes, { old }) => {
  const at = spec.field("schedule");
  if (text === "") return causes.required(at, say("schedule-missing"));
  const read = parseSchedule(text);
  if ("problem" in read) causes.invalid(at, say("no-schedule", { text: quoted(text), problem: read.problem }), { code: "cron-schedule" });
  if (!text.includes("TZ")) return;
  const kept = old?.schedule?.includes("TZ") === true;
  if (!kept) causes.invalid(at, say("zone-in-schedule"), { code: "cron-schedule" });
  else if (timeZone !== undefined) causes.invalid(at, say("two-zones"), { code: "cron-schedule" });
};

const zonePart = /^[A-Za-z.\-_0-9+]{1,14}$/;

/** Whether the server finds this time zone, which it looks up as a file. */
function isZone(name: string): boolean {
  const parts = name.split("/");
  const plain = parts.every((part) => part !== "." && part !== ".." && !part.startsWith("-") && zonePart.test(part));
  return plain && name.toLowerCase() !== "local" && zoneOf(name) !== undefined;
}

const timeZone: Check<string> = (name, at, causes) => {
  if (!isZone(name)) causes.invalid(at, say("no-time-zone", { name: quoted(name) }), { code: "time-zone" });
};

/** A Job that a CronJob makes gets its selector from the server. */
const jobTemplate: Check<JobTemplateSpec> = ({ spec: job = {} }, at, causes) => {
  const spec = at.field("spec");
  jobSpec(job, spec, causes, undefined);
  if (job.selector !== undefined) causes.invalid(spec.field("selector"), say("cron-job-selector"), { code: "job-selector" });
  if (job.manualSelector === true) causes.notSupported(spec.field("manualSelector"), "true", ["false"]);
};

const spec: Check<CronJobSpec, Situation<CronJobSpec>> = all<CronJobSpec, Situation<CronJobSpec>>(
  schedule,
  (given, at, causes, { old }) => {
    if (given.timeZone !== undefined && given.timeZone !== old?.timeZone) timeZone(given.timeZone, at.field("timeZone"), causes, undefined);
  },
  within<CronJobSpec, "jobTemplate">("jobTemplate", jobTemplate),
  fields<CronJobSpec>({
    concurrencyPolicy: oneOf("Allow", "Forbid", "Replace"),
    startingDeadlineSeconds: between(0),
    successfulJobsHistoryLimit: between(0),
    failedJobsHistoryLimit: between(0),
  }),
);

/** What the API server refuses in a CronJob, all of which can be changed. */
export const cronJob: KindRules<CronJob> = {
  validate: all<CronJob, Situation<CronJob>>(objectMeta(dnsSubdomain), nameLeavesRoom, ({ spec: given = {} }, root, causes, { old }) =>
    spec(given, root.field("spec"), causes, { old: old && (old.spec ?? {}) }),
  ),
  validateUpdate: objectMetaUpdate,
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec?.jobTemplate?.spec, pathTo("spec", "jobTemplate", "spec"))],
};
