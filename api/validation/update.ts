import type { Check } from "../check.ts";
import { sameField } from "../equal.ts";
import type { TypeName } from "../../schemas/schema.ts";
import { everyFieldOf } from "../schema.ts";
import type { Situation, Update } from "./rules.ts";
import { type ApiSentence, say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";

/** Only when the object is new: an update is not asked about it again. */
export function onCreate<T>(check: Check<T>): Check<T, Situation<T>> {
  return (value, at, causes, { old }) => {
    if (old === undefined) check(value, at, causes, undefined);
  };
}

type UpdateChecks<T> = { readonly [K in keyof T]?: Check<NonNullable<T[K]>, Update<NonNullable<T[K]>>> };

/** Checks fields, each together with what it was. The server sees them before and after, empty where they were left out. */
export function changes<T extends object>(checks: UpdateChecks<T>): Check<T, Update<T>> {
  const entries = Object.entries(checks) as [keyof T & string, Check<unknown, Update<unknown>>][];
  return (value, at, causes, { old }) => {
    for (const [name, check] of entries) {
      if (value[name] === old[name]) continue;
      check(value[name] ?? {}, at.field(name), causes, { old: old[name] ?? {} });
    }
  };
}

/** These fields of a type stay what they were when the object was created. */
export function immutable<T extends object>(type: TypeName, ...names: readonly (keyof T & string)[]): Check<T, Update<T>> {
  const fields = everyFieldOf(type);
  return (value, at, causes, { old }) => {
    for (const name of names) {
      if (!sameField(value[name], old[name], fields.get(name)))
        causes.invalid(at.field(name), cannotChange(name, old[name]), { code: "immutable-field" });
    }
  };
}

/** The sentence for a field that an update may not touch. */
export function cannotChange(name: string | ApiSentence, before: unknown): ApiSentence {
  return before === undefined ? say("unset-cannot-change", { name }) : say("cannot-change", { name, before: quoted(before) });
}
