import { isObject } from "../object.ts";
import { type Admission, admit } from "./admit.ts";
import { nowhere, type Surroundings } from "../surroundings.ts";

/**
 * The API server's answer to a manifest after an older version of it. If even the unchanged manifest could not replace the stored object,
 * since the server filled in immutable fields, only the changes between the manifests are applied, as by `kubectl apply`.
 */
export function admitUpdate(manifest: unknown, older: unknown, surroundings: Surroundings = nowhere): Admission {
  const stored = admit(older, undefined, surroundings).object;
  const replaces = admit(older, stored, surroundings).refusedAt === undefined;
  return admit(replaces ? manifest : merged(stored, difference(older, manifest)), stored, surroundings);
}

/** The changes from one value to another as a JSON merge patch: null removes a field, lists are replaced as a whole. */
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
