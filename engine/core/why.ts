import type { NamesIn } from "../../api/words/sentence.ts";
import type { en } from "../words/en.ts";
import type { Ref } from "./objects.ts";

/** The rules by which controllers, the scheduler and kubelets act: each has a sentence in `engine/words/`. */
export type Rule = keyof typeof en;

/** The values that the sentence of a rule needs. */
export type NumbersOf<R extends Rule> = { readonly [Name in NamesIn<(typeof en)[R]>]: number | string };

/** The reason of an action: this rule, with its values. */
export interface WhyOf<R extends Rule> {
  readonly rule: R;
  readonly numbers: NumbersOf<R>;
  readonly fields: readonly FieldRef[];
}

/** Why an action was taken, so that a person can check it: the rule, its numbers, and the fields of the manifest that set them. */
export type Why = { readonly [R in Rule]: WhyOf<R> }[Rule];

/** Builds the reason of a rule with its values and the fields that set them. */
export function because<R extends Rule>(rule: R, numbers: NumbersOf<R>, fields: readonly FieldRef[]): Why {
  return { rule, numbers, fields } as Why;
}

/** A field of an object, as the API server prints it. It leads back to a line of YAML. */
export interface FieldRef {
  readonly object: Ref;
  readonly field: string;
}
