import { applyManifest, shapeOfKind } from "../../../api/merge/apply.ts";
import { annotated } from "../../../api/merge/lastApplied.ts";
import { applyServerSide } from "../../../api/merge/serverSide.ts";
import { refuse } from "../../core/answers.ts";
import type { Answer } from "../../core/command.ts";
import { keyOf, type StoredObject } from "../../core/objects.ts";
import { asked, refIn } from "./named.ts";
import type { Stage } from "./stage.ts";

/** Applies a manifest in the way of the stage: as `kubectl apply` does, or plainly in place of what was there, as recorded scripts do. */
export function apply(stage: Stage, manifest: unknown): Answer {
  if (stage.applies === "put") return put(stage, manifest);
  return stage.applies === "server" ? onServer(stage, manifest) : patch(stage, manifest);
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

/** A server-side apply, by one manager. What a controller or another command has changed since belongs to them. */
function onServer(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless();
  const old = oldOf(stage, object);
  const key = keyOf(refIn(object.kind, object.metadata.name, object.metadata.namespace));
  const merged = old && applyServerSide({ ...object }, { ...old }, stage.applied.get(key), shapeOfKind({ ...object }), "ask");
  if (merged && "conflicts" in merged) return refuse(409, "Conflict", conflictWords(merged.conflicts, object, stage));
  const answer = stage.perform(
    merged ? { do: "update", object: merged.object as unknown as StoredObject, why: asked } : { do: "create", object, why: asked },
  );
  if (answer.ok && answer.object) stage.applied.set(key, { manifest: { ...object }, object: { ...answer.object } });
  return answer;
}

/** As the server says it. Replicas are changed by an autoscaler or by `kubectl scale`, other fields by a patch. */
function conflictWords(fields: readonly string[], { apiVersion }: StoredObject, stage: Stage): string {
  const scaler = stage.plane.store.list("HorizontalPodAutoscaler").length > 0 ? "kube-controller-manager" : "kubectl";
  const told = fields.map((field) => {
    const manager = field === ".spec.replicas" ? `"${scaler}" with subresource "scale"` : '"kubectl-patch"';
    return `conflict with ${manager} using ${apiVersion}: ${field}`;
  });
  return `Apply failed with ${fields.length === 1 ? "1 conflict" : `${fields.length} conflicts`}: ${told.join("\n")}`;
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
