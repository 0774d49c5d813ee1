import type { Check } from "../check.ts";
import type { KubernetesObject } from "../object.ts";
import type { Warning } from "../warning.ts";

/** What a kind's checks know from outside the object, such as its old version in an update. */
export interface Situation<T> {
  readonly old?: T | undefined;
}

/** An update: there is an old version. */
export interface Update<T> {
  readonly old: T;
}

/**
 * All that the API server refuses in objects of one kind. Objects arrive decoded and defaulted, so that a check sees what the server's own sees:
 * values have their declared types, though anything may be missing. In the editor checks also run on what could not be decoded fully;
 * the parts that failed are left out there.
 */
export interface KindRules<T extends KubernetesObject> {
  /** What the server refuses in any object of the kind, its metadata included (`objectMeta` of `metadata.ts`). Runs on updates too: `old` tells. */
  readonly validate: Check<T, Situation<T>>;
  /** What it refuses in a change, after `validate`, its metadata included (`objectMetaUpdate`). */
  readonly validateUpdate?: Check<T, Update<T>>;
  /** The server's warnings for an object that it accepts. */
  readonly warnings?: (object: T, old: T | undefined) => readonly Warning[];
}

/** The rules of every kind by `apiVersion/kind`. */
export type RulesByKind = Readonly<Record<string, KindRules<never>>>;
