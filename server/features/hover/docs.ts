/** The documentation of a type or field, by `Type` or `Type.field`. */
export type Docs = (key: string) => string | undefined;
