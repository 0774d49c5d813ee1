import { type Admission, admit } from "../../api/admit.ts";
import type { Cause } from "../../api/cause.ts";
import type { KubernetesObject } from "../../api/object.ts";
import type { Surroundings } from "../../api/surroundings.ts";
import type { Refused } from "../command.ts";
import type { StoredMeta, StoredObject } from "../objects.ts";
import type { StoredPod } from "../pods.ts";
import { refuse } from "./answers.ts";
import { kindOf } from "./registry.ts";
import { serverWords } from "./serverWords.ts";

/** An object as the server would store it, or its refusal. */
export type Admitted = { readonly object: StoredObject; readonly causes: readonly Cause[] };

/**
 * Admits what is asked for, once for all pods of one template: those share their spec, and differ in nothing that admission looks at but their names.
 */
export class Admitter {
  private readonly pods = new WeakMap<object, StoredPod>();

  admit(asked: StoredObject, old: StoredObject | undefined, surroundings: Surroundings): Admitted {
    const like = old === undefined && asked.kind === "Pod" ? this.pods.get((asked as StoredPod).spec ?? {}) : undefined;
    if (like && like.metadata.labels === asked.metadata.labels)
      return { object: { ...asked, spec: like.spec, status: like.status } as StoredPod, causes: [] };
    const admission = admit(asked, old as KubernetesObject | undefined, surroundings);
    const object = stored(admission, asked);
    if (admission.causes.length === 0 && asked.kind === "Pod" && old === undefined && isTemplated(asked))
      this.remember(asked as StoredPod, object as StoredPod);
    return { object, causes: admission.causes };
  }

  private remember(asked: StoredPod, object: StoredPod): void {
    this.pods.set(asked.spec, { ...object, metadata: { ...object.metadata, ...(asked.metadata.labels && { labels: asked.metadata.labels }) } });
  }
}

/** The refusal of an object that has causes. */
export function invalid(object: StoredObject, causes: readonly Cause[]): Refused {
  const sentences = [...new Set(causes.map((cause) => serverWords(cause, object)))];
  const list = sentences.length === 1 ? sentences[0]! : `[${sentences.join(", ")}]`;
  const kind = kindOf(object);
  const group = kind?.apiVersion.includes("/") ? `.${kind.apiVersion.split("/")[0]}` : "";
  return refuse(422, "Invalid", `${object.kind}${group} ${JSON.stringify(object.metadata.name)} is invalid: ${list}`);
}

/** The controllers' pods are named after the admission that their siblings had. */
function isTemplated({ metadata }: StoredObject): boolean {
  return metadata.ownerReferences?.some(({ controller }) => controller) ?? false;
}

/** What admission may not change is as it was asked. */
function stored({ object }: Admission, { metadata: { name, namespace, uid, resourceVersion, creationTimestamp } }: StoredObject): StoredObject {
  const metadata: StoredMeta = { ...object.metadata, name, namespace, uid, resourceVersion, creationTimestamp };
  return { ...object, metadata } as StoredObject;
}
