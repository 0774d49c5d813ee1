import type { ControllerRevision, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { revisionOf, type StoredReplicaSet } from "../../../engine/controllers/deployment/shape.ts";
import type { Stored, StoredObject } from "../../../engine/core/objects.ts";
import type { Cluster } from "../../core/cluster.ts";

/** A state that a workload had, or has: its number, its pods' template, and why it came. */
export interface Revision {
  readonly number: number;
  readonly template: PodTemplateSpec;
  readonly cause: string | undefined;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly keeper: StoredObject;
}

const causeNote = "kubernetes.io/change-cause";

/** The revisions of a workload that are still known, in their order. */
export function revisionsOf({ kind, metadata }: StoredObject, { store }: Cluster): Revision[] {
  const all =
    kind === "Deployment"
      ? store
          .controlledBy<StoredReplicaSet>(metadata.uid, "ReplicaSet")
          .map((set) => ({ number: revisionOf(set), template: set.spec.template ?? {}, keeper: set as StoredObject }))
      : store.controlledBy<Stored<ControllerRevision>>(metadata.uid, "ControllerRevision").map((one) => {
          const { $patch: _, ...template } = (one.data as { spec: { template: PodTemplateSpec & { $patch?: string } } }).spec.template;
          return { number: one.revision ?? 0, template, keeper: one };
        });
  return all.map((one) => ({ ...one, cause: one.keeper.metadata.annotations?.[causeNote] })).sort((a, b) => a.number - b.number);
}

/** A template with the change cause among its annotations, as the history shows it. */
export function withCause({ template, cause }: Revision): PodTemplateSpec {
  return cause === undefined
    ? template
    : { ...template, metadata: { ...template.metadata, annotations: { ...template.metadata?.annotations, [causeNote]: cause } } };
}
