import { mergePatch } from "../../../api/merge/json.ts";
import { isObject, textOf } from "../../../api/object.ts";
import { notFound, refuse } from "../../core/answers.ts";
import { isNamespaced } from "../../core/registry.ts";
import type { Answer } from "../../core/command.ts";
import { type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import type { Stage } from "./stage.ts";
import { because } from "../../core/why.ts";

/** Why a person's command was performed. */
export const asked = because("asked", {}, []);

/** An object by its name, or by its name in scripts (`web#1`). */
export function named({ names }: Stage, kind: string, name: string): Ref {
  const object = names.keyed(kind, name);
  return object ? refOf(object) : refIn(kind, name);
}

/** The reference to a name, in the namespace `default` unless another is given. */
export function refIn(kind: string, name: string, namespace = "default"): Ref {
  return { kind, namespace: isNamespaced(kind) ? namespace : "", name };
}

/** Applies a JSON merge patch to an object. A patch cannot change the object's identity. */
export function merge(stage: Stage, ref: Ref, patch: unknown): Answer {
  const old = stage.plane.store.get(ref);
  if (!old) return notFound(ref);
  const { apiVersion, kind, metadata } = old;
  const merged = mergePatch(old, patch);
  if (!isObject(merged) || !isObject(merged["metadata"])) return refuse(400, "BadRequest", "the patch leaves no object");
  const { name, namespace } = metadata;
  if (merged["metadata"]["name"] !== name || merged["metadata"]["namespace"] !== namespace)
    return refuse(400, "BadRequest", `the name of the object (${textOf(merged["metadata"]["name"])}) does not match the name on the URL (${name})`);
  return stage.perform({ do: "update", object: { ...merged, apiVersion, kind } as StoredObject, why: asked });
}
