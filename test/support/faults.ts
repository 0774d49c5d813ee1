import { parse } from "yaml";
import { type Admission, admit } from "../../api/admit/admit.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import { fieldOf } from "../../api/cause.ts";
import { inEnglish } from "../../api/words/english.ts";

function admission(manifest: string, committed?: string): Admission {
  return committed === undefined ? admit(parse(manifest)) : admitUpdate(parse(manifest), parse(committed));
}

/** Why the API server refuses a manifest, or a change of the committed one: `field Type`, without the types' common part. */
export function faults(manifest: string, committed?: string): string[] {
  return admission(manifest, committed).causes.map((cause) => `${fieldOf(cause)} ${cause.type.replace("FieldValue", "")}`);
}

/** The sentences that a person reads. */
export function sentences(manifest: string, committed?: string): string[] {
  return admission(manifest, committed).causes.map(({ message }) => inEnglish(message));
}

/** The API server's warnings for what it accepts: `field code`. */
export function warnings(manifest: string): string[] {
  return admission(manifest).warnings.map(({ path, code }) => `${path.toString()} ${code}`);
}
