import type { PodTemplateSpec } from "../../schemas/generated/types.ts";
import { controllerRef, type StoredObject } from "../core/objects.ts";

/** A pod of its owner's template, to be created. The server draws its name unless `name` says it. */
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
