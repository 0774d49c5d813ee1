import type { View } from "../controller.ts";
import { controllerOf, refOf, type StoredObject } from "../objects.ts";
import type { FieldRef } from "../why.ts";

/** A field of `object`, or the same field of the Deployment that made it: what a person wrote, and where the object has its value from. */
export function manifestField(object: StoredObject, field: string, { store }: View): FieldRef {
  const owner = controllerOf(object);
  const root = owner && store.get({ kind: owner.kind!, namespace: object.metadata.namespace, name: owner.name! });
  return { object: refOf(root ?? object), field };
}
