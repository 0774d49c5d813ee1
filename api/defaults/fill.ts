import { everyFieldOf } from "../schema.ts";
import type { Version } from "../version.ts";

/** Fills in the defaults of a version. Returns the value itself if nothing is missing. Zeros that the server treats as absent are left out before. */
export type Fill<T> = (value: T, version: Version) => T;

type Values<T> = { readonly [K in keyof T]?: T[K] | ((owner: T, version: Version) => T[K] | undefined) };

/** Gives absent fields these values, which may be computed from their owner. An undefined value leaves the field absent. */
export function fill<T extends object>(values: NoInfer<Values<T>>): Fill<T> {
  const entries = Object.entries(values) as [keyof T, unknown][];
  return (owner, version) => {
    let copy: T | undefined;
    for (const [name, given] of entries) {
      if (owner[name] !== undefined) continue;
      const value = typeof given === "function" ? (given as (owner: T, version: Version) => unknown)(copy ?? owner, version) : given;
      if (value !== undefined) (copy ??= { ...owner })[name] = value as T[typeof name];
    }
    return copy ?? owner;
  };
}

type Fills<T> = { readonly [K in keyof T]?: Fill<NonNullable<T[K]>> };

/** Fills in defaults inside of fields that are present. */
export function inside<T extends object>(fills: NoInfer<Fills<T>>): Fill<T> {
  const entries = Object.entries(fills) as [keyof T, Fill<unknown>][];
  return (owner, version) => {
    let copy: T | undefined;
    for (const [name, fillField] of entries) {
      const before = owner[name];
      if (before === undefined) continue;
      const after = fillField(before, version);
      if (after !== before) (copy ??= { ...owner })[name] = after as T[typeof name];
    }
    return copy ?? owner;
  };
}

/** Fills in defaults inside of these fields, which are created if absent. */
export function within<T extends object>(fills: NoInfer<Fills<T>>): Fill<T> {
  const fillPresent = inside<T>(fills);
  const names = Object.keys(fills) as (keyof T)[];
  return (owner, version) => {
    const absent = names.filter((name) => owner[name] === undefined);
    return fillPresent(absent.length === 0 ? owner : { ...owner, ...Object.fromEntries(absent.map((name) => [name, {}])) }, version);
  };
}

/** Fills in defaults for every item of a list. */
export function each<T>(fillItem: Fill<T>): Fill<T[]> {
  return (items, version) => {
    const filled = items.map((item) => fillItem(item, version));
    return filled.some((item, i) => item !== items[i]) ? filled : items;
  };
}

/** Applies several fills in order. */
export function sequence<T>(...fills: readonly Fill<T>[]): Fill<T> {
  return (value, version) => fills.reduce((filled, next) => next(filled, version), value);
}

/** The defaults that the published schema states for a type. */
export function stated<T extends object>(type: string): Fill<T> {
  const defaults = [...everyFieldOf(type)].flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]]));
  return fill(Object.fromEntries(defaults) as Values<T>);
}
