import { isObject } from "../../object.ts";
import { parseTime } from "../../time.ts";
import type { JsonSchema } from "../../customResources.ts";

/** A value as a rule sees it, by its schema: whole numbers as `int`, fields that the schema does not know left out. */
export function valueFor(value: unknown, schema: JsonSchema, isRoot = false): unknown {
  if (typeof value === "number") return isWhole(value, schema) ? BigInt(value) : value;
  if (typeof value === "string") return textFor(value, schema);
  if (Array.isArray(value)) return schema.items ? value.map((item) => valueFor(item, schema.items!)) : value;
  return isObject(value) ? fieldsFor(value, schema, isRoot) : value;
}

/** A value whose sets and lists with keys have one order: to the API server they are equal if they have the same items. */
export function inOneOrder(value: unknown, schema: JsonSchema): unknown {
  const { items, properties, additionalProperties } = schema;
  if (Array.isArray(value)) {
    const list = items ? value.map((item) => inOneOrder(item, items)) : value;
    const keyOf = keyIn(schema);
    return keyOf
      ? list
          .map((item) => [keyOf(item), item] as const)
          .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
          .map(([, item]) => item)
      : list;
  }
  if (!isObject(value)) return value;
  const others = isObject(additionalProperties) ? (additionalProperties as JsonSchema) : undefined;
  const known = properties ?? {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const own = Object.hasOwn(known, name) ? known[name] : others;
      return [name, own ? inOneOrder(one, own) : one];
    }),
  );
}

/** What tells the items of a list apart whose order does not matter. */
function keyIn(schema: JsonSchema): ((item: unknown) => string) | undefined {
  const type = schema["x-kubernetes-list-type"];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (type === "map") return (item) => JSON.stringify(keys.map((key) => (isObject(item) ? item[key] : undefined)));
  return type === "set" ? (item) => JSON.stringify(item) : undefined;
}

function isWhole(value: number, schema: JsonSchema): boolean {
  return (schema.type === "integer" || schema["x-kubernetes-int-or-string"] === true) && Number.isSafeInteger(value);
}

/** Points in time are such values to a rule. Other texts with a format are left as they are: rules hardly look at them. */
function textFor(text: string, { format }: JsonSchema): unknown {
  if (format !== "date-time" && format !== "date") return text;
  const time = parseTime(format === "date" ? `${text}T00:00:00Z` : text);
  return time === undefined ? text : new Date(text);
}

function fieldsFor(value: Readonly<Record<string, unknown>>, schema: JsonSchema, isRoot: boolean): ReadonlyMap<string, unknown> {
  const { properties, additionalProperties } = schema;
  if (!properties && isObject(additionalProperties))
    return new Map(Object.entries(value).map(([key, one]) => [key, valueFor(one, additionalProperties as JsonSchema)]));
  const known = isRoot || schema["x-kubernetes-embedded-resource"] === true ? { ...properties, ...ofResources } : (properties ?? {});
  return new Map(
    Object.entries(value).flatMap(([name, one]): [string, unknown][] =>
      Object.hasOwn(known, name) ? [[escaped(name), valueFor(one, known[name]!)]] : [],
    ),
  );
}

const text: JsonSchema = { type: "string" };

/** The fields that rules may read in any object. */
const ofResources: Readonly<Record<string, JsonSchema>> = {
  apiVersion: text,
  kind: text,
  metadata: { type: "object", properties: { name: text, generateName: text } },
};

const reserved = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(" "),
);

/** The name of a field in a rule, with escapes for characters that identifiers do not allow. */
function escaped(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name.replaceAll(/__|[./-]/g, (part) => letters[part]!);
}

const letters: Readonly<Record<string, string>> = { __: "__underscores__", ".": "__dot__", "/": "__slash__", "-": "__dash__" };
