import type { Job, JobSpec, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { show } from "../../cause.ts";
import { type Check, all, within } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { matches } from "../../selector.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain } from "../names.ts";
import type { KindRules, Update } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { jobSpec } from "./jobSpec.ts";
import { checkSelector, selectorMatchesTemplate } from "./selection.ts";

/** Stands for the uid that the server makes up. */
const anyUid = "00000000-0000-0000-0000-000000000000";

/** The labels by which a Job knows its pods, unless it has a selector of its own. */
function ownLabels({ metadata = {} }: Job): Record<string, string> {
  const [name, uid] = [metadata.name || `${metadata.generateName ?? ""}x0x0x`, metadata.uid ?? anyUid];
  return { "job-name": name, "batch.kubernetes.io/job-name": name, "controller-uid": uid, "batch.kubernetes.io/controller-uid": uid };
}

/** The Job with the selector and the labels that the server gives it: those that are there already stay, and are found wrong later. */
function withOwnSelector(job: Job): Job {
  if (job.spec?.manualSelector === true) return job;
  const own = ownLabels(job);
  const { template = {}, selector = {} } = job.spec ?? {};
  const uid = "batch.kubernetes.io/controller-uid";
  return {
    ...job,
    spec: {
      ...job.spec,
      selector: { ...selector, matchLabels: { [uid]: own[uid]!, ...selector.matchLabels } },
      template: { ...template, metadata: { ...template.metadata, labels: { ...own, ...template.metadata?.labels } } },
    },
  };
}

/** Who writes what the server would write itself has to write the same. */
const selectorIsOwn: Check<Job> = (job, root, causes) => {
  if (job.spec?.manualSelector === true) return;
  const [own, labels, at] = [ownLabels(job), job.spec?.template?.metadata?.labels ?? {}, root.field("spec")];
  for (const [key, value] of Object.entries(own)) {
    if (labels[key] === value) continue;
    causes.invalid(at.field("template").field("metadata").field("labels").key(key), `The server sets ${key} itself: leave it out, or set manualSelector: true.`);
  }
  if (!matches(job.spec?.selector, own)) causes.invalid(at.field("selector"), "A Job gets its selector from the server: leave it out, or set manualSelector: true.", { code: "job-selector" });
};

const spec: Check<JobSpec> = (given, at, causes) => {
  jobSpec(given, at, causes, undefined);
  if (given.selector === undefined) causes.required(at.field("selector"), "With manualSelector the selector has to be written.");
  if (checkSelector(given, at, causes)) selectorMatchesTemplate(given, at, causes, undefined);
};

/** The pods of an Indexed Job have its name and their index as hostname. */
const hostnamesFit: Check<Job> = ({ metadata, spec = {} }, root, causes) => {
  const { completionMode, completions = 0 } = spec;
  if (completionMode !== "Indexed" || completions <= 0) return;
  const longest = `${metadata?.name ?? ""}-${completions - 1}`;
  if (dnsLabel(longest) !== undefined) causes.invalid(root.field("metadata").field("name"), `The last pod could not have the hostname ${show(longest)}: it must be a DNS label of at most 63 characters.`);
};

/** What can be changed of the pods of a Job that is suspended: where they may run, and with which resources. */
function schedulingLeftOut({ metadata = {}, spec = {} }: PodTemplateSpec): PodTemplateSpec {
  const { labels: _, annotations: __, ...meta } = metadata;
  const { nodeSelector: ___, tolerations: ____, schedulingGates: _____, affinity = {}, containers = [], initContainers = [], ...fixed } = spec;
  const { nodeAffinity: ______, ...affinities } = affinity;
  const bare = (list: typeof containers) => list.map(({ resources: _, ...container }) => container);
  return { metadata: meta, spec: { ...fixed, affinity: affinities, containers: bare(containers), initContainers: bare(initContainers) } };
}

/** The server blames the pods' spec while the Job is suspended, and the whole template otherwise. */
const templateStays: Check<JobSpec, Update<JobSpec>> = (now, at, causes, { old }) => {
  const [template, before] = [now.template ?? {}, old.template ?? {}];
  const suspended = old.suspend === true;
  if (suspended ? sameValue(schedulingLeftOut(template), schedulingLeftOut(before)) : sameValue(template, before)) return;
  const here = at.field("template");
  const free = suspended ? "Only where its pods may run and their resources can be changed while it is suspended." : "Delete the Job and create it again.";
  causes.invalid(suspended ? here.field("spec") : here, `The pods of a Job can't be changed once it exists. ${free}`, { code: "immutable-field" });
};

const completionsStay: Check<JobSpec, Update<JobSpec>> = (now, at, causes, { old }) => {
  const { completions, parallelism, completionMode } = now;
  if (completions === old.completions || (completionMode === "Indexed" && (completions === undefined || completions === parallelism))) return;
  const why = completionMode === "Indexed" ? "only together with parallelism, to the same number" : "not once the Job exists";
  causes.invalid(at.field("completions"), `completions can be changed ${why}.`, { code: "immutable-field" });
};

const specUpdate = all<JobSpec, Update<JobSpec>>(
  completionsStay,
  templateStays,
  immutable<JobSpec>("selector", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"),
);

/** Labels that the server copied from the template are judged there. */
const ownMeta: Check<Job> = (job, at, causes) => {
  const { labels, ...metadata } = job.metadata ?? {};
  const copied = labels !== undefined && labels === job.spec?.template?.metadata?.labels;
  objectMeta(dnsSubdomain)(copied ? { ...job, metadata } : job, at, causes, undefined);
};

const prepared = all<Job>(ownMeta, selectorIsOwn, within<Job, "spec">("spec", spec), hostnamesFit);

/** What the API server holds against a Job. */
export const job: KindRules<Job> = {
  validate: (object, at, causes) => prepared(withOwnSelector(object), at, causes, undefined),
  validateUpdate: (object, at, causes, { old }) => {
    const [now, before] = [withOwnSelector(object), withOwnSelector(old)];
    all<Job, Update<Job>>(objectMetaUpdate, changes<Job>({ spec: specUpdate }))(now, at, causes, { old: before });
  },
};
