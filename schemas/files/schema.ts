/** A schema as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A JSON Schema of the few parts that our own files need, together with the TypeScript type of what it lets through. */
export interface Schema<out T> {
  readonly json: Json;
  /** Only for the compiler: never there. */
  readonly type?: T;
}

/** The type of what a schema lets through. */
export type Of<S> = S extends Schema<infer T> ? T : never;

type Schemas = Readonly<Record<string, Schema<unknown>>>;

type RecordOf<Required extends Schemas, Optional extends Schemas> = { readonly [Name in keyof Required]: Of<Required[Name]> } & {
  readonly [Name in keyof Optional]?: Of<Optional[Name]>;
};

/** Any text. */
export const text: Schema<string> = { json: { type: "string" } };
/** Any number. */
export const number: Schema<number> = { json: { type: "number" } };
/** A whole number. */
export const integer: Schema<number> = { json: { type: "integer" } };
/** True or false. */
export const flag: Schema<boolean> = { json: { type: "boolean" } };
/** Nothing. */
export const nothing: Schema<null> = { json: { type: "null" } };
/** Whatever it is: looked at later, by those who know. */
export const anything: Schema<unknown> = { json: {} };
/** A map with any fields: an object of the API, which the API server's checks look at. */
export const object: Schema<Readonly<Record<string, unknown>>> = { json: { type: "object" } };

/** One of these texts. */
export function choice<const Values extends readonly string[]>(...values: Values): Schema<Values[number]> {
  return { json: { type: "string", enum: values } };
}

/** This value and no other. */
export function exactly<const Value extends string | boolean>(value: Value): Schema<Value> {
  return { json: { const: value } };
}

/** A text of this pattern. `example` is what people are told to write. */
export function pattern(source: string, example: string): Schema<string> {
  return { json: { type: "string", pattern: source, examples: [example] } };
}

/** A number of at least this. */
export function atLeast(least: number, schema: Schema<number> = number): Schema<number> {
  return { json: { ...schema.json, minimum: least } };
}

/** A list of what another schema lets through. */
export function list<T>(of: Schema<T>): Schema<readonly T[]> {
  return { json: { type: "array", items: of.json } };
}

/** A map from any key to what another schema lets through. */
export function map<T>(of: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return { json: { type: "object", additionalProperties: of.json } };
}

/** A map with these fields and no others. */
export function record<Required extends Schemas, Optional extends Schemas = {}>(
  required: Required,
  optional?: Optional,
): Schema<RecordOf<Required, Optional>> {
  const properties = Object.fromEntries(Object.entries({ ...required, ...optional }).map(([name, { json }]) => [name, json]));
  return { json: { type: "object", properties, required: Object.keys(required), additionalProperties: false } };
}

/** The same map, which may have other fields besides. */
export function open<T>({ json: { additionalProperties: _, ...json } }: Schema<T>): Schema<T> {
  return { json };
}

/** One of several, told apart by what kind of value they are. */
export function either<const Parts extends readonly Schema<unknown>[]>(...parts: Parts): Schema<Of<Parts[number]>> {
  return { json: { anyOf: parts.map(({ json }) => json) } };
}

/** One of several maps, told apart by their field `is`. */
export function tagged<const Cases extends Schemas>(
  cases: Cases,
): Schema<{ [Tag in keyof Cases]: { readonly is: Tag } & Of<Cases[Tag]> }[keyof Cases]> {
  const oneOf = Object.entries(cases).map(([tag, { json }]) => ({
    ...json,
    properties: { is: { const: tag }, ...(json["properties"] as object) },
    required: ["is", ...(json["required"] as readonly string[])],
  }));
  return { json: { type: "object", required: ["is"], discriminator: { propertyName: "is" }, oneOf } };
}

/** A map with exactly one of these fields, and with all of `beside`. */
export function oneField<Fields extends Schemas, Beside extends Schemas = {}>(
  fields: Fields,
  beside?: Beside,
): Schema<{ [Name in keyof Fields]: { readonly [Only in Name]: Of<Fields[Only]> } }[keyof Fields] & RecordOf<Beside, {}>> {
  const { json } = record({ ...beside }, fields);
  const count = 1 + Object.keys(beside ?? {}).length;
  return { json: { ...json, minProperties: count, maxProperties: count } };
}

/** The same, with a sentence that an editor shows beside it. */
export function described<T>(description: string, { json }: Schema<T>): Schema<T> {
  return { json: { ...json, description } };
}

/** Schemas that others refer to, by their names. */
export const shared = new Map<string, Json>();

/** Stands in several schemas, and is compiled once. */
export function named<T>(name: string, { json }: Schema<T>): Schema<T> {
  shared.set(name, json);
  return { json: { $ref: name } };
}
