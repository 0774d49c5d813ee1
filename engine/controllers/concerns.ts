import { matches } from "../../api/selector.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import type { View } from "../core/controller.ts";
import { controllerOf, type Key, keyOfObject, type StoredObject } from "../core/objects.ts";
import type { Change } from "../core/store.ts";

interface Selecting extends StoredObject {
  readonly spec: { readonly selector?: LabelSelector | undefined };
}

/** The owners that a change of a controlled object concerns: its controller of `kind` before and after; for an orphan, all owners that would adopt it. */
export function ownersOf({ before, after }: Change, kind: string, { store }: View, selectorOf = ownSelector): Key[] {
  const was = store.controllerKey(before, kind);
  const is = before?.metadata.ownerReferences === after?.metadata.ownerReferences ? was : store.controllerKey(after, kind);
  if (is !== undefined) return was === undefined || was === is ? [is] : [was, is];
  const owners = was === undefined ? [] : [was];
  if (!after || controllerOf(after)) return owners;
  const adopters = store.list(kind, after.metadata.namespace).filter((owner) => matches(selectorOf(owner), after.metadata.labels));
  return [...owners, ...adopters.map(keyOfObject)];
}

/** The objects of `kind` to sync after a change: the changed object itself, or the one that controls it. */
export function ownOrOwnersOf(change: Change, kind: string, view: View, selectorOf = ownSelector): Key[] {
  return (change.after ?? change.before)!.kind === kind ? [change.key] : ownersOf(change, kind, view, selectorOf);
}

function ownSelector(owner: StoredObject): LabelSelector | undefined {
  return (owner as Selecting).spec.selector;
}
