import { memoize } from "../../api/memoize.ts";
import type { View } from "./controller.ts";
import { controllerOf, refOf, type StoredObject } from "./objects.ts";
import type { FieldRef } from "./why.ts";

/** A field of `object`, or the same field of the Deployment that created it: the field that a person wrote, from which the object has its value. */
export function manifestField(object: StoredObject, field: string, { store }: View): FieldRef {
  const owner = controllerOf(object);
  const root = owner && store.get({ kind: owner.kind!, namespace: object.metadata.namespace, name: owner.name! });
  return { object: refOf(root ?? object), field };
}

/** A field of a pod, where a person wrote it: in the template of the workload at the root, or in the pod itself. */
export function templateField(pod: StoredObject, field: string, view: View): FieldRef {
  return templateFields(pod, field, view)[0];
}

/** The same as a list, for a reason that names no other field. Many pods refer to the same few fields of their workload: they share the lists. */
export function templateFields(pod: StoredObject, field: string, view: View): readonly [FieldRef] {
  const root = rootOf(pod, view);
  const known = fieldsIn(root);
  let found = known.get(field);
  if (!found) known.set(field, (found = [{ object: refOf(root), field: `${templates[root.kind] ?? "spec.template."}${field}` }]));
  return found;
}

const fieldsIn = memoize((_: StoredObject) => new Map<string, readonly [FieldRef]>());

const templates: Readonly<Record<string, string>> = { Pod: "", CronJob: "spec.jobTemplate.spec.template." };

/** The object that nothing controls, up the chain of owners. */
function rootOf(object: StoredObject, view: View): StoredObject {
  const owner = controllerOf(object);
  const found = owner && view.store.get({ kind: owner.kind!, namespace: object.metadata.namespace, name: owner.name! });
  return found ? rootOf(found, view) : object;
}
