import type { NamesIn } from "../../api/words/sentence.ts";
import type { en } from "../words/en.ts";
import type { Ref } from "./objects.ts";

/** The rules by which controllers, the scheduler and kubelets take steps: each has a sentence in `engine/words/`. */
export type Rule = keyof typeof en;

/** What the sentence of a rule names, and so has to be told. */
export type NumbersOf<R extends Rule> = { readonly [Name in NamesIn<(typeof en)[R]>]: number | string };

/** A step was taken by this rule. */
export interface WhyOf<R extends Rule> {
  readonly rule: R;
  readonly numbers: NumbersOf<R>;
  readonly fields: readonly FieldRef[];
}

/** Why a step was taken, so that a person can check it: the rule, its numbers, and the fields of the manifest that set them. */
export type Why = { readonly [R in Rule]: WhyOf<R> }[Rule];

/** The reason of a rule that is only known as one of several: it tells what any of them names. */
export function because<R extends Rule>(rule: R, numbers: NumbersOf<R>, fields: readonly FieldRef[]): Why {
  return { rule, numbers, fields } as Why;
}

/** A field of an object, as the API server prints it: what leads back to a line of YAML. */
export interface FieldRef {
  readonly object: Ref;
  readonly field: string;
}
