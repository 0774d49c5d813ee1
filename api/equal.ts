import type { Field } from "../schemas/schema.ts";
import { compare, parseQuantity } from "./quantity.ts";
import { everyFieldOf } from "./schema.ts";

/** Whether two values of the API are equal. An absent value equals an empty list or map, as in the API server's comparisons. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a === undefined || a === null) return isNothing(b);
  if (b === undefined || b === null) return isNothing(a);
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) && Array.isArray(b)) return sameItems(a, b);
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) if (!sameValue(left[key], right[key])) return false;
  for (const key in right) if (!Object.hasOwn(left, key) && !isNothing(right[key])) return false;
  return true;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameValue(a[i], b[i])) return false;
  return true;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "object") return false;
  for (const _ in value) return false;
  return true;
}

/** The same for values of a known field, where an empty object that the server tells from its absence is not the same as nothing, and `1` and `+1` are one amount. */
export function sameField(a: unknown, b: unknown, field: Field | undefined): boolean {
  if (Object.is(a, b) || !field) return sameValue(a, b);
  const counts = field.nullable === true && field.shape.is === "object";
  if (a === undefined || b === undefined) return a === b || (!counts && isNothing(a ?? b));
  const { shape } = field;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return shape.is === "quantity" && sameAmount(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    const item = shape.is === "list" ? { shape: shape.of } : undefined;
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => sameField(one, b[i], item));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const fieldAt = (key: string): Field | undefined =>
    shape.is === "object" ? everyFieldOf(shape.type).get(key) : shape.is === "map" ? { shape: shape.of } : undefined;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => sameField(left[key], right[key], fieldAt(key)));
}

function sameAmount(a: unknown, b: unknown): boolean {
  const [left, right] = [parseQuantity(String(a)), parseQuantity(String(b))];
  return left !== undefined && right !== undefined && compare(left, right) === 0;
}
