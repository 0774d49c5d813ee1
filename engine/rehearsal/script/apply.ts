import { applyManifest } from "../../../api/merge/apply.ts";
import { annotated } from "../../../api/merge/lastApplied.ts";
import { refuse } from "../../core/answers.ts";
import type { Answer } from "../../core/command.ts";
import type { StoredObject } from "../../core/objects.ts";
import { asked, refIn } from "./named.ts";
import type { Stage } from "./stage.ts";

/** Applies a manifest in the way of the stage: as `kubectl apply` does, or plainly in place of what was there, as recorded scripts do. */
export function apply(stage: Stage, manifest: unknown): Answer {
  return stage.applies === "put" ? put(stage, manifest) : patch(stage, manifest);
}

/** Creates an object, or puts its spec, labels and annotations in place of the old ones; what controllers noted on it stays. */
export function put(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless();
  const old = oldOf(stage, object);
  return stage.perform(old ? { do: "update", object: over(old, object), why: asked } : { do: "create", object, why: asked });
}

/** A three-way merge of what was applied last, what is there, and the manifest. */
function patch(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless();
  const old = oldOf(stage, object);
  const { namespace } = refIn(object.kind, object.metadata.name, object.metadata.namespace);
  const manifest = { ...object, metadata: { ...object.metadata, ...(namespace !== "" && { namespace }) } };
  if (!old) return stage.perform({ do: "create", object: annotated(manifest) as unknown as StoredObject, why: asked });
  const applied = applyManifest(manifest, { ...old });
  if ("problem" in applied) return refuse(422, "Invalid", applied.problem);
  return stage.perform({ do: "update", object: applied.object as unknown as StoredObject, why: asked });
}

function oldOf(stage: Stage, { kind, metadata }: StoredObject): StoredObject | undefined {
  stage.names.give(kind, metadata.name);
  return stage.plane.store.get(refIn(kind, metadata.name, metadata.namespace));
}

/** Half-typed manifests hold anything. */
function isNamed(object: unknown): object is StoredObject {
  const { kind, metadata } = (object ?? {}) as Partial<StoredObject>;
  return typeof kind === "string" && typeof metadata?.name === "string" && metadata.name !== "";
}

function nameless(): Answer {
  return refuse(422, "Invalid", "an object has a kind and a name");
}

function over(old: StoredObject, object: StoredObject): StoredObject {
  const { labels, annotations } = object.metadata;
  const { labels: _, ...kept } = old.metadata;
  const metadata = { ...kept, annotations: { ...old.metadata.annotations, ...annotations }, ...(labels && { labels }) };
  return { ...object, metadata };
}
