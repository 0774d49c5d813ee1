import type { Field, Shape, TypeName } from "../schemas/schema.ts";
import { setOwn } from "./decode.ts";
import { fieldsOf } from "./schema.ts";
import type { Version } from "./version.ts";

/** An object of a type as the server prints it: without what is empty, but with the empty fields that it never leaves out. */
export function encodeObject(object: object, type: TypeName, version: Version): Record<string, unknown> {
  const held = object as Readonly<Record<string, unknown>>;
  const encoded: Record<string, unknown> = {};
  for (const [name, field] of fieldsOf(type, version)) {
    const value = held[name] === undefined ? undefined : encode(held[name], field.shape, version);
    if (value !== undefined && (field.always || field.nullable || !isEmpty(value, field))) encoded[name] = value;
    else if (value === undefined && field.always) encoded[name] = emptyOf(field, version);
  }
  return encoded;
}

function encode(value: unknown, shape: Shape, version: Version): unknown {
  switch (shape.is) {
    case "object":
      return encodeObject(value as object, shape.type, version);
    case "list":
      return (value as readonly unknown[]).map((item) => encode(item, shape.of, version));
    case "map": {
      const map: Record<string, unknown> = {};
      for (const [key, held] of Object.entries(value as object)) setOwn(map, key, encode(held, shape.of, version));
      return map;
    }
    default:
      return value;
  }
}

/** An object that is held by value is printed even when it has no field. */
function isEmpty(value: unknown, { shape }: Field): boolean {
  if (shape.is === "list" || shape.is === "map") return Object.keys(value as object).length === 0;
  return value === "" || value === 0 || value === false;
}

function emptyOf({ shape, nullable }: Field, version: Version): unknown {
  if (nullable) return null;
  switch (shape.is) {
    case "object":
      return encodeObject({}, shape.type, version);
    case "string":
    case "bytes":
      return "";
    case "integer":
    case "number":
    case "intOrString":
      return 0;
    case "boolean":
      return false;
    case "quantity":
      return "0";
    case "list":
    case "map":
    case "time":
    case "any":
      return null;
  }
}
