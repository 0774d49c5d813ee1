import { isObject } from "../../api/object.ts";
import { encodeObject } from "../../api/encode.ts";
import { usualVersion } from "../../api/version.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import type { Resource } from "./resources.ts";

/** Any JSON object. */
export type Plain = Readonly<Record<string, unknown>>;

/** The value at a path of fields, if there is one. */
export function at(value: unknown, ...fields: readonly (string | number)[]): unknown {
  return fields.reduce<unknown>(
    (held, field) => (typeof held === "object" && held !== null ? (held as Readonly<Record<string | number, unknown>>)[field] : undefined),
    value,
  );
}

/** The same for a text. */
export function textAt(value: unknown, ...fields: readonly (string | number)[]): string | undefined {
  const held = at(value, ...fields);
  return typeof held === "string" ? held : undefined;
}

/** The same for a list; an empty one where there is none. */
export function listAt<T = Plain>(value: unknown, ...fields: readonly (string | number)[]): readonly T[] {
  const held = at(value, ...fields);
  return Array.isArray(held) ? (held as readonly T[]) : [];
}

/** A value as a text: one that holds others in JSON. */
export function plainText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** A uid as a server would have drawn it: a simulation only counts. */
export function printedUid(uid: string): string {
  return /^\d+$/.test(uid) ? `00000000-0000-4000-8000-${uid.padStart(12, "0")}` : uid;
}

/** Whether a field, or a label, holds a uid. */
export function holdsUid(name: string): boolean {
  return name === "uid" || name.endsWith("controller-uid");
}

const encoded = new WeakMap<StoredObject, Plain>();
const encodedParts = new WeakMap<object, unknown>();

/** An object as the server prints it: every field that it never leaves out, uids and a resource version that look like its own. Worked out once. */
export function printed(object: StoredObject, { type }: Resource): Plain {
  let plain = encoded.get(object);
  if (!plain) encoded.set(object, (plain = worked(object, type)));
  return plain;
}

/** Pods of one template share their spec, and so do their printed forms. */
function worked(object: StoredObject, type: string | undefined): Plain {
  const { metadata } = object;
  const { namespace, ...rest } = metadata;
  const held = { ...object, metadata: { ...rest, ...(namespace !== "" && { namespace }), resourceVersion: versionOf(object) } };
  const { spec } = object as { spec?: object };
  const shared = spec && type ? encodedParts.get(spec) : undefined;
  const { spec: _, ...others } = held as { spec?: unknown };
  const full = withUids(type ? encodeObject(shared === undefined ? held : others, type, usualVersion) : held) as Record<string, unknown>;
  if (shared !== undefined) full["spec"] = shared;
  else if (spec && type) encodedParts.set(spec, full["spec"]);
  return full;
}

/** A number that a later object, and a changed one, has greater than an earlier one. */
function versionOf({ metadata }: StoredObject): string {
  return String(1000 + (Number(metadata.uid) || 0) * 16 + (metadata.generation ?? 0));
}

function withUids(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUids);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, holdsUid(name) && typeof held === "string" ? printedUid(held) : withUids(held)]),
  );
}
