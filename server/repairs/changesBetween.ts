import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import type { Repair } from "../finding/finding.ts";

/** The repairs that turn one plain value into another, with changes as small as possible. */
export function changesBetween(before: unknown, after: unknown, path: Steps = []): Repair[] {
  if (before === after) return [];
  if (isObject(before) && isObject(after)) {
    const gone = Object.keys(before).filter((key) => after[key] === undefined && before[key] !== undefined);
    const changed = Object.keys(after).filter((key) => after[key] !== undefined);
    return [
      ...gone.map((key): Repair => ({ is: "remove", path: [...path, key] })),
      ...changed.flatMap((key): Repair[] =>
        before[key] === undefined ? [{ is: "addKey", path, key, value: after[key] }] : changesBetween(before[key], after[key], [...path, key]),
      ),
    ];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: unknown, i) => changesBetween(item, after[i], [...path, i]));
  const isScalar = typeof after === "string" || typeof after === "number" || typeof after === "boolean";
  return isScalar && typeof before !== "object" ? [{ is: "setValue", path, to: after }] : [];
}
