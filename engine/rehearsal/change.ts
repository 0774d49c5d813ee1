import { isObject } from "../../api/object.ts";
import { keyOf, type Ref, type StoredObject } from "../core/objects.ts";
import { kindOf } from "../core/registry.ts";
import { editsBetween, type Edit } from "./edits.ts";
import { apply } from "./script/apply.ts";
import { asked, refIn } from "./script/named.ts";
import type { Stage } from "./script/stage.ts";

/** What was asked of the cluster when the rehearsal began, and what became of it. */
export interface ApplyResult {
  /** How many of the versions, the first ones, were there before. */
  readonly versionsBefore: number;
  /** Object by object, in the order of the file. */
  readonly applied: readonly AppliedObject[];
  /** What ran before and is no longer in the file. */
  readonly left: readonly Left[];
}

/** One object that was applied. Of kinds that this cluster does not know nothing is made. */
export type AppliedObject =
  | { readonly is: "created" | "unchanged" | "unknown"; readonly ref: Ref }
  | { readonly is: "configured"; readonly ref: Ref; readonly edits: readonly Edit[] }
  /** The rest goes on, as with `kubectl`. */
  | { readonly is: "refused"; readonly ref: Ref; readonly message: string };

/** An object that is no longer in the file: it stays, unless the scenario prunes. */
export interface Left {
  readonly ref: Ref;
  readonly pruned: boolean;
}

/** A change of which nothing is known. */
export const noChange: ApplyResult = { versionsBefore: 0, applied: [], left: [] };

/** Applies an object, and says what became of it. */
export function applyOne(stage: Stage, manifest: unknown): AppliedObject {
  const ref = refOfManifest(manifest);
  if (isObject(manifest) && !kindOf(manifest)) return { is: "unknown", ref };
  const before = stage.plane.store.get(ref);
  const answer = apply(stage, manifest);
  if (!answer.ok) return { is: "refused", ref, message: answer.message };
  const after = stage.plane.store.get(ref);
  if (!before || !after) return { is: "created", ref };
  const edits = before === after ? [] : editsBetween(before, after);
  return edits.length === 0 ? { is: "unchanged", ref } : { is: "configured", ref, edits };
}

/** What runs and has left the file. With `prune` it is deleted, as `kubectl apply --prune` does. */
export function leaveBehind(stage: Stage, before: readonly unknown[], after: readonly unknown[], prune: boolean): Left[] {
  const kept = new Set(after.map((manifest) => keyOf(refOfManifest(manifest))));
  const gone = before.map(refOfManifest).filter((ref) => !kept.has(keyOf(ref)) && stage.plane.store.get(ref) !== undefined);
  if (prune) for (const ref of gone) stage.perform({ do: "delete", ref, propagation: "Background", why: asked });
  return gone.map((ref) => ({ ref, pruned: prune }));
}

/** The object that a manifest means; half-typed ones have neither a kind nor a name. */
function refOfManifest(manifest: unknown): Ref {
  const { kind, metadata } = (isObject(manifest) ? manifest : {}) as Partial<StoredObject>;
  const { name, namespace } = (isObject(metadata) ? metadata : {}) as Partial<StoredObject["metadata"]>;
  return refIn(typeof kind === "string" ? kind : "", typeof name === "string" ? name : "", typeof namespace === "string" ? namespace : undefined);
}
