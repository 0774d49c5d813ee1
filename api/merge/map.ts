import { isObject } from "../object.ts";

/** An object of JSON, or a map. */
export type Map = Readonly<Record<string, unknown>>;

/** Values that may be compared in depth: both maps, both lists, both texts and so on. */
export function sameType(a: unknown, b: unknown): boolean {
  return typeOf(a) === typeOf(b);
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

/** Whether two values of JSON are the same, to the letter: an empty list is not the same as none. */
export function identical(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => identical(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && identical(a[name], b[name]));
}

/** The value of a field of the map itself, so that `constructor` is not found in every map. */
export function own(map: Map, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
