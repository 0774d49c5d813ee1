import { type Admission, admit } from "../../../api/admit/admit.ts";
import { isObject } from "../../../api/object.ts";
import type { Cause } from "../../../api/cause.ts";
import { everKindOf } from "../../../api/schema.ts";
import type { Surroundings } from "../../../api/surroundings.ts";
import type { Refused } from "../../core/command.ts";
import type { StoredMeta, StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { refuse } from "../../core/answers.ts";
import { inGroup } from "../../core/registry.ts";
import { decodingFault } from "./decodingWords.ts";
import { serverWords } from "./serverWords.ts";

/** The object as the server would store it, and why it would refuse it. */
export interface Admitted {
  readonly object: StoredObject;
  readonly causes: readonly Cause[];
  /** False where it can't be decoded: the server refuses it before any admission plugin sees it. */
  readonly isRead: boolean;
}

/**
 * Admits objects. All pods of one template are admitted once: they share their spec and differ only in their names.
 */
export class Admitter {
  private readonly pods = new WeakMap<object, StoredPod>();

  admit(asked: StoredObject, old: StoredObject | undefined, surroundings: Surroundings): Admitted {
    if (old !== undefined || asked.kind !== "Pod" || !isTemplated(asked)) return admitted(asked, old, surroundings);
    const pod = asked as StoredPod;
    const like = this.pods.get(pod.spec);
    if (like && like.metadata.labels === pod.metadata.labels)
      return { object: { ...pod, spec: like.spec, status: like.status } as StoredPod, causes: [], isRead: true };
    const first = admitted(pod, undefined, surroundings);
    if (first.causes.length > 0) return first;
    const { spec, status } = first.object as StoredPod;
    const made = { ...pod, spec, status } as StoredPod;
    this.pods.set(pod.spec, made);
    return { ...first, object: made };
  }
}

function admitted(asked: StoredObject, old: StoredObject | undefined, surroundings: Surroundings): Admitted {
  const admission = admit(asked, old, surroundings);
  const { causes, refusedAt } = admission;
  return { object: stored(admission, asked), causes, isRead: refusedAt !== "kind" && refusedAt !== "decoding" };
}

/** The refusal of an object that has causes; `asked` is what it was decoded from. */
export function invalid(object: StoredObject, causes: readonly Cause[], asked: unknown): Refused {
  const { kind, apiVersion, metadata } = object;
  const field = causes[0]?.path.toString() ?? "";
  const type = everKindOf(apiVersion, kind)?.type;
  const fault = type && decodingFault(causes, asked, kind, apiVersion.slice(apiVersion.indexOf("/") + 1), type, true);
  if (fault) return { ...refuse(400, "BadRequest", fault), field };
  const sentences = [...new Set(causes.flatMap((cause) => serverWords(cause, object)))];
  const list = sentences.length === 1 ? sentences[0]! : `[${sentences.join(", ")}]`;
  const refused = refuse(422, "Invalid", `${inGroup(kind, apiVersion)} ${JSON.stringify(metadata.name)} is invalid: ${list}`);
  return { ...refused, details: { kind, name: metadata.name, causes: sentences }, field };
}

/** Whether a controller created the object from a template. */
function isTemplated({ metadata: { ownerReferences } }: StoredObject): boolean {
  return Array.isArray(ownerReferences) && ownerReferences.some((owner: unknown) => isObject(owner) && owner["controller"] === true);
}

/** The admitted object, with the identity that was requested: admission may not change it. */
function stored({ object }: Admission, { metadata: { name, namespace, uid, creationTimestamp } }: StoredObject): StoredObject {
  const metadata: StoredMeta = { ...object.metadata, name, namespace, uid, creationTimestamp };
  return { ...object, metadata } as StoredObject;
}
