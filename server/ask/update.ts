import { type Admission, admit } from "../../api/admit.ts";

/** An update of what `old` became when it was created. */
export function updated(object: unknown, old: unknown): Admission {
  return admit(object, admit(old).object);
}
