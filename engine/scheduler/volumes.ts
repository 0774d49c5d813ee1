import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from "../../schemas/generated/types.ts";
import { selectedNode } from "../volumes/annotations.ts";
import { claimNameOf, classOf } from "../volumes/claims.ts";
import type { PodInfo } from "./podInfo.ts";

interface Stores {
  readonly PersistentVolume: Map<string, PersistentVolume>;
  readonly PersistentVolumeClaim: Map<string, PersistentVolumeClaim>;
  readonly StorageClass: Map<string, StorageClass>;
  readonly CSINode: Map<string, CSINode>;
  readonly CSIDriver: Map<string, CSIDriver>;
  readonly CSIStorageCapacity: Map<string, CSIStorageCapacity>;
  readonly VolumeAttachment: Map<string, VolumeAttachment>;
}

/** The kinds of storage that matter to placing pods. */
export const storageKinds: readonly string[] = [
  "PersistentVolume",
  "PersistentVolumeClaim",
  "StorageClass",
  "CSINode",
  "CSIDriver",
  "CSIStorageCapacity",
  "VolumeAttachment",
];

/** A kind of storage that matters to placing pods. */
export type StorageKind = keyof Stores;
/** An object of one of these kinds. */
export type StorageObject = Stores[StorageKind] extends Map<string, infer T> ? T : never;

/** Everything about storage on which placing a pod may depend, and the bindings that the scheduler has decided but that are not carried out yet. */
export class Volumes {
  private readonly stores: Stores = {
    PersistentVolume: new Map(),
    PersistentVolumeClaim: new Map(),
    StorageClass: new Map(),
    CSINode: new Map(),
    CSIDriver: new Map(),
    CSIStorageCapacity: new Map(),
    VolumeAttachment: new Map(),
  };
  /** Volumes and claims as they will be after the decided bindings are carried out. */
  private readonly assumedVolumes = new Map<string, PersistentVolume>();
  private readonly assumedClaims = new Map<string, PersistentVolumeClaim>();
  /** How many running pods use a claim, by namespace and name. */
  private readonly users = new Map<string, number>();

  static isKind(kind: string): kind is StorageKind {
    return storageKinds.includes(kind);
  }

  set(kind: StorageKind, object: StorageObject): void {
    const key = this.keyOf(kind, object.metadata?.namespace, object.metadata?.name ?? "");
    (this.stores[kind] as Map<string, StorageObject>).set(key, object);
    this.forgetAssumed(kind, key);
  }

  remove(kind: StorageKind, namespace: string | undefined, name: string): void {
    const key = this.keyOf(kind, namespace, name);
    this.stores[kind].delete(key);
    this.forgetAssumed(kind, key);
  }

  private keyOf(kind: StorageKind, namespace: string | undefined, name: string): string {
    return kind === "PersistentVolumeClaim" || kind === "CSIStorageCapacity" ? `${namespace || "default"}/${name}` : name;
  }

  private forgetAssumed(kind: StorageKind, key: string): void {
    if (kind === "PersistentVolume") this.assumedVolumes.delete(key);
    if (kind === "PersistentVolumeClaim") this.assumedClaims.delete(key);
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.stores.PersistentVolumeClaim.get(`${namespace}/${name}`);
  }

  volume(name: string): PersistentVolume | undefined {
    return this.stores.PersistentVolume.get(name);
  }

  storageClass(name: string): StorageClass | undefined {
    return this.stores.StorageClass.get(name);
  }

  csiNode(node: string): CSINode | undefined {
    return this.stores.CSINode.get(node);
  }

  csiDriver(name: string): CSIDriver | undefined {
    return this.stores.CSIDriver.get(name);
  }

  capacities(): Iterable<CSIStorageCapacity> {
    return this.stores.CSIStorageCapacity.values();
  }

  attachments(): Iterable<VolumeAttachment> {
    return this.stores.VolumeAttachment.values();
  }

  /** A claim with the decisions about it. */
  decidedClaim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    return this.assumedClaims.get(`${namespace}/${name}`) ?? this.claim(namespace, name);
  }

  decidedVolume(name: string): PersistentVolume | undefined {
    return this.assumedVolumes.get(name) ?? this.volume(name);
  }

  /** Volumes of a class by name, with the decisions about them. */
  volumesOf(storageClass: string): PersistentVolume[] {
    const names = [...this.stores.PersistentVolume.keys()].sort();
    return names.map((name) => this.decidedVolume(name)!).filter((volume) => classOf(volume) === storageClass);
  }

  /** Decides that the claim gets this volume. */
  bind({ metadata }: PersistentVolumeClaim, volume: PersistentVolume): void {
    const claimRef = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      namespace: metadata?.namespace || "default",
      name: metadata?.name,
      uid: metadata?.uid,
    };
    this.assumedVolumes.set(volume.metadata?.name ?? "", { ...volume, spec: { ...volume.spec, claimRef } });
  }

  /** Decides that a volume is created for the claim on this node. */
  provision(claim: PersistentVolumeClaim, node: string): void {
    const { metadata } = claim;
    const key = `${metadata?.namespace || "default"}/${metadata?.name ?? ""}`;
    this.assumedClaims.set(key, { ...claim, metadata: { ...metadata, annotations: { ...metadata?.annotations, [selectedNode]: node } } });
  }

  /** Decisions that are not carried out yet: volumes reserved for claims, and claims with the node for which their volume is created. */
  decided(): readonly (PersistentVolume | PersistentVolumeClaim)[] {
    return [...this.assumedVolumes.values(), ...this.assumedClaims.values()];
  }

  /** Undoes the decisions about the claims of a pod. */
  release(pod: PodInfo): void {
    const claims = pod.shape.volumes.flatMap((volume) => claimNameOf(pod.name, volume) ?? []);
    for (const claim of claims) this.assumedClaims.delete(`${pod.namespace}/${claim}`);
    for (const [name, { spec }] of this.assumedVolumes) {
      if (spec?.claimRef?.namespace === pod.namespace && claims.includes(spec.claimRef.name ?? "")) this.assumedVolumes.delete(name);
    }
  }

  isUsed(namespace: string, claim: string): boolean {
    return (this.users.get(`${namespace}/${claim}`) ?? 0) > 0;
  }

  /** Counts the claims of a pod that is added or removed. */
  use({ namespace, shape }: PodInfo, by: 1 | -1): void {
    for (const { persistentVolumeClaim } of shape.volumes) {
      if (persistentVolumeClaim === undefined) continue;
      const key = `${namespace}/${persistentVolumeClaim.claimName ?? ""}`;
      this.users.set(key, (this.users.get(key) ?? 0) + by);
    }
  }
}

/** Why a pod may not use the claim of its ephemeral volume: something else created it. */
export function foreignClaim(pod: PodInfo, { metadata }: PersistentVolumeClaim): string | undefined {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (owner?.uid === pod.uid) return undefined;
  return `PVC ${metadata?.namespace || "default"}/${metadata?.name ?? ""} was not created for pod ${pod.namespace}/${pod.name} (pod is not owner)`;
}
