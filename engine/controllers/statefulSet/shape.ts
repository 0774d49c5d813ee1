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

/** The first ordinal of the set; 0 if it does not say. */
export function firstOrdinal({ spec }: StoredStatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

/** How many replicas the set asks for; 1 if it does not say. */
export function replicasOf({ spec }: StoredStatefulSet): number {
  return spec.replicas ?? 1;
}

/** Whether the set wants a pod of this ordinal. */
export function isWanted(set: StoredStatefulSet, ordinal: number): boolean {
  const first = firstOrdinal(set);
  return ordinal >= first && ordinal < first + replicasOf(set);
}

const [zero, nine] = [48, 57];

/** The ordinal in a pod's name, or -1 where the name is not one that this set gives. Read by hand, since it is asked of every pod all the time. */
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

/** With OrderedReady, one pod at a time moves, and only while all before it are available; with Parallel, all at once. */
export function isOrdered({ spec }: StoredStatefulSet): boolean {
  return spec.podManagementPolicy !== "Parallel";
}

/** Pods below this ordinal keep their old revision, counted from the first. Nothing where updates wait for a hand. */
export function partitionOf({ spec }: StoredStatefulSet): number | undefined {
  return spec.updateStrategy?.type === "OnDelete" ? undefined : (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/** Fields of the StatefulSet that a reason leads back to. */
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
