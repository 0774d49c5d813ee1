import { textOf } from "../object.ts";
import { type Check, between } from "../check.ts";
import { type IntOrString, percentOf } from "../intOrString.ts";
import { formatted, percent } from "./names.ts";
import { say } from "../words/say.ts";

/** A count of 0 or more, or a percentage. */
export const countOrPercent: Check<IntOrString> = (value, at, causes) =>
  typeof value === "number" ? between(0)(value, at, causes, undefined) : formatted(percent)(value, at, causes, undefined);

/** A percentage takes at most the whole. */
export const atMostWhole: Check<IntOrString> = (value, at, causes) => {
  if ((percentOf(value) ?? 0) > 100) causes.invalid(at, say("more-than-whole", { value }), { instead: "100%" });
};

/** Whether an amount comes to nothing: 0 or 0%. What is no amount at all counts as nothing too, as on the server. */
export function isNone(value: IntOrString): boolean {
  const [, count, percent] = /^(?:[+-]?(\d+)|(\d+)%)$/.exec(textOf(value)) ?? [];
  return Number(count ?? percent ?? 0) === 0;
}
