import { keyOf, type Ref } from "../../../engine/core/objects.ts";
import type { Spot } from "../host/messages.ts";
import type { WorkloadLife } from "../story/story.ts";

/** The pod that a workload makes, or a field of its spec. */
export function podSpot(workload: WorkloadLife, field = ""): Spot {
  return { object: workload.ref, field: `${templateOf(workload)}spec${field && `.${field}`}` };
}

/** How many pods a workload makes. */
export function sizeSpot(workload: WorkloadLife): Spot {
  const { ref, kind } = workload;
  if (kind === "DaemonSet" || kind === "Pod") return podSpot(workload);
  return { object: ref, field: kind === "CronJob" ? "spec.jobTemplate.spec.parallelism" : kind === "Job" ? "spec.parallelism" : "spec.replicas" };
}

/** Whether the cursor in the editor is in what a workload makes its pods of. */
export function isTemplateAtCursor(workload: WorkloadLife, cursor: Spot | null): boolean {
  return isAtCursor(workload.ref, cursor) && `${cursor!.field}.`.startsWith(templateOf(workload));
}

/** Whether the cursor in the editor is somewhere in an object. */
export function isAtCursor(object: Ref, cursor: Spot | null): boolean {
  return cursor !== null && keyOf(object) === keyOf(cursor.object);
}

/** How fields of a workload's pods begin. */
function templateOf({ kind }: WorkloadLife): string {
  return kind === "Pod" ? "" : kind === "CronJob" ? "spec.jobTemplate.spec.template." : "spec.template.";
}
