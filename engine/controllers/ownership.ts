import { matcher } from "../../api/selector.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import type { Steps, View } from "../controller.ts";
import { controllerRef, type StoredObject } from "../objects.ts";
import { isTerminating } from "../pods.ts";

/** Whom a controller takes for its own, beyond what its selector says. */
export interface Claim {
  readonly kind: string;
  readonly selector: LabelSelector | undefined;
  /** Further conditions, such as the name that a StatefulSet's pods must have. */
  readonly fits?: (object: StoredObject) => boolean;
  /** Put on whatever is adopted. */
  readonly finalizer?: string;
}

/**
 * The objects that `owner` controls from now on: orphans that match are adopted, its own that do not match any more are released.
 * An owner that is being deleted does neither. What was refused is left for the next sync.
 */
export function* claim<T extends StoredObject>(
  owner: StoredObject,
  { kind, selector, fits = () => true, finalizer }: Claim,
  { store }: View,
): Steps<T[]> {
  const selects = matcher(selector);
  const matches = (object: T): boolean => selects(object.metadata.labels) && fits(object);
  const owned = store.controlledBy<T>(owner.metadata.uid, kind);
  const claimed = owned.filter(matches);
  if (isTerminating(owner)) return claimed;
  for (const object of owned.filter((object) => !matches(object))) yield* release(owner, object, finalizer);
  for (const orphan of store.orphans<T>(kind, owner.metadata.namespace)) {
    if (isTerminating(orphan) || !matches(orphan)) continue;
    const adopted = yield* adopt(owner, orphan, finalizer);
    if (adopted) claimed.push(adopted);
  }
  return claimed;
}

function* adopt<T extends StoredObject>(owner: StoredObject, orphan: T, finalizer: string | undefined): Steps<T | undefined> {
  const { ownerReferences = [], finalizers = [] } = orphan.metadata;
  const metadata = {
    ...orphan.metadata,
    ownerReferences: [...ownerReferences, controllerRef(owner)],
    ...(finalizer !== undefined && { finalizers: [...finalizers.filter((name) => name !== finalizer), finalizer] }),
  };
  const answer = yield {
    do: "update",
    object: { ...orphan, metadata },
    why: { rule: "adopt-orphan", numbers: { owner: owner.metadata.name }, fields: [] },
  };
  return answer.ok ? (answer.object as T) : undefined;
}

function* release(owner: StoredObject, object: StoredObject, finalizer: string | undefined): Steps<void> {
  const { ownerReferences = [], finalizers = [] } = object.metadata;
  const metadata = {
    ...object.metadata,
    ownerReferences: ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid),
    ...(finalizer !== undefined && { finalizers: finalizers.filter((name) => name !== finalizer) }),
  };
  yield { do: "update", object: { ...object, metadata }, why: { rule: "release-stranger", numbers: { owner: owner.metadata.name }, fields: [] } };
}
