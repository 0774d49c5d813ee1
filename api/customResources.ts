import { Causes } from "./cause.ts";
import { isObject } from "./object.ts";
import { reportUnknownField } from "./misfits.ts";
import type { Path } from "./path.ts";
import { type ApiSentence, say } from "./words/say.ts";
import { quoted } from "./words/sentence.ts";

/** A kind that a CustomResourceDefinition defines, in one of its versions. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly schema: JsonSchema;
}

/** The part of OpenAPI's schema that a CustomResourceDefinition may use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
}

interface Definition {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly spec?: {
    readonly group?: string;
    readonly scope?: string;
    readonly names?: { readonly kind?: string; readonly plural?: string };
    readonly versions?: readonly { readonly name?: string; readonly served?: boolean; readonly schema?: { readonly openAPIV3Schema?: JsonSchema } }[];
  };
}

/** The kinds that an object defines, if it is a CustomResourceDefinition. Incomplete parts are skipped. */
export function customKindsOf(object: unknown): readonly CustomKind[] {
  const { apiVersion, kind, spec } = (isObject(object) ? object : {}) as Definition;
  if (apiVersion !== "apiextensions.k8s.io/v1" || kind !== "CustomResourceDefinition" || !isObject(spec)) return [];
  const { group, names, scope, versions } = spec;
  const [own, plural] = [names?.kind, names?.plural];
  if (typeof group !== "string" || typeof own !== "string" || typeof plural !== "string" || !Array.isArray(versions)) return [];
  return (versions as NonNullable<typeof spec.versions>).flatMap((version) => {
    const schema = version?.schema?.openAPIV3Schema;
    if (typeof version?.name !== "string" || version.served === false || !isObject(schema)) return [];
    return [{ apiVersion: `${group}/${version.name}`, kind: own, plural, namespaced: scope !== "Cluster", schema }];
  });
}

/** Reports why the API server would refuse a custom resource: unknown fields and invalid values. Metadata is checked elsewhere. */
export function checkCustom(value: unknown, { schema }: CustomKind, root: Path, causes: Causes): void {
  const { apiVersion: _, kind: __, metadata: ___, ...own } = (isObject(value) ? value : {}) as Record<string, unknown>;
  check(own, schema, root, causes);
}

function check(value: unknown, schema: JsonSchema, at: Path, causes: Causes): void {
  if (value === null || value === undefined) {
    if (!schema.nullable && value === null)
      causes.add("FieldValueTypeInvalid", at, say("wrong-type", { wanted: typeName(schema), found: say("empty") }));
    return;
  }
  if (!hasType(value, schema)) {
    causes.add("FieldValueTypeInvalid", at, say("wrong-type", { wanted: typeName(schema), found: quoted(value) }));
    return;
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => same(one, value))) causes.notSupported(at, wordOf(value), schema.enum.map(wordOf));
  if (typeof value === "string") checkText(value, schema, at, causes);
  else if (typeof value === "number") checkNumber(value, schema, at, causes);
  else if (Array.isArray(value)) checkList(value, schema, at, causes);
  else if (isObject(value)) checkFields(value, schema, at, causes);
  checkAlternatives(value, schema, at, causes);
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value));
}

function typeName(schema: JsonSchema): ApiSentence {
  if (schema["x-kubernetes-int-or-string"]) return say("a-whole-number-or-text");
  return say(typeNames[schema.type ?? ""] ?? "something-else");
}

const typeNames: Readonly<Record<string, "a-text" | "a-whole-number" | "a-number" | "true-or-false" | "a-list" | "a-map">> = {
  string: "a-text",
  integer: "a-whole-number",
  number: "a-number",
  boolean: "true-or-false",
  array: "a-list",
  object: "a-map",
};

function hasType(value: unknown, schema: JsonSchema): boolean {
  if (schema["x-kubernetes-int-or-string"]) return typeof value === "string" || Number.isInteger(value);
  switch (schema.type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === schema.type;
    default:
      return true;
  }
}

function checkText(value: string, { minLength, maxLength, pattern }: JsonSchema, at: Path, causes: Causes): void {
  const { length } = Array.from(value);
  if (minLength !== undefined && length < minLength) causes.invalid(at, say("too-short", { value: quoted(value), least: minLength }));
  if (maxLength !== undefined && length > maxLength) causes.add("FieldValueTooLong", at, say("too-long", { value: quoted(value), most: maxLength }));
  const expression = pattern === undefined ? undefined : compiled(pattern);
  if (expression && !expression.test(value)) causes.invalid(at, say("pattern-mismatch", { value: quoted(value), pattern: pattern! }));
}

/** Patterns with nested repetitions, for which JavaScript, unlike Go, may need exponential time. */
const endless = /[+*}]\)*[^()|]*\)(?:[+*]|\{\d*,)/;

/** Go's patterns are nearly the same as JavaScript's; a pattern that JavaScript cannot compile refuses nothing. */
function compiled(pattern: string): RegExp | undefined {
  if (endless.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

function checkNumber(value: number, schema: JsonSchema, at: Path, causes: Causes): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (value < minimum || (exclusiveMinimum && value === minimum))
    causes.invalid(at, say(exclusiveMinimum ? "not-more-than" : "less-than-least", { value, least: minimum }));
  if (value > maximum || (exclusiveMaximum && value === maximum))
    causes.invalid(at, say(exclusiveMaximum ? "not-less-than" : "more-than-most", { value, most: maximum }));
  if (multipleOf !== undefined && multipleOf > 0 && value % multipleOf !== 0) causes.invalid(at, say("no-multiple", { value, of: multipleOf }));
}

function checkList(value: readonly unknown[], { items, minItems, maxItems, uniqueItems }: JsonSchema, at: Path, causes: Causes): void {
  if (minItems !== undefined && value.length < minItems) causes.invalid(at, say("too-few-items", { least: minItems, count: value.length }));
  if (maxItems !== undefined && value.length > maxItems)
    causes.add("FieldValueTooMany", at, say("too-many-items", { most: maxItems, count: value.length }));
  if (uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length) causes.duplicate(at, say("items-differ"));
  if (items) value.forEach((item, i) => check(item, items, at.index(i), causes));
}

function checkFields(value: Readonly<Record<string, unknown>>, schema: JsonSchema, at: Path, causes: Causes): void {
  const { properties = {}, additionalProperties, required = [] } = schema;
  for (const name of required) if (!Object.hasOwn(value, name)) causes.required(at.field(name), say("missing", { name }));
  checkCount(Object.keys(value).length, schema, at, causes);
  for (const [name, held] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) check(held, properties[name]!, at.field(name), causes);
    else if (isObject(additionalProperties)) check(held, additionalProperties, at.key(name), causes);
    else if (!isOpen(schema)) reportUnknownField(name, Object.keys(properties), at, causes);
  }
}

function checkCount(count: number, { minProperties = 0, maxProperties = Infinity }: JsonSchema, at: Path, causes: Causes): void {
  if (count < minProperties) causes.invalid(at, say("too-few-entries", { least: minProperties, count }));
  if (count > maxProperties) causes.add("FieldValueTooMany", at, say("too-many-entries", { most: maxProperties, count }));
}

/** Whether fields are allowed that are not in the schema. */
function isOpen(schema: JsonSchema): boolean {
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema["x-kubernetes-embedded-resource"] === true ||
    schema.additionalProperties === true ||
    schema.type !== "object"
  );
}

function checkAlternatives(value: unknown, { allOf = [], anyOf, oneOf, not }: JsonSchema, at: Path, causes: Causes): void {
  for (const one of allOf) check(value, one, at, causes);
  const fitting = (schemas: readonly JsonSchema[]): number => schemas.filter((one) => fits(value, one, at)).length;
  if (anyOf && fitting(anyOf) === 0) causes.invalid(at, say("fits-no-form", { value: quoted(value) }));
  if (oneOf && fitting(oneOf) !== 1) causes.invalid(at, say("fits-several-forms", { value: quoted(value), count: fitting(oneOf) }));
  if (not && fits(value, not, at)) causes.invalid(at, say("forbidden-form", { value: quoted(value) }));
}

/** Removes the rule against unknown fields: the forms of an alternative list only the fields that they require. */
function fits(value: unknown, schema: JsonSchema, at: Path): boolean {
  const own = new Causes();
  check(value, schema, at, own);
  return own.list.every(({ type }) => type === "UnknownField");
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
