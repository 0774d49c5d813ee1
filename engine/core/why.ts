import type { Ref } from "./objects.ts";

/**
 * Why a step was taken, so that a person can check it: the rule, its numbers, and the fields of the manifest that set them.
 * `rule` names a sentence in `words/` ("may remove {removable}: {available} available, {floor} must stay"); every number in it comes from `numbers`.
 */
export interface Why {
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number | string>>;
  readonly fields: readonly FieldRef[];
}

/** A field of an object, as the API server prints it: what leads back to a line of YAML. */
export interface FieldRef {
  readonly object: Ref;
  readonly field: string;
}
