import { matcher } from "../../api/selector.ts";
import type { LabelSelector, OwnerReference } from "../../schemas/generated/types.ts";
import type { Steps, View } from "../core/controller.ts";
import { differences } from "../core/differences.ts";
import { byCreation, controllerRef, refOf, type StoredObject } from "../core/objects.ts";
import { isTerminating } from "../core/pods.ts";

/**
 * The objects of a kind that `owner` controls: adopts those that nothing controls and its selector matches, lets go of its own that it no longer matches.
 * Only those that pass `fits` are looked at. A terminating owner neither adopts nor lets go. What is refused is left for the next sync.
 * What is adopted gets the `finalizer`, and loses it when it is let go. What is among the `known` need not be asked again.
 */
export function* claim<T extends StoredObject>(
  owner: StoredObject,
  kind: string,
  selector: LabelSelector | undefined,
  { store }: View,
  fits: (object: T) => boolean = () => true,
  finalizer?: string,
  known: readonly T[] = [],
): Steps<readonly T[]> {
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
  const why = { rule: "adopts", numbers: { owner: owner.metadata.name }, fields: [{ object: refOf(owner), field: "spec.selector" }] };
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
  const why = { rule: "releases", numbers: { owner: owner.metadata.name }, fields: [{ object: refOf(owner), field: "spec.selector" }] };
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
