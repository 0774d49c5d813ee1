import { everKindOf } from "../schema.ts";
import { difference } from "./difference.ts";
import { mergePatch, threeWayMergePatch } from "./json.ts";
import { annotated, lastAppliedOf } from "./lastApplied.ts";
import type { Map } from "./map.ts";
import { joinPatches, strategicMerge } from "./strategic.ts";
import { type Known, MergeProblem } from "./strategy.ts";

/** A patch as it is sent to the API server. */
export interface Patch {
  readonly type: "strategic" | "merge";
  readonly body: Map;
}

/** The result of `kubectl apply`: the patch, which is empty if nothing changes, and the resulting object. */
export type Applied = { readonly patch: Patch; readonly object: Map } | { readonly problem: string };

/** The shape of a built-in kind; nothing for custom resources. */
export function shapeOfKind({ apiVersion, kind }: Map): Known {
  const type = typeof apiVersion === "string" && typeof kind === "string" ? everKindOf(apiVersion, kind)?.type : undefined;
  return type === undefined ? undefined : { is: "object", type };
}

/**
 * Applies a manifest as `kubectl apply` does: changes against the live object, and deletions against what was applied last.
 * What others have added to the live object stays.
 */
export function applyManifest(manifest: Map, live: Map): Applied {
  const modified = annotated(manifest);
  const original = lastAppliedOf(live) ?? {};
  const shape = shapeOfKind(manifest);
  try {
    const patch: Patch =
      shape === undefined
        ? { type: "merge", body: threeWayMergePatch(original, modified, live) }
        : { type: "strategic", body: threeWayPatch(original, modified, live, shape) };
    return { patch, object: patched(live, patch) };
  } catch (error) {
    if (error instanceof MergeProblem) return { problem: error.message };
    throw error;
  }
}

/** The strategic merge patch of a three-way merge. */
export function threeWayPatch(original: Map, modified: Map, live: Map, shape: Known): Map {
  return joinPatches(difference(original, modified, shape, "deletions"), difference(live, modified, shape, "changes"), shape);
}

/** An object as a patch leaves it, before the server has looked at it. */
export function patched(object: Map, { type, body }: Patch): Map {
  return type === "merge" ? (mergePatch(object, body) as Map) : strategicMerge(object, body, shapeOfKind(object));
}
