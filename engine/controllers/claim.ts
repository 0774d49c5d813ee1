import { matcher } from "../../api/selector.ts";
import type { LabelSelector, OwnerReference } from "../../schemas/generated/types.ts";
import type { SyncPart, View } from "../core/controller.ts";
import { differences } from "../core/differences.ts";
import { byCreation, controllerRef, refOf, type StoredObject } from "../core/objects.ts";
import { isTerminating } from "../core/pods.ts";
import { because } from "../core/why.ts";

/** What an owner claims. */
export interface Claim<T extends StoredObject> {
  readonly owner: StoredObject;
  readonly kind: string;
  readonly selector: LabelSelector | undefined;
  /** Only objects that pass this test are considered; all if absent. */
  readonly fits?: (object: T) => boolean;
  /** A finalizer that is added to an adopted object and removed when it is released. */
  readonly finalizer?: string;
  /** Objects that passed in an earlier sync and need not be tested again while they stay the same. */
  readonly known?: readonly T[];
}

/**
 * The objects of a kind that an owner controls. Adopts matching objects without a controller, and releases objects that no longer match.
 * A terminating owner neither adopts nor releases. If the API server refuses, the next sync tries again.
 */
export function* claim<T extends StoredObject>(
  { owner, kind, selector, fits = () => true, finalizer, known = [] }: Claim<T>,
  { store }: View,
): SyncPart<readonly T[]> {
  const { namespace, uid } = owner.metadata;
  const matches = matcher(selector);
  const own = store.controlledBy<T>(uid, kind);
  const isOurs = (object: T): boolean => fits(object) && matches(object.metadata.labels);
  const claimed = areAll(own, known, isOurs) ? own : own.filter(isOurs);
  if (isTerminating(owner)) return claimed;
  if (claimed.length < own.length) for (const object of own) if (fits(object) && !isOurs(object)) yield release(owner, object, finalizer);
  const strays = store.orphans<T>(kind, namespace).filter((object) => !isTerminating(object) && isOurs(object));
  if (strays.length === 0) return claimed;
  const adopted = [...claimed];
  for (const object of strays) {
    const answer = yield adopt(owner, object, finalizer);
    if (answer.ok && answer.object) adopted.push(answer.object as T);
  }
  return adopted.sort(byCreation);
}

function areAll<T extends StoredObject>(list: readonly T[], known: readonly T[], pass: (item: T) => boolean): boolean {
  if (known.length === 0) return list.every(pass);
  for (const { is } of differences(known, list)) if (is && !pass(is)) return false;
  return true;
}

function adopt(owner: StoredObject, object: StoredObject, finalizer: string | undefined) {
  const why = because("adopts", { owner: owner.metadata.name }, [{ object: refOf(owner), field: "spec.selector" }]);
  const { ownerReferences = [], finalizers = [] } = object.metadata;
  return {
    do: "update",
    object: withOwners(
      object,
      [...ownerReferences, controllerRef(owner)],
      finalizer === undefined ? finalizers : [...without(finalizers, finalizer), finalizer],
    ),
    why,
  } as const;
}

function release(owner: StoredObject, object: StoredObject, finalizer: string | undefined) {
  const why = because("releases", { owner: owner.metadata.name }, [{ object: refOf(owner), field: "spec.selector" }]);
  const { ownerReferences = [], finalizers = [] } = object.metadata;
  const others = ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid);
  return { do: "update", object: withOwners(object, others, without(finalizers, finalizer)), why } as const;
}

function without(finalizers: readonly string[], finalizer: string | undefined): string[] {
  return finalizers.filter((name) => name !== finalizer);
}

function withOwners<T extends StoredObject>(object: T, ownerReferences: OwnerReference[], finalizers: string[]): T {
  return { ...object, metadata: { ...object.metadata, ownerReferences, ...(finalizers.length > 0 && { finalizers }) } };
}
