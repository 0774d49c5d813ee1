import { setOwn } from "../decode.ts";
import { isObject } from "../object.ts";
import { identical, type Map, own } from "./map.ts";

/** JSON merge patch (RFC 7386): objects are merged, null removes a field, any other value replaces it. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = { ...(isObject(target) && target) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else setOwn(merged, name, mergePatch(own(merged, name), value));
  }
  return merged;
}

/** The JSON merge patch from one object to another. */
export function mergePatchBetween(from: Map, to: Map): Map {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [was, is] = [own(from, name), own(to, name)];
    if (is === undefined) setOwn(patch, name, null);
    else if (isObject(was) && isObject(is)) {
      const inner = mergePatchBetween(was, is);
      if (Object.keys(inner).length > 0) setOwn(patch, name, inner);
    } else if (!identical(was, is)) setOwn(patch, name, is);
  }
  return patch;
}

/** The patch of `kubectl apply` for a custom resource: differences from the live object, and fields that were removed from the file since it was last applied. */
export function threeWayMergePatch(last: Map, manifest: Map, live: Map): Map {
  const changed = without(mergePatchBetween(live, manifest), "nulls");
  const gone = without(mergePatchBetween(last, manifest), "values");
  return overlaid(gone, changed);
}

/** A patch without what takes away, or without what sets. */
function without(patch: Map, what: "nulls" | "values"): Map {
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(patch)) {
    if (isObject(value)) {
      const inner = without(value, what);
      if (Object.keys(inner).length > 0 || (what === "nulls" && Object.keys(value).length === 0)) setOwn(left, name, inner);
    } else if ((value === null) === (what === "values")) setOwn(left, name, value);
  }
  return left;
}

function overlaid(below: Map, above: Map): Map {
  const all: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const was = own(all, name);
    setOwn(all, name, isObject(was) && isObject(value) ? overlaid(was, value) : value);
  }
  return all;
}
