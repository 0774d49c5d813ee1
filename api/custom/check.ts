import { type CauseType, Causes } from "../cause.ts";
import { isObject } from "../object.ts";
import type { Path } from "../path.ts";
import { type ApiSentence, say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";
import { completed } from "./complete.ts";
import type { CustomKind, JsonSchema } from "../customResources.ts";
import { formats } from "./formats.ts";
import { compiledPattern } from "./pattern.ts";
import { checkRules } from "./rules/rules.ts";
import { reportUnknownFields } from "./unknownFields.ts";

/**
 * Reports why the API server would refuse a custom resource: unknown fields and invalid values. Of the metadata only the name is held against
 * the schema; the rest is checked elsewhere. The rules of the definition are asked last, and only of what has all that they may look at.
 */
export function checkCustom(value: Object, { schema }: CustomKind, root: Path, causes: Causes, old?: Object): void {
  const { apiVersion, kind, metadata, ...own } = value;
  reportUnknownFields(own, schema, root, causes);
  const { required = [], properties = {} } = schema;
  const asked = { ...schema, required: required.filter((name) => !["apiVersion", "kind", "metadata"].includes(name)) };
  const filled = completed(own, schema) as Object;
  checkValue(filled, asked, root, causes);
  const name = isObject(metadata) ? metadata["name"] : undefined;
  const ofName = properties["metadata"]?.properties?.["name"];
  if (typeof name === "string" && ofName) checkValue(name, ofName, root.field("metadata").field("name"), causes);
  if (!causes.list.some(({ type }) => blocking.includes(type)))
    checkRules({ apiVersion, kind, metadata, ...filled }, old && completed(old, schema), schema, root, causes);
}

type Object = Readonly<Record<string, unknown>>;

/** Where one of these is found the API server does not get to the rules. */
const blocking: readonly CauseType[] = ["FieldValueRequired", "FieldValueTypeInvalid", "FieldValueTooLong", "FieldValueTooMany", "WrongType"];

function checkValue(value: unknown, schema: JsonSchema, at: Path, causes: Causes): void {
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

function checkText(value: string, { minLength, maxLength, pattern, format = "" }: JsonSchema, at: Path, causes: Causes): void {
  const { length } = Array.from(value);
  if (minLength !== undefined && length < minLength) causes.invalid(at, say("too-short", { value: quoted(value), least: minLength }));
  if (maxLength !== undefined && length > maxLength) causes.add("FieldValueTooLong", at, say("too-long", { value: quoted(value), most: maxLength }));
  const expression = pattern === undefined ? undefined : compiledPattern(pattern);
  if (expression && !expression.test(value)) causes.invalid(at, say("pattern-mismatch", { value: quoted(value), pattern: pattern! }));
  if (Object.hasOwn(formats, format) && !formats[format]!(value)) causes.invalid(at, say("format-mismatch", { value: quoted(value), format }));
}

function checkNumber(value: number, schema: JsonSchema, at: Path, causes: Causes): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (value < minimum || (exclusiveMinimum && value === minimum))
    causes.invalid(at, say(exclusiveMinimum ? "not-more-than" : "less-than-least", { value, least: minimum }));
  if (value > maximum || (exclusiveMaximum && value === maximum))
    causes.invalid(at, say(exclusiveMaximum ? "not-less-than" : "more-than-most", { value, most: maximum }));
  if (multipleOf !== undefined && multipleOf > 0 && value % multipleOf !== 0) causes.invalid(at, say("no-multiple", { value, of: multipleOf }));
}

function checkList(value: readonly unknown[], schema: JsonSchema, at: Path, causes: Causes): void {
  const { items, minItems, maxItems, uniqueItems } = schema;
  if (minItems !== undefined && value.length < minItems) causes.invalid(at, say("too-few-items", { least: minItems, count: value.length }));
  if (maxItems !== undefined && value.length > maxItems)
    causes.add("FieldValueTooMany", at, say("too-many-items", { most: maxItems, count: value.length }));
  if (uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length) causes.duplicate(at, say("items-differ"));
  checkKeys(value, schema, at, causes);
  if (items) value.forEach((item, i) => checkValue(item, items, at.index(i), causes));
}

/** The items of a set differ, and those of a list that is merged by keys differ in these. */
function checkKeys(list: readonly unknown[], schema: JsonSchema, at: Path, causes: Causes): void {
  const type = schema["x-kubernetes-list-type"];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (type !== "set" && (type !== "map" || keys.length === 0)) return;
  const seen = new Set<string>();
  list.forEach((item, i) => {
    const key = type === "set" ? item : isObject(item) ? Object.fromEntries(keys.map((name) => [name, item[name]])) : undefined;
    if (key === undefined) return;
    const text = JSON.stringify(key);
    if (seen.has(text)) causes.duplicate(at.index(i), say("twice", { value: quoted(key) }));
    seen.add(text);
  });
}

function checkFields(value: Readonly<Record<string, unknown>>, schema: JsonSchema, at: Path, causes: Causes): void {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const isResource = schema["x-kubernetes-embedded-resource"] === true;
  for (const name of isResource ? [...required, "apiVersion", "kind"] : required)
    if (!Object.hasOwn(value, name)) causes.required(at.field(name), say("missing", { name }));
  checkCount(Object.keys(value).length, schema, at, causes);
  for (const [name, held] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) checkValue(held, properties[name]!, at.field(name), causes);
    else if (isObject(additionalProperties)) checkValue(held, additionalProperties, at.key(name), causes);
  }
}

function checkCount(count: number, { minProperties = 0, maxProperties = Infinity }: JsonSchema, at: Path, causes: Causes): void {
  if (count < minProperties) causes.invalid(at, say("too-few-entries", { least: minProperties, count }));
  if (count > maxProperties) causes.add("FieldValueTooMany", at, say("too-many-entries", { most: maxProperties, count }));
}

function checkAlternatives(value: unknown, { allOf = [], anyOf = [], oneOf = [], not }: JsonSchema, at: Path, causes: Causes): void {
  for (const one of allOf) checkValue(value, one, at, causes);
  if (anyOf.length > 0 && !anyOf.some((one) => fits(value, one, at))) causes.invalid(at, say("fits-no-form", { value: quoted(value) }));
  if (oneOf.length > 0) checkOneOf(value, oneOf, at, causes);
  if (not && isJudged(not) && fits(value, not, at)) causes.invalid(at, say("forbidden-form", { value: quoted(value) }));
}

/** That several forms fit is only certain of those that are wholly judged. */
function checkOneOf(value: unknown, forms: readonly JsonSchema[], at: Path, causes: Causes): void {
  const fitting = forms.filter((one) => fits(value, one, at));
  const isCertain = fitting.length === 0 || fitting.filter(isJudged).length > 1;
  if (fitting.length !== 1 && isCertain) causes.invalid(at, say("fits-several-forms", { value: quoted(value), count: fitting.length }));
}

function fits(value: unknown, schema: JsonSchema, at: Path): boolean {
  const own = new Causes();
  checkValue(value, schema, at, own);
  return own.list.length === 0;
}

/** Whether a schema has no pattern or format that is taken on trust. */
function isJudged(schema: JsonSchema): boolean {
  const { pattern, format, properties = {}, additionalProperties, items, allOf = [], anyOf = [], oneOf = [], not } = schema;
  if (pattern !== undefined && !compiledPattern(pattern)) return false;
  if (format !== undefined && !Object.hasOwn(formats, format)) return false;
  const parts = [...Object.values(properties), ...allOf, ...anyOf, ...oneOf, ...[additionalProperties, items, not].filter(isObject)];
  return parts.every((part) => isJudged(part as JsonSchema));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
