import type { Container, Job, JobSpec, PodSpec, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { Causes, fieldOf } from "../../cause.ts";
import { type Check, all, within } from "../../check.ts";
import { sameField } from "../../equal.ts";
import { nameOf, without } from "../../object.ts";
import type { Path } from "../../path.ts";
import { everyFieldOf } from "../../schema.ts";
import { matches } from "../../selector.ts";
import { reaches } from "../../version.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain } from "../names.ts";
import { nameWarnings, templateWarnings } from "../pod/warnings.ts";
import type { KindRules, Update } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { jobSpec } from "./jobSpec.ts";
import { checkSelector, selectorMatchesTemplate } from "./selection.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const uidLabel = "batch.kubernetes.io/controller-uid";

/** The labels by which a Job knows its pods, unless it has a selector of its own: its name, and the uid that most of labels and selector agree on. */
function ownLabels({ metadata = {}, spec = {} }: Job): Record<string, string> {
  const labels = spec.template?.metadata?.labels ?? {};
  const said = [labels["controller-uid"], labels[uidLabel], spec.selector?.matchLabels?.[uidLabel]].filter((uid) => uid !== undefined);
  const uid = said.find((one, i) => said.indexOf(one) < i) ?? said[0] ?? "";
  const name = nameOf(metadata);
  return { "job-name": name, "batch.kubernetes.io/job-name": name, "controller-uid": uid, [uidLabel]: uid };
}

/** Labels that the server would set itself must have the same values. */
const selectorIsOwn: Check<Job> = (job, root, causes) => {
  if (job.spec?.manualSelector === true || job.spec?.selector === undefined) return;
  const [own, labels, at] = [ownLabels(job), job.spec.template?.metadata?.labels ?? {}, root.field("spec")];
  for (const [key, value] of Object.entries(own)) {
    const place = at.field("template").field("metadata").field("labels").key(key);
    if (labels[key] === undefined) causes.required(place, say("job-label-missing", { key }), { code: "job-selector" });
    else if (labels[key] !== value) causes.invalid(place, say("label-from-server", { key }), { code: "job-selector" });
  }
  if (!matches(job.spec.selector, own)) causes.invalid(at.field("selector"), say("selector-from-server"), { code: "job-selector" });
};

const spec: Check<JobSpec> = (given, at, causes) => {
  jobSpec(given, at, causes, undefined);
  if (given.selector === undefined) causes.required(at.field("selector"), say("manual-selector-missing"));
  if (!checkSelector(given, at, causes)) selectorMatchesTemplate(given, at, causes, undefined);
};

const nameLabels = /^spec,template,metadata,labels,(?:batch\.kubernetes\.io\/)?job-name$/;

/** The server makes labels of the Job's name before it looks at them: what is wrong with these is wrong with the name. */
const specOfNamed: Check<Job> = (job, root, causes) => {
  const own = new Causes(causes.version);
  within<Job, "spec">("spec", spec)(job, root, own, undefined);
  const labels = job.spec?.template?.metadata?.labels ?? {};
  const name = root.field("metadata").field("name");
  for (const cause of own.list) {
    const isMade = nameLabels.test(cause.path.steps().join()) && labels[cause.path.step] === nameOf(job.metadata ?? {});
    if (!isMade) causes.list.push(cause);
    else causes.list.push({ ...cause, path: name, field: fieldOf(cause), message: say("name-is-label", { flaw: cause.message }) });
  }
};

/** The pods of an Indexed Job have its name and their index as hostname. */
const hostnamesFit: Check<Job> = ({ metadata, spec = {} }, root, causes) => {
  const { completionMode, completions = 0 } = spec;
  if (completionMode !== "Indexed" || completions <= 0) return;
  const longest = `${nameOf(metadata ?? {})}-${completions - 1}`;
  if (dnsLabel(longest) !== undefined) causes.invalid(root.field("metadata").field("name"), say("hostname-too-long", { hostname: quoted(longest) }));
};

/** What stays of the pods of a Job that is suspended: where they may run, their labels and their resources can still change. */
function fixedAndUnsized({ affinity = {}, containers = [], initContainers = [], ...spec }: PodSpec): PodSpec {
  const unsized = (list: readonly Container[]) => list.map((container) => without(container, "resources"));
  return {
    ...without(spec, "nodeSelector", "tolerations", "schedulingGates"),
    affinity: without(affinity, "nodeAffinity"),
    containers: unsized(containers),
    initContainers: unsized(initContainers),
  };
}

/** Before 1.36 their resources stayed, too. */
function fixedTemplate({ metadata = {}, spec = {} }: PodTemplateSpec): PodTemplateSpec {
  const { affinity = {}, ...others } = spec;
  return {
    metadata: without(metadata, "annotations", "labels"),
    spec: { ...without(others, "nodeSelector", "tolerations", "schedulingGates"), affinity: without(affinity, "nodeAffinity") },
  };
}

const templateStays: Check<JobSpec, Update<JobSpec>> = (now, at, causes, { old }) => {
  const here = at.field("template");
  const [template, before] = [now.template ?? {}, old.template ?? {}];
  const cause = (place: Path, says: "job-pods-stay" | "suspended-job-pods-stay" | "suspended-job-resources-stay") =>
    causes.invalid(place, say(says), { code: "immutable-field" });
  if (old.suspend !== true) {
    if (!sameField(template, before, everyFieldOf("JobSpec").get("template"))) cause(here, "job-pods-stay");
  } else if (!reaches(causes.version, "1.36")) {
    if (!sameField(fixedTemplate(template), fixedTemplate(before), everyFieldOf("JobSpec").get("template")))
      cause(here, "suspended-job-resources-stay");
  } else if (!sameField(fixedAndUnsized(template.spec ?? {}), fixedAndUnsized(before.spec ?? {}), everyFieldOf("PodTemplateSpec").get("spec"))) {
    cause(here.field("spec"), "suspended-job-pods-stay");
  }
};

const completionsStay: Check<JobSpec, Update<JobSpec>> = (now, at, causes, { old }) => {
  const { completions, parallelism, completionMode } = now;
  if (completions === old.completions || (completionMode === "Indexed" && (completions === undefined || completions === parallelism))) return;
  const message = completionMode === "Indexed" ? say("completions-with-parallelism") : say("completions-stay");
  causes.invalid(at.field("completions"), message, { code: "immutable-field" });
};

const specUpdate = all<JobSpec, Update<JobSpec>>(
  completionsStay,
  templateStays,
  immutable<JobSpec>("JobSpec", "selector", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"),
);

/** What the API server refuses in a Job. */
export const job: KindRules<Job> = {
  validate: all<Job>(objectMeta(dnsSubdomain), selectorIsOwn, specOfNamed, hostnamesFit),
  validateUpdate: all<Job, Update<Job>>(objectMetaUpdate, changes<Job>({ spec: specUpdate })),
  warnings: (object) => [...nameWarnings(object), ...templateWarnings(object.spec)],
};
