import { keyOf, type Ref } from "../../../engine/core/objects.ts";
import type { Spot } from "../host/messages.ts";
import type { WorkloadLife } from "../story/story.ts";

/** The pod template of a workload, or a field of its pod spec. */
export function podSpot(workload: WorkloadLife, field = ""): Spot {
  return { object: workload.ref, field: `${templateOf(workload)}spec${field && `.${field}`}` };
}

/** The field with the number of a workload's pods. */
export function sizeSpot(workload: WorkloadLife): Spot {
  const { ref, kind } = workload;
  if (kind === "DaemonSet" || kind === "Pod") return podSpot(workload);
  return { object: ref, field: kind === "CronJob" ? "spec.jobTemplate.spec.parallelism" : kind === "Job" ? "spec.parallelism" : "spec.replicas" };
}

/** Whether the editor's cursor is in a workload's pod template. */
export function isTemplateAtCursor(workload: WorkloadLife, cursor: Spot | null): boolean {
  return isAtCursor(workload.ref, cursor) && `${cursor!.field}.`.startsWith(templateOf(workload));
}

/** Whether the editor's cursor is in an object. */
export function isAtCursor(object: Ref, cursor: Spot | null): boolean {
  return cursor !== null && keyOf(object) === keyOf(cursor.object);
}

/** The path prefix of fields in a workload's pods. */
function templateOf({ kind }: WorkloadLife): string {
  return kind === "Pod" ? "" : kind === "CronJob" ? "spec.jobTemplate.spec.template." : "spec.template.";
}
