import { matches } from "../../api/selector.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import type { View } from "../controller.ts";
import { controllerKey, controllerOf, type Key, keyOfObject, type StoredObject } from "../objects.ts";
import type { Change } from "../store.ts";

interface Selecting extends StoredObject {
  readonly spec: { readonly selector?: LabelSelector | undefined };
}

/** A change of something that objects of `kind` control concerns its controller, as it was and as it is; of an orphan, all that would adopt it. */
export function* ownersOf(
  { before, after }: Change,
  kind: string,
  { store }: View,
  selectorOf: (owner: StoredObject) => LabelSelector | undefined = ownSelector,
): Generator<Key> {
  const [was, is] = [controllerKey(before, kind), controllerKey(after, kind)];
  if (was !== undefined) yield was;
  if (is !== undefined) {
    if (is !== was) yield is;
    return;
  }
  if (!after || controllerOf(after)) return;
  for (const owner of store.list(kind, after.metadata.namespace)) if (matches(selectorOf(owner), after.metadata.labels)) yield keyOfObject(owner);
}

function ownSelector(owner: StoredObject): LabelSelector | undefined {
  return (owner as Selecting).spec.selector;
}
