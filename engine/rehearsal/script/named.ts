import { mergePatch } from "../../../api/merge/json.ts";
import { notFound } from "../../core/answers.ts";
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

/** Applies a JSON merge patch to an object. */
export function merge(stage: Stage, ref: Ref, patch: unknown): Answer {
  const old = stage.plane.store.get(ref);
  return old ? stage.perform({ do: "update", object: mergePatch(old, patch) as StoredObject, why: asked }) : notFound(ref);
}
