import { lastAppliedOf } from "../../api/merge/lastApplied.ts";
import { isObject } from "../../api/object.ts";
import type { View } from "../core/controller.ts";
import type { FieldRef } from "../core/why.ts";

/** The first of some fields that is in the applied file. If none is, the longest prefix of the first field that is there. */
export function standing([first, ...others]: readonly [FieldRef, ...FieldRef[]], view: View): FieldRef {
  const written = [first, ...others].find((ref) => standsWholly(ref, view));
  if (written) return written;
  const steps = stepsOf(first.field);
  const manifest = manifestOf(first, view);
  let count = 0;
  for (let value = manifest; count < steps.length; count++) {
    value = within(value, steps[count]!);
    if (value === undefined) break;
  }
  const field = first.field
    .split(/(?=[.[])/)
    .slice(0, count)
    .join("");
  return { ...first, field: field === "" ? "spec" : field };
}

function standsWholly(ref: FieldRef, view: View): boolean {
  return stepsOf(ref.field).reduce<unknown>(within, manifestOf(ref, view)) !== undefined;
}

function manifestOf({ object }: FieldRef, { store }: View): unknown {
  const live = store.get(object);
  return live && (lastAppliedOf({ ...live }) ?? live);
}

function stepsOf(field: string): readonly string[] {
  return field.match(/[^.[\]]+/g) ?? [];
}

function within(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(step)];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
