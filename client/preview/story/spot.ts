import { keyOf } from "../../../engine/core/objects.ts";
import type { Why } from "../../../engine/core/why.ts";
import type { Spot } from "../host/messages.ts";

/** The line of YAML that led to a step: the first field that its reason names. */
export function spotOf({ why }: { readonly why: Why }): Spot | undefined {
  return why.fields[0];
}

/** Whether a step hangs on the field at the cursor, or on one above or below it. */
export function concernsCursor({ why }: { readonly why: Why }, cursor: Spot | null): boolean {
  if (!cursor?.field) return false;
  return why.fields.some(
    ({ object, field }) => keyOf(object) === keyOf(cursor.object) && (isUnder(field, cursor.field) || isUnder(cursor.field, field)),
  );
}

function isUnder(field: string, above: string): boolean {
  return field === above || field.startsWith(`${above}.`) || field.startsWith(`${above}[`);
}
