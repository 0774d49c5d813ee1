import { isObject } from "../object.ts";
import { type Admission, admit } from "./admit.ts";
import { nowhere, type Surroundings } from "../surroundings.ts";

/**
 * What the API server makes of a manifest whose older version it was given before. Where even the same manifest could not be put in the stored object's place,
 * since the server filled in what must stay, only what changed between the manifests is applied, as `kubectl apply` does.
 */
export function admitUpdate(manifest: unknown, older: unknown, surroundings: Surroundings = nowhere): Admission {
  const stored = admit(older, undefined, surroundings).object;
  const replaces = admit(older, stored, surroundings).refusedAt === undefined;
  return admit(replaces ? manifest : merged(stored, difference(older, manifest)), stored, surroundings);
}

/** What changed from one value to another, as a JSON merge patch: null takes away, lists are replaced as a whole. */
function difference(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after;
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (is === undefined) patch[key] = null;
    else if (JSON.stringify(was) !== JSON.stringify(is)) patch[key] = difference(was, is);
  }
  return patch;
}

function merged(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(value) ? { ...value } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) delete result[key];
    else result[key] = merged(result[key], change);
  }
  return result;
}
