import { isObject } from "../../api/object.ts";

/**
 * The items of a List, which `kubectl` sends one by one: of any kind in a `v1` List, of one kind in a `ConfigMapList`, whose items need not repeat it.
 * Undefined for everything else.
 */
export function listItemsOf(value: unknown): readonly unknown[] | undefined {
  if (!isObject(value)) return undefined;
  const { apiVersion, kind, items } = value;
  if (typeof kind !== "string" || !kind.endsWith("List")) return undefined;
  if (items === null && kind !== "List") return [];
  if (!Array.isArray(items)) return undefined;
  if (kind === "List") return items as readonly unknown[];
  const own = { apiVersion, kind: kind.slice(0, -"List".length) };
  return items.map((item: unknown) => (isObject(item) ? { ...own, ...item } : item));
}
