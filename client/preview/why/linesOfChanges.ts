import { stepsOfField } from "../../../api/fieldSteps.ts";
import { type FieldChange, withFieldChange } from "../../../engine/core/fieldChange.ts";
import { yamlText } from "../../../kubectl/output/yaml.ts";
import type { Proposed } from "../host/messages.ts";

/** Changes as lines of YAML, with nothing around them, where there is no file to show: what the fields hold, and what they are to hold. */
export function linesOfChanges(changes: readonly FieldChange[]): Pick<Proposed, "before" | "after"> {
  const known = changes.flatMap((change) => ("from" in change && change.from !== undefined ? [{ field: change.field, to: change.from }] : []));
  return { before: textOf(known), after: textOf(changes) };
}

function textOf(changes: readonly FieldChange[]): string {
  const made = changes.reduce<unknown>((value, change) => withFieldChange(value, stepsOfField(change.field), change), undefined);
  return made === undefined ? "" : yamlText(made).trimEnd();
}
