import { admit } from "../../api/admit/admit.ts";
import { inEnglish } from "../../api/words/english.ts";
import type { StoredObject } from "../../engine/core/objects.ts";

/** What the server says of an object that it accepts. */
export function warningsOf(object: StoredObject, old?: StoredObject): string {
  const { warnings } = admit(object, old);
  return warnings.map((warning) => `Warning: ${serverText(warning)}\n`).join("");
}

function serverText(warning: ReturnType<typeof admit>["warnings"][number]): string {
  return inEnglish(warning.message);
}
