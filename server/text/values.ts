import { sameValue } from "../../api/equal.ts";
import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
/** The value at a path in plain data, if there is one. */
export function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (held, step) =>
      typeof held === "object" && held !== null && Object.hasOwn(held, step) ? (held as Record<string | number, unknown>)[step] : undefined,
    value,
  );
}

/** A copy with another value at the end of the steps; maps and lists that are missing on the way are made. */
export function putAt(value: unknown, steps: Steps, next: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return next;
  if (typeof step === "number" && (Array.isArray(value) || value === undefined || value === null)) {
    const copy = [...((value as unknown[] | undefined | null) ?? [])];
    copy[step] = putAt(copy[step], rest, next);
    return copy;
  }
  const map = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return { ...map, [step]: putAt(map[step], rest, next) };
}

/** A copy without the value at a path. */
export function withoutAt(value: unknown, steps: Steps): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return rest.length === 0 ? value.filter((_, i) => i !== step) : value.map((held, i) => (i === step ? withoutAt(held, rest) : held));
  const map = value as Record<string, unknown>;
  if (rest.length > 0) return { ...map, [step]: withoutAt(map[step], rest) };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== String(step)));
}

/** The path of the first difference between two values; for a removed value, of its parent. */
export function firstDifference(before: unknown, after: unknown, path: Steps): Steps {
  if (isObject(before) && isObject(after)) {
    const key = Object.keys(after).find((one) => !sameValue(before[one], after[one]));
    return key === undefined ? path : firstDifference(before[key], after[key], [...path, key]);
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return path;
  const index = after.findIndex((item, i) => !sameValue(before[i], item));
  return index < 0 ? path : firstDifference(before[index], after[index], [...path, index]);
}

/** The text at a path; empty if there is none. */
export function textAt(value: unknown, steps: Steps): string {
  const held = valueAt(value, steps);
  return typeof held === "string" ? held : "";
}
