import type { OwnerReference } from "../../schemas/generated/types.ts";
import type { Propagation } from "../core/command.ts";
import type { Controller, SyncPart, Sync, View } from "../core/controller.ts";
import { type Key, keyOfObject, refOf, type StoredObject } from "../core/objects.ts";
import { isTerminating } from "../core/pods.ts";
import { isNamespaced } from "../core/registry.ts";
import type { Change, StoreView } from "../core/store.ts";
import { because, type Why } from "../core/why.ts";

const foreground = "foregroundDeletion";
const orphan = "orphan";

/** The garbage collector: deletes the dependents of a deleted object, or orphans them, by the propagation policy of the deletion. */
export const garbageCollector: Controller = {
  name: "garbage-collector",
  watches: "all",
  turn: "last",
  concerns,
  sync(ref, view) {
    const object = view.store.get(ref);
    return object && collect(object, view);
  },
};

function concerns({ key, before, after }: Change, { store }: View): Key[] {
  if (!after) {
    const owners = ownersIn(store, before!).filter((owner) => owner !== undefined && waits(owner, foreground)) as StoredObject[];
    return [...store.dependents(before!.metadata.uid), ...owners].map(keyOfObject);
  }
  if (waits(after, foreground) || waits(after, orphan)) return before && isTerminating(before) ? [] : [key];
  const isStray = !before && ownersIn(store, after).some((owner) => !owner || isTerminating(owner));
  return isStray ? [key] : [];
}

function* collect(object: StoredObject, view: View): Sync {
  if (waits(object, orphan)) yield* setFree(object, view);
  else if (waits(object, foreground)) yield* deleteDependents(object, view);
  else if (!isTerminating(object)) yield* deleteAfterOwners(object, view);
}

/** Orphan: the dependents stay and lose the owner reference. */
function* setFree(owner: StoredObject, { store }: View): SyncPart<void> {
  for (const dependent of store.dependents(owner.metadata.uid)) {
    const kept = (dependent.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
    yield { do: "update", object: withOwners(dependent, kept), why: whyOf("orphaned", owner) };
  }
  yield* release(owner, orphan);
}

/** Foreground: deletes the dependents with `blockOwnerDeletion` first, then the owner. */
function* deleteDependents(owner: StoredObject, view: View): SyncPart<void> {
  const holding = view.store
    .dependents(owner.metadata.uid)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion));
  if (holding.length === 0) yield* release(owner, foreground);
  for (const dependent of holding) if (!isTerminating(dependent)) yield* deleteAfterOwners(dependent, view);
}

/** Deletes an object that has no owner left. If one owner is left, only the references to the others are removed. */
function* deleteAfterOwners(object: StoredObject, { store }: View): SyncPart<void> {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0) return;
  const owners = ownersIn(store, object);
  const solid = references.filter((_, i) => owners[i] && !waits(owners[i], foreground));
  if (solid.length === references.length) return;
  const waiting = owners.find((owner) => owner && waits(owner, foreground));
  const why = whyOf(waiting ? "owner-waits" : "owner-gone", waiting ?? object, references[0]);
  if (solid.length > 0) yield { do: "update", object: withOwners(object, solid), why };
  else
    yield {
      do: "delete",
      ref: refOf(object),
      propagation: waiting && store.dependents(object.metadata.uid).length > 0 ? "Foreground" : propagationOf(object),
      why,
    };
}

function propagationOf({ metadata: { finalizers = [] } }: StoredObject): Propagation {
  if (finalizers.includes(orphan)) return "Orphan";
  return finalizers.includes(foreground) ? "Foreground" : "Background";
}

function* release(object: StoredObject, finalizer: string): SyncPart<void> {
  const finalizers = (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  yield { do: "update", object: { ...object, metadata: { ...object.metadata, finalizers } }, why: whyOf("dependents-settled", object) };
}

/** The owners by their references; nothing for a deleted owner, even if another object has its name now. */
function ownersIn(store: StoreView, { metadata }: StoredObject): (StoredObject | undefined)[] {
  return (metadata.ownerReferences ?? []).map(({ kind = "", name = "", uid }) => {
    const owner = store.get({ kind, namespace: isNamespaced(kind) ? metadata.namespace : "", name });
    return owner?.metadata.uid === uid ? owner : undefined;
  });
}

function waits(object: StoredObject, finalizer: string): boolean {
  return isTerminating(object) && (object.metadata.finalizers?.includes(finalizer) ?? false);
}

function withOwners(object: StoredObject, ownerReferences: OwnerReference[]): StoredObject {
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}

function whyOf(rule: "orphaned" | "owner-waits" | "owner-gone" | "dependents-settled", owner: StoredObject, reference?: OwnerReference): Why {
  const { kind, name } = reference ?? { kind: owner.kind, name: owner.metadata.name };
  return because(rule, { owner: `${kind} ${name}` }, []);
}
