/** A compiled check: whether a value is as its schema says, and if not, what is wrong with it until the next call. */
export interface Check {
  (value: unknown): boolean;
  errors?: readonly Misfit[] | null;
}

/** What `ajv` says of a part of a value. */
export interface Misfit {
  /** Where, as a JSON pointer. */
  readonly instancePath: string;
  /** The keyword of the schema that does not hold, as a pointer into the schema, or into a shared part of it that is named first. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
