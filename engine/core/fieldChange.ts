import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";

/** Another value for a field of a manifest, or one more item of its list. The field is as the API server prints it. */
export type FieldChange =
  { readonly field: string; readonly from?: unknown; readonly to: unknown } | { readonly field: string; readonly add: unknown };

/** A copy of a manifest with the change at these steps; maps and lists that are missing on the way are made. */
export function withFieldChange(value: unknown, [step, ...rest]: Steps, change: FieldChange): unknown {
  if (step === undefined) return "to" in change ? change.to : [...(Array.isArray(value) ? (value as unknown[]) : []), change.add];
  if (typeof step === "number") {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return list.toSpliced(step, 1, withFieldChange(list[step], rest, change));
  }
  const map = isObject(value) ? value : {};
  return { ...map, [step]: withFieldChange(map[step], rest, change) };
}
