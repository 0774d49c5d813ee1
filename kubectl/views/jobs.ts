import type { CronJob, Job, JobSpec, ObjectReference } from "../../schemas/generated/types.ts";
import { isTrue } from "../../engine/core/conditions.ts";
import type { Stored } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { between, longTime, since } from "../text/age.ts";
import { capitalBoolean, formatLabelSelector } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { controlledBy, heading, marks } from "./parts/metadata.ts";
import { podTemplateField } from "./parts/podTemplate.ts";
import { listed } from "./pods.ts";
import { age, viewOf, type Views } from "./view.ts";

export const jobViews: Views = {
  Job: viewOf<Stored<Job>>({
    columns: [
      { title: "Status", cell: statusOf },
      { title: "Completions", cell: completionsOf },
      { title: "Duration", cell: durationOf },
      age,
      { title: "Containers", wide: true, cell: ({ spec }) => listed(spec.template?.spec?.containers, "name") },
      { title: "Images", wide: true, cell: ({ spec }) => listed(spec.template?.spec?.containers, "image") },
      { title: "Selector", wide: true, cell: ({ spec }) => formatLabelSelector(spec.selector) },
    ],
    describe: describeJob,
  }),
  CronJob: viewOf<Stored<CronJob>>({
    columns: [
      { title: "Schedule", cell: ({ spec }) => spec.schedule ?? "" },
      { title: "Timezone", cell: ({ spec }) => spec.timeZone ?? "<none>" },
      { title: "Suspend", cell: ({ spec }) => capitalBoolean(spec.suspend) },
      { title: "Active", cell: ({ status }) => status.active?.length ?? 0 },
      { title: "Last Schedule", cell: ({ status }, { now }) => (status.lastScheduleTime ? since(status.lastScheduleTime, now) : "<none>") },
      age,
      { title: "Containers", wide: true, cell: ({ spec }) => listed(spec.jobTemplate?.spec?.template?.spec?.containers, "name") },
      { title: "Images", wide: true, cell: ({ spec }) => listed(spec.jobTemplate?.spec?.template?.spec?.containers, "image") },
      { title: "Selector", wide: true, cell: ({ spec }) => formatLabelSelector(spec.jobTemplate?.spec?.selector) },
    ],
    describe: describeCronJob,
  }),
};

const ends = ["Complete", "Failed", "", "Suspended", "FailureTarget", "SuccessCriteriaMet"];

function statusOf({ metadata, status }: Stored<Job>): string {
  for (const type of ends) {
    if (type === "" ? metadata.deletionTimestamp !== undefined : isTrue(status.conditions, type)) return type === "" ? "Terminating" : type;
  }
  return "Running";
}

function completionsOf({ spec, status }: Stored<Job>): string {
  const done = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${done}/${spec.completions}`;
  return (spec.parallelism ?? 0) > 1 ? `${done}/1 of ${spec.parallelism}` : `${done}/1`;
}

function durationOf({ status }: Stored<Job>, { now }: Cluster): string {
  if (!status.startTime) return "";
  return status.completionTime ? between(status.startTime, status.completionTime) : since(status.startTime, now);
}

function describeJob(page: Page, job: Stored<Job>): void {
  const { spec, status } = job;
  heading(page, job);
  page.field("Selector", formatLabelSelector(spec.selector));
  marks(page, job);
  controlledBy(page, job);
  if (spec.parallelism !== undefined) page.field("Parallelism", spec.parallelism);
  page.field("Completions", spec.completions ?? "<unset>");
  if (spec.completionMode !== undefined) page.field("Completion Mode", spec.completionMode);
  if (spec.suspend !== undefined) page.field("Suspend", spec.suspend);
  if (spec.backoffLimit !== undefined) page.field("Backoff Limit", spec.backoffLimit);
  if (spec.ttlSecondsAfterFinished !== undefined) page.field("TTL Seconds After Finished", spec.ttlSecondsAfterFinished);
  if (status.startTime) page.field("Start Time", longTime(status.startTime));
  if (status.completionTime) page.field("Completed At", longTime(status.completionTime));
  if (status.startTime && status.completionTime) page.field("Duration", between(status.startTime, status.completionTime));
  if (spec.activeDeadlineSeconds !== undefined) page.field("Active Deadline Seconds", `${spec.activeDeadlineSeconds}s`);
  const ready = status.ready === undefined ? "" : ` (${status.ready} Ready)`;
  page.field("Pods Statuses", `${status.active ?? 0} Active${ready} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`);
  if (spec.completionMode === "Indexed") page.field("Completed Indexes", indexesText(status.completedIndexes ?? ""));
  podTemplateField(page, spec.template);
}

/** Cut at a comma once it is long. */
function indexesText(indexes: string): string {
  const comma = indexes.indexOf(",", 50);
  if (indexes === "") return "<none>";
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

function describeCronJob(page: Page, cronJob: Stored<CronJob>): void {
  const { spec, status } = cronJob;
  heading(page, cronJob);
  marks(page, cronJob);
  page.field("Schedule", spec.schedule);
  page.field("Concurrency Policy", spec.concurrencyPolicy);
  page.field("Suspend", capitalBoolean(spec.suspend));
  page.field("Time Zone", spec.timeZone ?? "<unset>");
  page.field("Successful Job History Limit", spec.successfulJobsHistoryLimit ?? "<unset>");
  page.field("Failed Job History Limit", spec.failedJobsHistoryLimit ?? "<unset>");
  page.field("Starting Deadline Seconds", spec.startingDeadlineSeconds === undefined ? "<unset>" : `${spec.startingDeadlineSeconds}s`);
  jobTemplate(page, spec.jobTemplate?.spec ?? {});
  page.field("Last Schedule Time", status.lastScheduleTime ? longTime(status.lastScheduleTime) : "<unset>");
  page.field("Active Jobs", (status.active ?? []).map(({ name }: ObjectReference) => name).join(", ") || "<none>");
}

function jobTemplate(page: Page, spec: JobSpec): void {
  page.field("Selector", spec.selector ? formatLabelSelector(spec.selector) : "<unset>");
  page.field("Parallelism", spec.parallelism ?? "<unset>");
  page.field("Completions", spec.completions ?? "<unset>");
  if (spec.activeDeadlineSeconds !== undefined) page.field("Active Deadline Seconds", `${spec.activeDeadlineSeconds}s`);
  podTemplateField(page, spec.template);
}
