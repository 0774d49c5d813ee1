import { admit } from "../../api/admit/admit.ts";
import { customKindsOf } from "../../api/customResources.ts";
import { isObject } from "../../api/object.ts";
import { nowhereWith } from "../../api/surroundings.ts";
import { usualVersion } from "../../api/version.ts";
import { keyOf, type Ref, type StoredObject } from "../core/objects.ts";
import { kindOf } from "../core/registry.ts";
import { invalid } from "../plane/apiServer/admit.ts";
import { editsBetween, type Edit } from "./edits.ts";
import { apply } from "./script/apply.ts";
import { asked, refIn } from "./script/named.ts";
import type { Stage } from "./script/stage.ts";

/** The result of applying the manifests when the rehearsal begins. */
export interface ApplyResult {
  /** How many versions of the trace come from before the apply. */
  readonly versionsBefore: number;
  /** Object by object, in the order of the file. */
  readonly applied: readonly AppliedObject[];
  /** The objects that ran before and are no longer in the file. */
  readonly left: readonly Left[];
}

/** The result for one object. Custom resources and objects of unknown kinds are not created. */
export type AppliedObject =
  | { readonly is: "created" | "unchanged" | "unknown"; readonly ref: Ref }
  | { readonly is: "configured"; readonly ref: Ref; readonly edits: readonly Edit[] }
  /** The other objects are applied all the same, as `kubectl` does. */
  | { readonly is: "refused"; readonly ref: Ref; readonly message: string; readonly field?: string };

/** An object that is no longer in the file: it stays, unless the scenario prunes. */
export interface Left {
  readonly ref: Ref;
  readonly pruned: boolean;
}

/** The result where nothing was applied. */
export const noChange: ApplyResult = { versionsBefore: 0, applied: [], left: [] };

/** Applies an object and returns the result. */
export function applyOne(stage: Stage, manifest: unknown): AppliedObject {
  const ref = refOfManifest(manifest);
  if (isObject(manifest) && !kindOf(manifest)) return applyCustom(stage, manifest as unknown as StoredObject, ref);
  const before = stage.plane.store.get(ref);
  const answer = apply(stage, manifest);
  if (!answer.ok) return { is: "refused", ref, message: answer.message, ...(answer.field !== undefined && { field: answer.field }) };
  const after = stage.plane.store.get(ref);
  if (!before || !after) return { is: "created", ref };
  const edits = before === after ? [] : editsBetween(before, after);
  return edits.length === 0 ? { is: "unchanged", ref } : { is: "configured", ref, edits };
}

/** A custom resource is not kept, since nobody here acts on it, but it is refused as its CustomResourceDefinition wants. */
function applyCustom({ plane }: Stage, manifest: StoredObject, ref: Ref): AppliedObject {
  const custom = plane.store
    .list("CustomResourceDefinition")
    .flatMap(customKindsOf)
    .find(({ apiVersion, kind }) => apiVersion === manifest.apiVersion && kind === manifest.kind);
  const causes = custom ? admit(manifest, undefined, nowhereWith(custom)[usualVersion]).causes : [];
  if (causes.length === 0) return { is: "unknown", ref };
  const { message, field } = invalid(manifest, causes, manifest);
  return { is: "refused", ref, message, ...(field !== undefined && { field }) };
}

/** The running objects that are no longer in the file. With `prune` they are deleted, as by `kubectl apply --prune`. */
export function leaveBehind(stage: Stage, before: readonly unknown[], after: readonly unknown[], prune: boolean): Left[] {
  const kept = new Set(after.map((manifest) => keyOf(refOfManifest(manifest))));
  const gone = before.map(refOfManifest).filter((ref) => !kept.has(keyOf(ref)) && stage.plane.store.get(ref) !== undefined);
  if (prune) for (const ref of gone) stage.perform({ do: "delete", ref, propagation: "Background", why: asked });
  return gone.map((ref) => ({ ref, pruned: prune }));
}

/** The object that a manifest describes; a half-typed manifest may have no kind and no name. */
export function refOfManifest(manifest: unknown): Ref {
  const { kind, metadata } = (isObject(manifest) ? manifest : {}) as Partial<StoredObject>;
  const { name, namespace } = (isObject(metadata) ? metadata : {}) as Partial<StoredObject["metadata"]>;
  return refIn(typeof kind === "string" ? kind : "", typeof name === "string" ? name : "", typeof namespace === "string" ? namespace : undefined);
}
