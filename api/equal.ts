import type { Field } from "../schemas/schema.ts";
import { fieldsOf } from "./schema.ts";

/**
 * Whether two values of the API are the same. What is absent is the same as an empty list or map, as in the API server's own comparisons.
 * Where `field` says what the values are, an empty object that the server tells from its absence is not the same as nothing.
 */
export function sameValue(a: unknown, b: unknown, field?: Field): boolean {
  if (Object.is(a, b)) return true;
  if (isNothing(a, field) || isNothing(b, field)) return isNothing(a, field) && isNothing(b, field);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const shape = field?.shape;
  const held = shape?.is === "list" || shape?.is === "map" ? { shape: shape.of } : undefined;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i], held));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const fields = shape?.is === "object" ? fieldsOf(shape.type) : undefined;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => sameValue(left[key], right[key], fields?.get(key) ?? held));
}

function isNothing(value: unknown, field: Field | undefined): boolean {
  if (value === undefined || value === null) return true;
  const counts = field?.nullable === true && field.shape.is === "object";
  return typeof value === "object" && Object.keys(value).length === 0 && !counts;
}
