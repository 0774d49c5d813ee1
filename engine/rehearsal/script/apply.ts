import { applyManifest, shapeOfKind } from "../../../api/merge/apply.ts";
import { annotated } from "../../../api/merge/lastApplied.ts";
import { applyServerSide } from "../../../api/merge/serverSide.ts";
import { isObject, textOf } from "../../../api/object.ts";
import { inStorageVersion } from "../../../api/storageVersion.ts";
import { refuse } from "../../core/answers.ts";
import type { Answer } from "../../core/command.ts";
import { keyOf, type StoredObject } from "../../core/objects.ts";
import { asked, refIn } from "./named.ts";
import type { Stage } from "./stage.ts";

/** Applies a manifest in the mode of the stage: as `kubectl apply` does, or by replacing the old object, as recorded scripts do. */
export function apply(stage: Stage, given: unknown): Answer {
  const manifest = isObject(given) ? inStorageVersion(given) : given;
  if (stage.applies === "put") return put(stage, manifest);
  return stage.applies === "server" ? onServer(stage, manifest) : patch(stage, manifest);
}

/** Creates an object, or replaces the spec, labels and annotations of the old one. The annotations of controllers stay. */
export function put(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless(object);
  const old = oldOf(stage, object);
  return stage.perform(old ? { do: "update", object: over(old, object), why: asked } : { do: "create", object, why: asked });
}

/** A three-way merge of the last applied manifest, the live object and the new manifest. */
function patch(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless(object);
  const old = oldOf(stage, object);
  const text = JSON.stringify(object);
  if (old && unchanged.get(old) === text) return stage.perform({ do: "update", object: old, why: asked });
  const manifest = inItsNamespace(object);
  if (!old) return stage.perform({ do: "create", object: annotated(manifest) as unknown as StoredObject, why: asked });
  const applied = applyManifest(manifest, { ...old });
  if ("problem" in applied) return refuse(422, "Invalid", applied.problem);
  const answer = stage.perform({ do: "update", object: applied.object as unknown as StoredObject, why: asked });
  if (answer.ok && answer.object === old) unchanged.set(old, text);
  return answer;
}

/** The manifest that changes nothing of an object, as text. Most objects of a file are applied unchanged, again and again. */
const unchanged = new WeakMap<StoredObject, string>();

/** A server-side apply by one field manager. Fields that a controller or another command changed later belong to those managers. */
function onServer(stage: Stage, object: unknown): Answer {
  if (!isNamed(object)) return nameless(object);
  const old = oldOf(stage, object);
  const { name, namespace }: { readonly name: string; readonly namespace: unknown } = object.metadata;
  const key = keyOf(refIn(object.kind, name, typeof namespace === "string" ? namespace : undefined));
  const merged = old && applyServerSide({ ...object }, { ...old }, stage.applied.get(key), shapeOfKind({ ...object }), "ask");
  if (merged && "conflicts" in merged) return refuse(409, "Conflict", conflictWords(merged.conflicts, object, stage));
  const answer = stage.perform(
    merged ? { do: "update", object: merged.object as unknown as StoredObject, why: asked } : { do: "create", object, why: asked },
  );
  if (answer.ok && answer.object) stage.applied.set(key, { manifest: { ...object }, object: { ...answer.object } });
  return answer;
}

/** The server's message about conflicts. An autoscaler or `kubectl scale` manages replicas, a patch manages other fields. */
function conflictWords(fields: readonly string[], { apiVersion }: StoredObject, stage: Stage): string {
  const scaler = stage.plane.store.list("HorizontalPodAutoscaler").length > 0 ? "kube-controller-manager" : "kubectl";
  const conflicts = fields.map((field) => {
    const manager = field === ".spec.replicas" ? `"${scaler}" with subresource "scale"` : '"kubectl-patch"';
    return `conflict with ${manager} using ${apiVersion}: ${field}`;
  });
  return `Apply failed with ${fields.length === 1 ? "1 conflict" : `${fields.length} conflicts`}: ${conflicts.join("\n")}`;
}

function oldOf(stage: Stage, { kind, metadata }: StoredObject): StoredObject | undefined {
  stage.names.give(kind, metadata.name);
  return stage.plane.store.get(refIn(kind, metadata.name, metadata.namespace));
}

/** Sets a missing namespace to `default`, and removes the namespace of a cluster-scoped object, as the server does. */
function inItsNamespace({ metadata, ...object }: StoredObject): Readonly<Record<string, unknown>> {
  const { namespace: given, ...own } = metadata;
  const { namespace } = refIn(object.kind, metadata.name, given);
  return { ...object, metadata: { ...own, ...(namespace !== "" && { namespace }) } };
}

/** Whether a manifest has a kind and a name; a half-typed one may hold anything. */
function isNamed(object: unknown): object is StoredObject {
  const { kind, metadata } = (object ?? {}) as Partial<StoredObject>;
  return typeof kind === "string" && typeof metadata?.name === "string" && metadata.name !== "";
}

function nameless(object: unknown): Answer {
  const { kind = "", metadata } = (object ?? {}) as { readonly kind?: unknown; readonly metadata?: { readonly generateName?: unknown } };
  const generateName = metadata?.generateName;
  if (typeof generateName === "string") return refuse(422, "Invalid", `from ${textOf(kind)} ${generateName}: cannot use generate name with apply`);
  return refuse(422, "Invalid", typeof kind === "string" && kind !== "" ? "resource name may not be empty" : "Object 'Kind' is missing");
}

function over(old: StoredObject, object: StoredObject): StoredObject {
  const { labels, annotations } = object.metadata;
  const { labels: _, ...kept } = old.metadata;
  const metadata = { ...kept, annotations: { ...old.metadata.annotations, ...annotations }, ...(labels && { labels }) };
  return { ...object, metadata };
}
