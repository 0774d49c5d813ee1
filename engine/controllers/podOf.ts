import type { PodTemplateSpec } from "../../schemas/generated/types.ts";
import { controllerRef, type StoredObject } from "../core/objects.ts";

/** A new pod from its owner's template. The server generates its name unless `name` is given. */
export function podOf(owner: StoredObject, template: PodTemplateSpec | undefined, name?: string) {
  const { labels, annotations, finalizers } = template?.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...(name === undefined ? { generateName: `${owner.metadata.name}-` } : { name }),
      namespace: owner.metadata.namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: template?.spec ?? {},
  };
}
