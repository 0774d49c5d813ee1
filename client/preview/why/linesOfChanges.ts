import { isObject } from "../../../api/object.ts";
import { stepsOfField } from "../../../api/fieldSteps.ts";
import { type FieldChange, withFieldChange } from "../../../engine/core/fieldChange.ts";
import type { Proposed } from "../host/messages.ts";

/** Changes as lines of YAML, with nothing around them, where there is no file to show: what the fields hold, and what they are to hold. */
export function linesOfChanges(changes: readonly FieldChange[]): Pick<Proposed, "before" | "after"> {
  const known = changes.flatMap((change) => ("from" in change && change.from !== undefined ? [{ field: change.field, to: change.from }] : []));
  return { before: textOf(known), after: textOf(changes) };
}

function textOf(changes: readonly FieldChange[]): string {
  return linesOf(changes.reduce<unknown>((made, change) => withFieldChange(made, stepsOfField(change.field), change), {})).join("\n");
}

/** A value of a manifest in lines. Writing whole files would take a library. */
function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => linesOf(item).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)));
  if (!isObject(value)) return [scalarOf(value)];
  return Object.entries(value).flatMap(([key, inner]) => {
    const lines = linesOf(inner);
    if (Array.isArray(inner)) return [`${key}:`, ...lines];
    return isObject(inner) ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0]}`];
  });
}

/** Texts that a reader would take for something else are quoted. */
function scalarOf(value: unknown): string {
  return typeof value === "string" && /^[A-Za-z\d][\w./-]*$/.test(value) && !/^(\d+(\.\d*)?|true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
