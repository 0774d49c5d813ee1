import type { LabelSelector, PodTemplateSpec, ReplicaSetStatus } from "../../../schemas/generated/types.ts";
import type { StoredObject } from "../../core/objects.ts";

/** The common part of ReplicaSet and ReplicationController: everything but the form of the selector. */
export interface ReplicaOwner extends StoredObject {
  readonly kind: "ReplicaSet" | "ReplicationController";
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: LabelSelector | Readonly<Record<string, string>>;
    readonly template?: PodTemplateSpec;
  };
  readonly status: ReplicaSetStatus;
}
