import type { PersistentVolumeClaim, StatefulSet } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { FieldRef } from "../../core/why.ts";

/** A StatefulSet as the store keeps it. */
export type StoredStatefulSet = Stored<StatefulSet>;
/** A PersistentVolumeClaim as the store keeps it. */
export type StoredClaim = Stored<PersistentVolumeClaim>;

/** An ordinal of the set, and the pod that has it, if there is one. */
export interface Slot {
  readonly ordinal: number;
  readonly pod: StoredPod | undefined;
}

/** An ordinal that has a pod. */
export interface FilledSlot extends Slot {
  readonly pod: StoredPod;
}

/** The first ordinal of the StatefulSet; 0 by default. */
export function firstOrdinal({ spec }: StoredStatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** The replicas of the StatefulSet; 1 by default. */
export function replicasOf({ spec }: StoredStatefulSet): number {
  return spec.replicas ?? 1;
}

/** Whether the StatefulSet should have a pod with this ordinal. */
export function isWanted(set: StoredStatefulSet, ordinal: number): boolean {
  const first = firstOrdinal(set);
  return ordinal >= first && ordinal < first + replicasOf(set);
}

const [zero, nine] = [48, 57];

/** The ordinal in a pod's name, or -1 if the name is not of this StatefulSet. Parsed by hand, since this runs for every pod in every sync. */
export function ordinalOf({ metadata }: StoredStatefulSet, pod: { readonly metadata: { readonly name: string } }): number {
  const { name } = pod.metadata;
  const digits = metadata.name.length + 1;
  if (name.length <= digits || name[digits - 1] !== "-" || !name.startsWith(metadata.name)) return -1;
  let ordinal = 0;
  for (let i = digits; i < name.length; i++) {
    const digit = name.charCodeAt(i);
    if (digit < zero || digit > nine) return -1;
    ordinal = ordinal * 10 + digit - zero;
  }
  return ordinal < 2 ** 31 ? ordinal : -1;
}

/** Whether the StatefulSet is OrderedReady: one pod at a time changes, and only while all before it are available. With Parallel all change at once. */
export function isOrdered({ spec }: StoredStatefulSet): boolean {
  return spec.podManagementPolicy !== "Parallel";
}

/** The partition: pods below it, counted from the first ordinal, keep their revision. Nothing with the strategy OnDelete. */
export function partitionOf({ spec }: StoredStatefulSet): number | undefined {
  return spec.updateStrategy?.type === "OnDelete" ? undefined : (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/** Fields of the StatefulSet, for the reasons of actions. */
export function fields(set: StoredStatefulSet, ...names: readonly (keyof typeof paths)[]): FieldRef[] {
  return names.map((name) => ({ object: refOf(set), field: paths[name] }));
}

const paths = {
  replicas: "spec.replicas",
  ordinals: "spec.ordinals.start",
  order: "spec.podManagementPolicy",
  strategy: "spec.updateStrategy.type",
  partition: "spec.updateStrategy.rollingUpdate.partition",
  template: "spec.template",
  claims: "spec.volumeClaimTemplates",
  retention: "spec.persistentVolumeClaimRetentionPolicy",
  minReadySeconds: "spec.minReadySeconds",
} as const;
