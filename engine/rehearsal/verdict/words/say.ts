import { allOf, listed, type Part, sayFrom, type Sentence } from "../../../../api/words/sentence.ts";
import type { Millis, Ref } from "../../../core/objects.ts";
import type { Rule, Why } from "../../../core/why.ts";
import type { en } from "./en.ts";

/** A code of a sentence of a verdict. */
export type VerdictCode = keyof typeof en;

/** A sentence of a verdict. */
export type VerdictSentence = Sentence<VerdictCode>;

/** Makes a sentence of a verdict. */
export const say = sayFrom<typeof en, VerdictCode | Rule>();

/** The reason of a step, within a sentence. */
export function reasonOf({ rule, numbers }: Why): Sentence<Rule> {
  return { code: rule, parts: numbers };
}

/** How long something takes, in whole seconds. */
export function lasting(millis: Millis): VerdictSentence {
  const seconds = Math.max(1, Math.round(millis / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return say("seconds", { seconds });
  if (hours === 0) return seconds % 60 === 0 ? say("minutes", { minutes }) : say("minutes-seconds", { minutes, seconds: seconds % 60 });
  return minutes % 60 === 0 ? say("hours", { hours }) : say("hours-minutes", { hours, minutes: minutes % 60 });
}

/** A list of names; only the first ones if there are many. */
export function fewOf(names: readonly string[]): Part<VerdictCode> {
  return names.length <= 4 ? allOf(names) : say("and-more", { first: listed(names.slice(0, 3)), more: names.length - 3 });
}

/** An object as users name it: `Service web`. */
export function nameOf({ kind, name }: Ref): string {
  return name === "" ? kind : `${kind} ${name}`;
}
