import { setOwn } from "../decode.ts";
import { isObject } from "../object.ts";
import { identical, type Map, own } from "./map.ts";
import { fieldAt, itemOf, type Known } from "./strategy.ts";

/** The result of a server-side apply: the merged object, or the conflicting fields. */
export type ServerSide = { readonly object: Map } | { readonly conflicts: readonly string[] };

/** What a field manager applied last, and the resulting object. */
export interface LastApplied {
  readonly manifest: Map;
  readonly object: Map;
}

/**
 * Merges a manifest on the server: its fields are set, fields that it had before but no longer has are removed, and everything else stays.
 * A field that differs from what this manager applied belongs to another manager. Changing it is a conflict, unless forced.
 */
export function applyServerSide(manifest: Map, live: Map, last: LastApplied | undefined, shape: Known, force: "force" | "ask"): ServerSide {
  const conflicts = force === "force" ? [] : [...conflictsIn(manifest, live, last?.object, shape, "")];
  if (conflicts.length > 0) return { conflicts };
  const left = last ? removed(live, last.manifest, manifest, last.object, shape) : live;
  return { object: mergedIn(left, manifest, shape) as Map };
}

/** Whether a list is merged item by item, and by which of their fields. */
export function keysOf(shape: Known): readonly string[] | undefined {
  return shape?.is === "list" && shape.listType === "map" ? shape.keys : undefined;
}

function isWhole(shape: Known, name: string): boolean {
  return fieldAt(shape, name)?.atomic === true;
}

/** Whether two items of a list are the same one. */
export function sameItem(a: unknown, b: unknown, keys: readonly string[]): boolean {
  return isObject(a) && isObject(b) && keys.every((key) => identical(a[key] ?? defaults[key], b[key] ?? defaults[key]));
}

/** Keys that a manifest may leave out. */
const defaults: Readonly<Record<string, unknown>> = { protocol: "TCP" };

function* conflictsIn(manifest: unknown, live: unknown, base: unknown, shape: Known, at: string): Generator<string> {
  const keys = keysOf(shape);
  if (isObject(manifest) && isObject(live)) {
    for (const [name, value] of Object.entries(manifest)) {
      const there = own(live, name);
      const before = isObject(base) ? own(base, name) : undefined;
      if (there === undefined || (at === "" && (name === "apiVersion" || name === "kind"))) continue;
      if (isWhole(shape, name)) yield* conflictAt(value, there, before, `${at}.${name}`);
      else yield* conflictsIn(value, there, before, fieldAt(shape, name)?.shape, `${at}.${name}`);
    }
  } else if (keys && Array.isArray(manifest) && Array.isArray(live)) {
    for (const item of manifest) {
      const there: unknown = live.find((one) => sameItem(one, item, keys));
      const before: unknown = Array.isArray(base) ? base.find((one) => sameItem(one, item, keys)) : undefined;
      const id = keys.map((key) => `${key}=${JSON.stringify((item as Map)[key] ?? defaults[key])}`).join(",");
      if (there !== undefined) yield* conflictsIn(item, there, before, itemOf(shape), `${at}[${id}]`);
    }
  } else yield* conflictAt(manifest, live, base, at);
}

function* conflictAt(manifest: unknown, live: unknown, base: unknown, at: string): Generator<string> {
  if (!identical(manifest, live) && base !== undefined && !identical(live, base)) yield at;
}

/** Removes fields that were applied before but are not any more, if they have not been changed since. */
function removed(live: Map, before: Map, now: Map, base: Map, shape: Known): Map {
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(live)) {
    const [was, is, stood] = [own(before, name), own(now, name), own(base, name)];
    if (was === undefined) setOwn(left, name, value);
    else if (is === undefined) {
      if (identical(value, stood)) continue;
      const rest = isObject(value) && !isWhole(shape, name) ? removedIn(value, was, {}, stood, fieldAt(shape, name)?.shape) : value;
      if (!isObject(rest) || Object.keys(rest).length > 0) setOwn(left, name, rest);
    } else setOwn(left, name, isWhole(shape, name) ? value : removedIn(value, was, is, stood, fieldAt(shape, name)?.shape));
  }
  return left;
}

function removedIn(value: unknown, was: unknown, is: unknown, stood: unknown, shape: Known): unknown {
  if (isObject(value) && isObject(was) && isObject(is)) return removed(value, was, is, isObject(stood) ? stood : {}, shape);
  const keys = keysOf(shape);
  if (!keys || !Array.isArray(value) || !Array.isArray(was) || !Array.isArray(is)) return value;
  const find = (list: unknown, item: unknown): unknown => (Array.isArray(list) ? list.find((one) => sameItem(one, item, keys)) : undefined);
  return (value as unknown[]).flatMap((item) => {
    const [before, now] = [find(was, item), find(is, item)];
    if (before === undefined) return [item];
    return now === undefined ? [] : [removedIn(item, before, now, find(stood, item), itemOf(shape))];
  });
}

function mergedIn(live: unknown, manifest: unknown, shape: Known): unknown {
  if (isObject(live) && isObject(manifest)) {
    const merged: Record<string, unknown> = { ...live };
    for (const [name, value] of Object.entries(manifest))
      setOwn(merged, name, isWhole(shape, name) ? value : mergedIn(own(live, name), value, fieldAt(shape, name)?.shape));
    return merged;
  }
  const keys = keysOf(shape);
  if (keys && Array.isArray(live) && Array.isArray(manifest)) {
    const others = (live as unknown[]).filter((one) => !manifest.some((item) => sameItem(one, item, keys)));
    return [
      ...(manifest as unknown[]).map((item) =>
        mergedIn(
          live.find((one) => sameItem(one, item, keys)),
          item,
          itemOf(shape),
        ),
      ),
      ...others,
    ];
  }
  if (shape?.is === "list" && shape.listType === "set" && Array.isArray(live) && Array.isArray(manifest))
    return [...new Set([...live, ...manifest])] as unknown[];
  return manifest;
}
