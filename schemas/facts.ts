import type { Time } from "./schema.ts";

/** What the API server publishes of a value. */
export interface Fact extends Time {
  readonly type?: string;
  readonly format?: string;
  readonly ref?: string;
  readonly enum?: readonly string[];
  /** Of the listed values, those that were not always there. */
  readonly times?: Readonly<Record<string, Time>>;
  readonly default?: unknown;
  readonly items?: Fact;
  readonly values?: Fact;
  readonly listType?: "atomic" | "set" | "map";
  readonly listMapKeys?: readonly string[];
  readonly mapType?: "atomic" | "granular";
  readonly mergeKey?: string;
  readonly patchStrategy?: string;
  readonly required?: true;
}

/** The facts of an object type and of its fields. */
export type Component = Fact & { readonly properties?: Readonly<Record<string, Fact>> };

/** The facts of all versions that we know, joined by `addVersion.ts`: as the newest has them, and with the time of what not all have. */
export interface Facts {
  /** Oldest first. */
  readonly versions: readonly string[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly components: Readonly<Record<string, Component>>;
}

/** A kind as the API server lists it. */
export interface Resource extends Time {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
}
