import type { Document } from "./model.ts";

/** An object by its kind, namespace and name. */
export function keyOf({ self: { kind, namespace, name } }: Document): string {
  return `${kind}/${namespace}/${name}`;
}
