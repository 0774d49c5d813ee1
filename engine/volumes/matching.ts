import { compare, parseQuantity, type Quantity, quantityOf } from "../../api/quantity.ts";
import { matcher } from "../../api/selector.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../schemas/generated/types.ts";
import type { Ref, Stored } from "../objects.ts";
import { remembering } from "../remember.ts";
import { classOfClaim, classOfVolume } from "../scheduler/volumes.ts";

export type StoredVolume = Stored<PersistentVolume>;
export type StoredClaim = Stored<PersistentVolumeClaim>;

export function volumeRef(name: string): Ref {
  return { kind: "PersistentVolume", namespace: "", name };
}

/** The claim that a volume is kept for, which need not be there. */
export function keptFor({ spec: { claimRef } }: StoredVolume): Ref | undefined {
  return claimRef && { kind: "PersistentVolumeClaim", namespace: claimRef.namespace ?? "default", name: claimRef.name ?? "" };
}

/** Whether a volume is kept for a claim: by name, and by uid once it was bound. */
export function isKeptFor({ spec: { claimRef } }: StoredVolume, { metadata }: StoredClaim): boolean {
  if (claimRef === undefined || claimRef.name !== metadata.name || (claimRef.namespace ?? "default") !== metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

/**
 * The volume that a claim gets: one with no more access modes than it must have, and among those the one that is kept for it, or else the smallest.
 * While the claim waits for its first consumer, only one that is kept for it.
 */
export function bestVolume(claim: StoredClaim, volumes: readonly StoredVolume[], waits: boolean): StoredVolume | undefined {
  const wanted = claim.spec.accessModes ?? [];
  const able = volumes.filter((volume) => fits(volume, claim) && wanted.every((mode) => volume.spec.accessModes?.includes(mode)));
  const groups = Map.groupBy(able, ({ spec }) => (spec.accessModes ?? []).length);
  for (const count of [...groups.keys()].sort((a, b) => a - b)) {
    const group = groups.get(count)!;
    const kept = group.find((volume) => isKeptFor(volume, claim));
    if (kept) return kept;
    const smallest = waits ? undefined : smallestOf(group.filter((volume) => isFree(volume, claim)));
    if (smallest) return smallest;
  }
  return undefined;
}

/** Why a volume that a claim names cannot be its volume, in the server's words. */
export function mismatch(volume: StoredVolume, claim: StoredClaim): string | undefined {
  if (volume.metadata.deletionTimestamp !== undefined) return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (compare(capacityOf(volume), requestOf(claim)) < 0) return "requested PV is too small";
  if (classOfVolume(volume) !== classOfClaim(claim)) return "storageClassName does not match";
  if (attributesClass(volume) !== attributesClass(claim)) return "volumeAttributesClassName does not match";
  if (modeOf(volume) !== modeOf(claim)) return "incompatible volumeMode";
  return claim.spec.accessModes?.every((mode) => volume.spec.accessModes?.includes(mode)) ? undefined : "incompatible accessMode";
}

export const capacityOf = remembering(({ spec }: StoredVolume): Quantity => parseQuantity(spec.capacity?.["storage"] ?? 0) ?? quantityOf(0));

/** How much a claim asks for, as it is written. */
export function requestText({ spec }: StoredClaim): string | number {
  return spec.resources?.requests?.["storage"] ?? 0;
}

export const requestOf = remembering((claim: StoredClaim): Quantity => parseQuantity(requestText(claim)) ?? quantityOf(0));

function fits(volume: StoredVolume, claim: StoredClaim): boolean {
  return (
    (volume.spec.claimRef === undefined || isKeptFor(volume, claim)) &&
    volume.metadata.deletionTimestamp === undefined &&
    compare(capacityOf(volume), requestOf(claim)) >= 0 &&
    modeOf(volume) === modeOf(claim) &&
    attributesClass(volume) === attributesClass(claim)
  );
}

function isFree(volume: StoredVolume, claim: StoredClaim): boolean {
  const selects = claim.spec.selector === undefined || matcher(claim.spec.selector)(volume.metadata.labels);
  return volume.status.phase === "Available" && selects && classOfVolume(volume) === classOfClaim(claim);
}

function smallestOf(volumes: readonly StoredVolume[]): StoredVolume | undefined {
  return volumes.reduce<StoredVolume | undefined>(
    (least, volume) => (least && compare(capacityOf(least), capacityOf(volume)) <= 0 ? least : volume),
    undefined,
  );
}

function modeOf({ spec }: StoredVolume | StoredClaim): string {
  return spec.volumeMode ?? "Filesystem";
}

function attributesClass({ spec }: StoredVolume | StoredClaim): string {
  return spec.volumeAttributesClassName ?? "";
}
