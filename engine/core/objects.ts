import type { KubernetesObject } from "../../api/object.ts";
import type { ObjectMeta, OwnerReference } from "../../schemas/generated/types.ts";

/** Virtual time, in milliseconds since the Unix epoch. Only the clock of a simulation advances it. */
export type Millis = number;

/** An object as the store keeps it: admitted, defaulted, named. It is never changed in place; an update stores a new object. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: StoredMeta;
}

/** The metadata of an object that the store has named and numbered. */
export interface StoredMeta extends ObjectMeta {
  name: string;
  /** Empty for cluster-scoped objects. */
  namespace: string;
  /** Numbered by the store in order of creation. */
  uid: string;
  creationTimestamp: string;
}

/** A stored object of a kind whose type is generated: it has a spec and a status, if its kind has. */
export type Stored<T extends KubernetesObject> = Omit<T, "apiVersion" | "kind" | "metadata" | "spec" | "status"> &
  StoredObject &
  (T extends { spec?: infer S } ? { readonly spec: NonNullable<S> } : unknown) &
  (T extends { status?: infer S } ? { readonly status: NonNullable<S> } : unknown);

/** A reference to an object: its kind, namespace and name. */
export interface Ref {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A `Ref` as a map's key: `Deployment/default/web`. */
export type Key = string;

/** A `Ref` with its key, since building a key takes longer than looking one up. */
export interface KeyedRef extends Ref {
  readonly key: Key;
}

/** The key of a reference. */
export function keyOf({ kind, namespace, name }: Ref): Key {
  return `${kind}/${namespace}/${name}`;
}

/** The reference to an object. */
export function refOf({ kind, metadata }: StoredObject): Ref {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

/** The key of an object. */
export function keyOfObject({ kind, metadata }: StoredObject): Key {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

/** The reference that a key stands for. */
export function refOfKey(key: Key): KeyedRef {
  const first = key.indexOf("/");
  const second = key.indexOf("/", first + 1);
  return { key, kind: key.slice(0, first), namespace: key.slice(first + 1, second), name: key.slice(second + 1) };
}

/** The owner that controls an object. There is at most one. */
export function controllerOf({ metadata }: StoredObject): OwnerReference | undefined {
  for (const owner of metadata.ownerReferences ?? none) if (owner.controller) return owner;
  return undefined;
}

const none: readonly OwnerReference[] = [];

/** The reference that makes `owner` the controller of an object. */
export function controllerRef({ apiVersion, kind, metadata }: StoredObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

/** Sorts by creation, oldest first. Timestamps have whole seconds; within a second the store's numbering decides. */
export function byCreation(a: StoredObject, b: StoredObject): number {
  return Number(a.metadata.uid) - Number(b.metadata.uid);
}
