import type { OwnerReference, PersistentVolumeClaim } from "../../../schemas/generated/types.ts";
import type { Refused } from "../../core/command.ts";
import type { SyncPart, View } from "../../core/controller.ts";
import { controllerRef, refOf, type StoredObject } from "../../core/objects.ts";
import { claimRef } from "../../volumes/claims.ts";
import { isTerminating } from "../../core/pods.ts";
import { because, type Why } from "../../core/why.ts";
import { fields, isWanted, type StoredClaim, type StoredStatefulSet } from "./shape.ts";

/** The pod of an ordinal. It has no uid if it does not exist yet. */
export interface Member {
  readonly name: string;
  readonly ordinal: number;
  readonly uid: string | undefined;
}

/** A claim that an ordinal needs, and the volume by which its pod mounts it. */
export interface NeededClaim {
  readonly volume: string;
  readonly name: string;
  readonly template: PersistentVolumeClaim;
}

/** The claims that the pod of an ordinal needs, by the set's volumeClaimTemplates. */
export function claimsOf({ spec, metadata }: StoredStatefulSet, ordinal: number): NeededClaim[] {
  return (spec.volumeClaimTemplates ?? []).map((template) => {
    const volume = template.metadata?.name ?? "";
    return { volume, name: `${volume}-${metadata.name}-${ordinal}`, template };
  });
}

/** Creates missing claims. Returns what blocks the pod: a refusal, or a claim that is being deleted. */
export function* createClaims(set: StoredStatefulSet, { name: pod, ordinal }: Member, { store }: View): SyncPart<string | undefined> {
  const troubles: string[] = [];
  for (const needed of claimsOf(set, ordinal)) {
    const held = store.get<StoredClaim>(claimRef(set.metadata.namespace, needed.name));
    if (held && isTerminating(held)) troubles.push(`pvc ${needed.name} is being deleted`);
    if (held) continue;
    const why = because("pod-needs-claim", { pod, claim: needed.name }, fields(set, "claims"));
    const answer = yield { do: "create", object: newClaim(set, needed), why };
    if (!answer.ok) troubles.push(`failed to create PVC ${needed.name}: ${answer.message}`);
    if (answer.ok || answer.reason !== "AlreadyExists") yield claimEvent(set, pod, needed.name, answer.ok ? undefined : answer);
  }
  return joined(troubles);
}

function newClaim({ spec, metadata: { namespace } }: StoredStatefulSet, { name, template }: NeededClaim) {
  const { metadata, spec: wanted } = template;
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name,
      namespace,
      labels: { ...metadata?.labels, ...spec.selector?.matchLabels },
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ...(metadata?.finalizers && { finalizers: metadata.finalizers }),
    },
    spec: wanted ?? {},
  };
}

function claimEvent(set: StoredStatefulSet, pod: string, claim: string, refusal: Refused | undefined) {
  const about = refOf(set);
  if (!refusal) {
    const message = `Create Claim ${claim} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
    return { do: "event", about, type: "Normal", reason: "SuccessfulCreate", message } as const;
  }
  const message = `Create Claim ${claim} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${refusal.message}`;
  return { do: "event", about, type: "Warning", reason: "FailedCreate", message } as const;
}

/** Several errors as Kubernetes prints them in one. */
function joined(troubles: readonly string[]): string | undefined {
  return troubles.length > 1 ? `[${troubles.join(", ")}]` : troubles[0];
}

/** With `whenScaled: Delete` a claim that an earlier pod of this name owns is deleted with that pod. The new pod must wait for a new claim. */
export function isStale(set: StoredStatefulSet, member: Member, { store }: View): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== "Delete") return false;
  return claimsOf(set, member.ordinal).some(({ name }) => {
    const claim = store.get<StoredClaim>(claimRef(set.metadata.namespace, name));
    return claim !== undefined && isOutdated(claim, "Pod", member);
  });
}

/** Whether the existing claims have the owners that the retention policy requires. */
export function areOwned(set: StoredStatefulSet, member: Member, view: View): boolean {
  return heldClaims(set, member, view).every((claim) => isOwned(claim, set, member));
}

/**
 * Sets the owners of claims so that the garbage collector follows the retention policy:
 * the StatefulSet, with `whenDeleted: Delete`; the pod, with `whenScaled: Delete` and an ordinal beyond the replicas. Returns the first refusal.
 */
export function* ownClaims(set: StoredStatefulSet, member: Member, view: View): SyncPart<Refused | undefined> {
  for (const claim of heldClaims(set, member, view)) {
    if (hasStranger(claim, set, member)) {
      const message = `PersistentVolumeClaim ${claim.metadata.name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
      yield { do: "event", about: refOf(set), type: "Warning", reason: "ConflictingController", message };
    }
    if (isOwned(claim, set, member)) continue;
    const answer = yield { do: "update", object: withOwners(claim, wantedOwners(claim, set, member)), why: whyOwned(set, member, claim) };
    if (!answer.ok) return answer;
  }
  return undefined;
}

function whyOwned(set: StoredStatefulSet, { name: pod, ordinal }: Member, claim: StoredClaim): Why {
  const { whenScaled = "Retain", whenDeleted = "Retain" } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const rule = isWanted(set, ordinal) ? "claim-of-set" : "claim-goes-with-pod";
  return because(rule, { claim: claim.metadata.name, pod, whenScaled, whenDeleted }, fields(set, "retention"));
}

function heldClaims(set: StoredStatefulSet, { ordinal }: Member, { store }: View): StoredClaim[] {
  return claimsOf(set, ordinal).flatMap(({ name }) => store.get<StoredClaim>(claimRef(set.metadata.namespace, name)) ?? []);
}

/** Whether the StatefulSet or the pod should own a claim. */
function wantedBy({ spec }: StoredStatefulSet, scaledAway: boolean): { readonly set: boolean; readonly pod: boolean } {
  const { whenScaled, whenDeleted } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  const pod = whenScaled === "Delete" && scaledAway;
  return { set: whenDeleted === "Delete" && !pod, pod };
}

/** Owners of earlier sets and pods of the same names, and other controllers, are left alone. */
function isOwned(claim: StoredClaim, set: StoredStatefulSet, member: Member): boolean {
  if (isOutdated(claim, "StatefulSet", set.metadata) || isOutdated(claim, "Pod", member)) return true;
  const owners = claim.metadata.ownerReferences ?? [];
  const ours = owners.filter(({ uid }) => uid === set.metadata.uid || uid === member.uid);
  if (hasStranger(claim, set, member)) return ours.length === 0;
  if (ours.some(({ controller }) => !controller)) return false;
  const wanted = wantedBy(set, !isWanted(set, member.ordinal));
  return ours.some(({ uid }) => uid === set.metadata.uid) === wanted.set && ours.some(({ uid }) => uid === member.uid) === wanted.pod;
}

function wantedOwners(claim: StoredClaim, set: StoredStatefulSet, member: Member): OwnerReference[] {
  const { name, uid, ordinal } = member;
  const others = (claim.metadata.ownerReferences ?? []).filter(
    (owner) => !names(owner, "StatefulSet", set.metadata.name) && !names(owner, "Pod", name),
  );
  if (hasStranger(claim, set, member)) return others;
  const wanted = wantedBy(set, !isWanted(set, ordinal));
  const pod: OwnerReference = { apiVersion: "v1", kind: "Pod", name, controller: true, blockOwnerDeletion: true, ...(uid !== undefined && { uid }) };
  return [...others, ...(wanted.set ? [controllerRef(set)] : []), ...(wanted.pod ? [pod] : [])];
}

function withOwners(claim: StoredClaim, owners: OwnerReference[]): StoredClaim {
  const { ownerReferences: _, ...metadata } = claim.metadata;
  return { ...claim, metadata: owners.length > 0 ? { ...metadata, ownerReferences: owners } : metadata };
}

/** Whether the retention policy requires an owner, but something else controls the claim. */
function hasStranger(claim: StoredClaim, set: StoredStatefulSet, member: Member): boolean {
  const { whenScaled, whenDeleted } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenScaled !== "Delete" && whenDeleted !== "Delete") return false;
  return (claim.metadata.ownerReferences ?? []).some((owner) => {
    if (names(owner, "StatefulSet", set.metadata.name)) return owner.uid !== set.metadata.uid;
    if (names(owner, "Pod", member.name)) return owner.uid !== member.uid;
    return owner.controller === true;
  });
}

/** Whether an object has an owner of this kind and name with another uid. */
function isOutdated({ metadata }: StoredObject, kind: string, { name, uid }: { readonly name: string; readonly uid: string | undefined }): boolean {
  const owner = metadata.ownerReferences?.find((owner) => names(owner, kind, name));
  return owner !== undefined && owner.uid !== uid;
}

function names(owner: OwnerReference, kind: string, name: string): boolean {
  return owner.kind === kind && owner.name === name;
}
