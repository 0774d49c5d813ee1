/** The first and the last version of Kubernetes that have something, such as `1.37`; absent where all that came before, or come after, have it too. */
export interface Time {
  readonly since?: string;
  readonly until?: string;
}

/** What a value of the API may be. One table of these describes every kind; decoding, defaulting, hover and completion all read it. */
export type Shape =
  | {
      readonly is: "string";
      readonly oneOf?: readonly string[];
      /** Of the values that not every version has. */ readonly times?: Readonly<Record<string, Time>>;
    }
  | { readonly is: "bytes" } // base64 in the text
  | { readonly is: "time"; readonly precision: "seconds" | "micros" }
  | { readonly is: "integer"; readonly bits: 32 | 64 }
  | { readonly is: "number" | "boolean" | "quantity" | "intOrString" | "any" }
  | { readonly is: "list"; readonly of: Shape; readonly listType?: "atomic" | "set" | "map"; readonly keys?: readonly string[] }
  | { readonly is: "map"; readonly of: Shape }
  | { readonly is: "object"; readonly type: TypeName };

/** The name of an object type, such as `PodSpec`: the same name that `generated/types.ts` exports. */
export type TypeName = string;

/** A feature that is off by default; `onSince` is the version since when it is on by default. */
export interface Gate {
  readonly name: string;
  readonly onSince?: string;
}

/** A field of an object type, as the published schemas describe it. */
export interface Field extends Time {
  readonly shape: Shape;
  /** Whether the published schema requires it. The API server's own rules are in `api/`. */
  readonly required?: true;
  /** The default that the published schema states; `api/defaults` knows the others. */
  readonly default?: unknown;
  /** Whether the server distinguishes its zero (an empty text, 0, false) from its absence. */
  readonly nullable?: true;
  /** Whether the server prints it even when it is empty. */
  readonly always?: true;
  /** How a strategic merge patch changes it, where that is not the plain way: maps are merged, lists replaced. */
  readonly patch?: PatchStrategy;
  /** Whether a server-side apply treats this map or object as a whole. */
  readonly atomic?: true;
  /** While this feature is off, the server drops the field silently. */
  readonly gate?: Gate;
}

/** What the server publishes as `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key`. */
export interface PatchStrategy {
  /** A list is merged item by item, an object is replaced as a whole. */
  readonly is?: "merge" | "replace";
  /** The field that tells the items of a merged list apart; none for a list of plain values. */
  readonly key?: string;
  /** Fields that the patch does not list go away: of several alternatives only one may stay. */
  readonly retainKeys?: true;
}

/** What an object of the API may have: its fields by their names. */
export interface ObjectType {
  readonly fields: Readonly<Record<string, Field>>;
}

/** A kind that the API server serves, under the version that it serves it in. */
export interface Kind extends Time {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Absent where the recorded facts have no schema for it. */
  readonly type?: TypeName;
}
