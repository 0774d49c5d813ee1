import { isObject } from "../object.ts";
import type { Field, Shape } from "../../schemas/schema.ts";
import { everyFieldOf } from "../schema.ts";
import { own } from "./map.ts";

/** The shape of a value, if it is known: not for custom resources and unknown fields. */
export type Known = Shape | undefined;

/** How one field of a value is merged. */
export interface FieldStrategy {
  readonly shape: Known;
  readonly is?: "merge" | "replace";
  readonly key?: string;
  readonly retainKeys: boolean;
}

/** How a field of an object is merged. */
export function strategyOf(shape: Known, name: string): FieldStrategy {
  const field = fieldAt(shape, name);
  const { is, key, retainKeys = false } = field?.patch ?? {};
  return { shape: field?.shape, retainKeys, ...(is && { is }), ...(key !== undefined && { key }) };
}

/** A field of an object, or the value of a map. */
export function fieldAt(shape: Known, name: string): Field | undefined {
  if (shape?.is === "object") return everyFieldOf(shape.type).get(name);
  return shape?.is === "map" ? { shape: shape.of } : undefined;
}

/** The shape of a list's items. */
export function itemOf(shape: Known): Known {
  return shape?.is === "list" ? shape.of : undefined;
}

/** A patch that cannot be made or merged, as `kubectl` says it. */
export class MergeProblem extends Error {}

/** The key of an item in a merged list, as text. */
export function keyOfItem(item: unknown, key: string): string {
  const value = isObject(item) ? own(item, key) : undefined;
  if (value === undefined) throw new MergeProblem(`map: ${inGo(item)} does not contain declared merge key: ${key}`);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value as Go prints it. */
function inGo(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inGo).join(" ")}]`;
  if (!isObject(value)) return value === null ? "<nil>" : typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return `map[${Object.keys(value)
    .sort()
    .map((name) => `${name}:${inGo(value[name])}`)
    .join(" ")}]`;
}
