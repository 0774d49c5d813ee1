import type { ObjectMeta } from "../schemas/generated/types.ts";

/** The common fields of every object of the API. The types of single kinds are in `schemas/generated/types.ts`. */
export interface KubernetesObject {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
}

/** Whether a value is a map, as JSON has them: neither a list nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A plain value as text. Maps give no text, since a key `toString` would break the conversion. */
export function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? "" : String(value);
}

/** The value without some of its fields. */
export function without<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Omit<T, K> {
  const rest = { ...value };
  for (const name of names) delete rest[name];
  return rest;
}

/** The name of an object, or an example of the name that the server would generate from its `generateName`: the prefix and five characters. */
export function nameOf({ name = "", generateName = "" }: ObjectMeta): string {
  return name !== "" || generateName === "" ? name : `${generateName.slice(0, 58)}x0x0x`;
}
