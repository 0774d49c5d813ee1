import { groupBy } from "../../api/groupBy.ts";
import { compare, parseQuantity, type Quantity, quantityOf } from "../../api/quantity.ts";
import { matcher } from "../../api/selector.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../schemas/generated/types.ts";
import type { Ref, Stored } from "../core/objects.ts";
import { memoize } from "../../api/memoize.ts";
import { claimRef, classOf } from "./claims.ts";

/** A PersistentVolume as the store keeps it. */
export type StoredVolume = Stored<PersistentVolume>;
/** A PersistentVolumeClaim as the store keeps it. */
export type StoredClaim = Stored<PersistentVolumeClaim>;

/** The reference to a volume. */
export function volumeRef(name: string): Ref {
  return { kind: "PersistentVolume", namespace: "", name };
}

/** The claim that a volume is reserved for. It need not exist. */
export function keptFor({ spec }: StoredVolume): Ref | undefined {
  return spec.claimRef && claimRef(spec.claimRef.namespace ?? "default", spec.claimRef.name ?? "");
}

/** Whether a volume is reserved for a claim: by name, and by uid once it was bound. */
export function isKeptFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const ref = spec?.claimRef;
  if (ref === undefined || ref.name !== metadata?.name || (ref.namespace || "default") !== (metadata?.namespace || "default")) return false;
  return !ref.uid || ref.uid === metadata?.uid;
}

/** What a search for a volume requires in addition to the claim. */
export interface Search {
  /** Whether a volume that is not reserved for any claim may be taken. */
  readonly mayTake: (volume: PersistentVolume) => boolean;
  /** Whether a volume can be used where the pod goes. */
  readonly isReachable: (volume: PersistentVolume) => boolean;
}

/** The volume that is reserved for a claim, or else the smallest that fits; nothing if the reserved volume cannot be reached. */
export function findVolume<V extends PersistentVolume>(
  claim: PersistentVolumeClaim,
  volumes: readonly V[],
  { mayTake, isReachable }: Search,
): V | undefined {
  const selects = claim.spec?.selector === undefined ? () => true : matcher(claim.spec.selector);
  const storageClass = classOf(claim);
  let smallest: V | undefined;
  for (const volume of volumes) {
    const isKept = isKeptFor(volume, claim);
    if ((volume.spec?.claimRef !== undefined && !isKept) || !fits(volume, claim)) continue;
    if (isKept) return isReachable(volume) ? volume : undefined;
    if (volume.status?.phase !== "Available" || classOf(volume) !== storageClass || !selects(volume.metadata?.labels)) continue;
    if (mayTake(volume) && isReachable(volume) && !(smallest && compare(capacityOf(smallest), capacityOf(volume)) <= 0)) smallest = volume;
  }
  return smallest;
}

/**
 * The volume that the controller binds to a claim: one with as few access modes as possible.
 * While the claim waits for its first consumer, only a volume that is reserved for it.
 */
export function bestVolume(claim: StoredClaim, volumes: readonly StoredVolume[], waits: boolean): StoredVolume | undefined {
  const able = volumes.filter((volume) => (volume.spec.claimRef === undefined || isKeptFor(volume, claim)) && allowsModes(volume, claim));
  const groups = groupBy(able, ({ spec }) => (spec.accessModes ?? []).length);
  for (const count of [...groups.keys()].sort((a, b) => a - b)) {
    const found = findVolume(claim, groups.get(count)!, { mayTake: () => !waits, isReachable: () => true });
    if (found) return found;
  }
  return undefined;
}

/** Why a volume that a claim names cannot be its volume, in the server's words. */
export function mismatch(volume: StoredVolume, claim: StoredClaim): string | undefined {
  if (volume.metadata.deletionTimestamp !== undefined) return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (compare(capacityOf(volume), requestOf(claim)) < 0) return "requested PV is too small";
  if (classOf(volume) !== classOf(claim)) return "storageClassName does not match";
  if (attributesClass(volume) !== attributesClass(claim)) return "volumeAttributesClassName does not match";
  if (modeOf(volume) !== modeOf(claim)) return "incompatible volumeMode";
  return allowsModes(volume, claim) ? undefined : "incompatible accessMode";
}

/** The capacity of a volume; 0 if it has none. */
export const capacityOf = memoize(({ spec }: PersistentVolume): Quantity => parseQuantity(spec?.capacity?.["storage"] ?? 0) ?? quantityOf(0));

/** The storage that a claim requests, as it is written. */
export function requestText({ spec }: PersistentVolumeClaim): string | number {
  return spec?.resources?.requests?.["storage"] ?? 0;
}

/** The storage that a claim requests; 0 if absent. */
export const requestOf = memoize((claim: PersistentVolumeClaim): Quantity => parseQuantity(requestText(claim)) ?? quantityOf(0));

/** Whether a volume has all access modes of a claim. */
export function allowsModes({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec?.accessModes ?? []).every((mode) => spec?.accessModes?.includes(mode));
}

function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (
    volume.metadata?.deletionTimestamp === undefined &&
    compare(capacityOf(volume), requestOf(claim)) >= 0 &&
    modeOf(volume) === modeOf(claim) &&
    attributesClass(volume) === attributesClass(claim)
  );
}

function modeOf({ spec }: PersistentVolume | PersistentVolumeClaim): string {
  return spec?.volumeMode ?? "Filesystem";
}

function attributesClass({ spec }: PersistentVolume | PersistentVolumeClaim): string {
  return spec?.volumeAttributesClassName ?? "";
}
