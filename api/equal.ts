import type { Field } from "../schemas/schema.ts";
import { fieldsOf } from "./schema.ts";

/**
 * Whether two values of the API are the same. What is absent is the same as an empty list or map, as in the API server's own comparisons.
 * Where `field` says what the values are, an empty object that the server tells from its absence is not the same as nothing.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a === undefined || a === null) return isNothing(b);
  if (b === undefined || b === null) return isNothing(a);
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of Object.keys(left)) if (!sameValue(left[key], right[key])) return false;
  for (const key of Object.keys(right)) if (!Object.hasOwn(left, key) && !isNothing(right[key])) return false;
  return true;
}

function isNothing(value: unknown, field: Field | undefined): boolean {
  if (value === undefined || value === null) return true;
  const counts = field?.nullable === true && field.shape.is === "object";
  return typeof value === "object" && Object.keys(value).length === 0 && !counts;
}
