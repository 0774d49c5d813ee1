import type { ObjectMeta, OwnerReference } from "../schemas/generated/types.ts";

/** Virtual time, in milliseconds since the Unix epoch. Only the clock of a simulation makes it advance. */
export type Millis = number;

/** An object as the store keeps it: admitted, defaulted, named. Never changed in place; an update puts a new one there. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMeta;
}

export interface StoredMeta extends ObjectMeta {
  name: string;
  /** Empty for what belongs to the whole cluster. */
  namespace: string;
  /** Counted by the store: the n-th object that it ever held. */
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
}

/** What points at an object without holding it. */
export interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A `Ref` as a map's key: `Deployment/default/web`. */
export type Key = string;

export function keyOf({ kind, namespace, name }: Ref): Key {
  return `${kind}/${namespace}/${name}`;
}

export function refOf({ kind, metadata }: StoredObject): Ref {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

/** The owner that controls an object: there is at most one. */
export function controllerOf({ metadata }: StoredObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find((owner) => owner.controller);
}
