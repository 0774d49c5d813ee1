import { textOf } from "./object.ts";
import type { Causes } from "./cause.ts";
import type { Path } from "./path.ts";
import { reaches } from "./version.ts";
import { say } from "./words/say.ts";
import { listed, quoted } from "./words/sentence.ts";

/**
 * Checks one value and reports what the API server would refuse. Checks are built from smaller ones with the functions below,
 * so that a kind's rules read as a table of its fields. `context` is what a rule needs from outside its value (an old object, the pod of a container);
 * a check without a context can be used everywhere.
 */
export type Check<T, Context = unknown> = (value: T, at: Path, causes: Causes, context: Context) => void;

type FieldChecks<T, Context> = { readonly [K in keyof T]?: Check<NonNullable<T[K]>, Context> };

/** Checks the fields that are present; `required` reports missing ones. */
export function fields<T extends object, Context = unknown>(checks: FieldChecks<T, Context>): Check<T, Context> {
  const entries = Object.entries(checks) as [keyof T & string, Check<unknown, Context>][];
  return (value, at, causes, context) => {
    for (const [name, check] of entries) {
      const held = value[name];
      if (held !== undefined && held !== null) check(held, at.field(name), causes, context);
    }
  };
}

/** Checks every item of a list. */
export function each<T, Context = unknown>(check: Check<T, Context>): Check<readonly T[], Context> {
  return (items, at, causes, context) => items.forEach((item, i) => check(item, at.index(i), causes, context));
}

/** Checks every key of a map, and reports causes at the key. */
export function eachKey<Context = unknown>(check: Check<string, Context>): Check<Readonly<Record<string, unknown>>, Context> {
  return (map, at, causes, context) => {
    for (const key of Object.keys(map)) {
      const before = causes.list.length;
      check(key, at.key(key), causes, context);
      for (let i = before; i < causes.list.length; i++) causes.list[i] = { ...causes.list[i]!, blames: "key" };
    }
  };
}

/** Runs one check after the other. */
export function all<T, Context = unknown>(...checks: readonly Check<T, Context>[]): Check<T, Context> {
  return (value, at, causes, context) => {
    for (const check of checks) check(value, at, causes, context);
  };
}

/** Runs the second check only if the first reports nothing, since the server stops between them. */
export function orElse<T, Context = unknown>(first: Check<T, Context>, second: Check<T, Context>): Check<T, Context> {
  return (value, at, causes, context) => {
    const before = causes.list.length;
    first(value, at, causes, context);
    if (causes.list.length === before) second(value, at, causes, context);
  };
}

/** One check since a version, and another before it. */
export function since<T, Context = unknown>(
  version: string,
  check: Check<T, Context>,
  before: Check<T, Context> = () => undefined,
): Check<T, Context> {
  return (value, at, causes, context) => (reaches(causes.version, version) ? check : before)(value, at, causes, context);
}

/** Checks a value only if a condition holds. */
export function when<T, Context = unknown>(calls: (value: T) => boolean, check: Check<T, Context>): Check<T, Context> {
  return (value, at, causes, context) => {
    if (calls(value)) check(value, at, causes, context);
  };
}

/** Checks a field as the server sees it: a missing one is empty. */
export function within<T extends object, K extends keyof T & string, Context = unknown>(
  name: K,
  check: Check<NonNullable<T[K]>, Context>,
): Check<T, Context> {
  return (value, at, causes, context) => check(value[name] ?? ({} as NonNullable<T[K]>), at.field(name), causes, context);
}

/** These fields must be present; texts and lists must not be empty. */
export function required<T extends object>(...names: readonly (keyof T & string)[]): Check<T> {
  return (value, at, causes) => {
    for (const name of names) {
      if (isMissing(value[name])) causes.required(at.field(name), say("missing", { name }));
    }
  };
}

/** Whether a value is absent, an empty text or an empty list. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** No two items may have the same `keyOf`; items without a key are skipped. The second item is reported, at `where` in it. */
export function distinct<T>(keyOf: (item: T) => string | number | undefined, where: (item: Path) => Path = (item) => item): Check<readonly T[]> {
  return (items, at, causes) => {
    const seen = new Map<string | number, number>();
    items.forEach((item, i) => {
      const key = keyOf(item);
      if (key === undefined) return;
      const first = seen.get(key);
      if (first === undefined) return void seen.set(key, i);
      const related = { path: where(at.index(first)), message: say("first-one") };
      causes.duplicate(where(at.index(i)), say("twice", { value: quoted(key) }), { related });
    });
  };
}

/** The value must be one of a closed set of words. */
export function oneOf(...allowed: readonly string[]): Check<string> {
  return (value, at, causes) => {
    if (!allowed.includes(value)) causes.notSupported(at, value, allowed);
  };
}

/** A field that must hold one of a closed set of words. */
export function choice<T extends object>(name: keyof T & string, ...allowed: readonly string[]): Check<T> {
  const known = oneOf(...allowed);
  return (value, at, causes) => {
    const held = value[name] ?? "";
    if (held === "") causes.required(at.field(name), say("missing-of-allowed", { name, allowed: listed(allowed) }), { allowed });
    else known(textOf(held), at.field(name), causes, undefined);
  };
}

/** Skips an empty text, which the API server treats as absent in most places. */
export function unlessEmpty<Context = unknown>(check: Check<string, Context>): Check<string, Context> {
  return (value, at, causes, context) => {
    if (value !== "") check(value, at, causes, context);
  };
}

/** A whole number from `least` to `most`. */
export function between(least: number, most = Infinity): Check<number> {
  return (value, at, causes) => {
    if (value < least || value > most)
      causes.invalid(at, most === Infinity ? say("too-small", { value, least }) : say("out-of-range", { value, least, most }));
  };
}
