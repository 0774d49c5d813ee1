import { setOwn } from "../decode.ts";
import { isObject, textOf } from "../object.ts";
import { deletionOf, orderOf, orderedField, patchDirective, retainKeysDirective, shortenedField } from "./directives.ts";
import { identical, type Map, own, sameType } from "./map.ts";
import { mergeOrder } from "./order.ts";
import { type FieldStrategy, itemOf, keyOfItem, type Known, MergeProblem, strategyOf } from "./strategy.ts";

/** Applies a strategic merge patch to an object, as the API server does. */
export function strategicMerge(object: Map, patch: Map, shape: Known): Map {
  return merge(object, patch, shape, "object");
}

/** Combines two patches; the second wins. */
export function joinPatches(first: Map, second: Map, shape: Known): Map {
  return merge(first, second, shape, "patch");
}

/** The target of a patch: an object, to which its directives are applied, or another patch, which keeps them. */
type Into = "object" | "patch";

function merge(target: Map, patch: Map, shape: Known, into: Into): Map {
  if (Object.hasOwn(patch, patchDirective)) return directed(patch);
  const merged: Record<string, unknown> = retained(target, patch, into);
  const lists = listFields(patch);
  for (const name of lists) mergeList(merged, name, target, patch, strategyOf(shape, name), into);
  for (const [name, value] of Object.entries(patch)) {
    if (name === retainKeysDirective || orderedField(name) !== undefined || shortenedField(name) !== undefined || lists.has(name)) continue;
    if (value === null && into === "object") delete merged[name];
    else setOwn(merged, name, mergedValue(own(merged, name), value, strategyOf(shape, name), into));
  }
  return merged;
}

/** `$patch: replace` takes the patch itself, `$patch: delete` leaves nothing. */
function directed({ [patchDirective]: directive, ...rest }: Map): Map {
  if (directive === "replace") return rest;
  if (directive === "delete") return {};
  if (directive === "merge") return rest;
  throw new MergeProblem(`Unknown patch type found: ${textOf(directive)}`);
}

/** Removes the keys that a patch does not list in `$retainKeys`. */
function retained(target: Map, patch: Map, into: Into): Record<string, unknown> {
  const listed = patch[retainKeysDirective];
  if (!Array.isArray(listed)) return { ...target };
  if (into === "patch") return { ...target, [retainKeysDirective]: listed };
  return Object.fromEntries(Object.entries(target).filter(([name]) => listed.includes(name)));
}

/** Fields whose order the patch sets, or from which it deletes values. */
function listFields(patch: Map): ReadonlySet<string> {
  return new Set(Object.keys(patch).flatMap((name) => orderedField(name) ?? shortenedField(name) ?? []));
}

function mergedValue(was: unknown, value: unknown, strategy: FieldStrategy, into: Into): unknown {
  if (was === undefined || !sameType(was, value)) return into === "object" ? plain(value) : value;
  if (isObject(was) && isObject(value)) return strategy.is === "replace" ? plain(value) : merge(was, value, strategy.shape, into);
  if (Array.isArray(was) && Array.isArray(value) && strategy.is === "merge") {
    const merged = mergedItems(was, value, strategy, into);
    return mergeOrder(merged, value, was, identityOf(strategy));
  }
  return value;
}

/** Merges a list whose order the patch sets, or from which it deletes values. */
function mergeList(merged: Record<string, unknown>, name: string, target: Map, patch: Map, strategy: FieldStrategy, into: Into): void {
  const [was, is] = [own(target, name), own(patch, name)];
  const [order, deleted] = [patch[orderOf(name)], patch[deletionOf(name)]];
  if (into === "patch") {
    if (order !== undefined) merged[orderOf(name)] = order;
    if (deleted !== undefined) merged[deletionOf(name)] = deleted;
  }
  if (is === null) {
    if (into === "object") delete merged[name];
    else merged[name] = null;
    return;
  }
  const before = Array.isArray(was) ? was : [];
  const left = into === "object" && Array.isArray(deleted) ? before.filter((item) => !deleted.some((one) => identical(one, item))) : before;
  if (!Array.isArray(was) && !Array.isArray(is)) return;
  const items = Array.isArray(is) ? mergedItems(left, is, strategy, into) : left;
  merged[name] = Array.isArray(order)
    ? mergeOrder(items, order, into === "object" ? orderBefore(before, is, strategy) : before, identityOf(strategy))
    : items;
}

/** The order that was. In the server's memory, the first new items stand at its end where deleted ones have left room. */
function orderBefore(before: readonly unknown[], patch: unknown, { key }: FieldStrategy): readonly unknown[] {
  if (key === undefined || !Array.isArray(patch)) return before;
  const { kept, items } = obeyed(before, patch as readonly Map[], key);
  const fresh = items.filter((item) => !kept.some((one) => keyOfItem(one, key) === keyOfItem(item, key)));
  return kept.length === before.length ? before : [...kept, ...fresh.slice(0, before.length - kept.length)];
}

/** The items of a list, those of the patch merged into those that share their key. */
function mergedItems(was: readonly unknown[], patch: readonly unknown[], strategy: FieldStrategy, into: Into): readonly unknown[] {
  if (strategy.is !== "merge") return patch;
  const { key } = strategy;
  if (key === undefined || ![...was, ...patch].some(isObject)) return [...new Set([...was, ...patch])];
  const { kept, items } = into === "object" ? obeyed(was, patch as readonly Map[], key) : { kept: was, items: patch };
  const merged = [...kept];
  for (const item of items) {
    const at = merged.findIndex((one) => keyOfItem(one, key) === keyOfItem(item, key));
    if (at < 0) merged.push(into === "object" ? plain(item) : item);
    else merged[at] = merge(merged[at] as Map, item as Map, itemOf(strategy.shape), into);
  }
  return merged;
}

/** Items that only say `$patch: delete` or `$patch: replace` are no items: the first takes one away, the second all that were there. */
function obeyed(was: readonly unknown[], patch: readonly Map[], key: string): { kept: readonly unknown[]; items: readonly Map[] } {
  const items = patch.filter((item) => !(patchDirective in item) || item[patchDirective] === "merge");
  if (patch.some((item) => item[patchDirective] === "replace")) return { kept: [], items };
  const gone = new Set(patch.filter((item) => item[patchDirective] === "delete").map((item) => keyOfItem(item, key)));
  return { kept: was.filter((item) => gone.size === 0 || !gone.has(keyOfItem(item, key))), items };
}

function identityOf({ key }: FieldStrategy): (item: unknown) => string {
  const plain = (item: unknown): string => (typeof item === "string" ? item : JSON.stringify(item));
  return (item) => (key === undefined || !isObject(item) ? plain(item) : item[key] === undefined ? "null" : keyOfItem(item, key));
}

/** A new value of an object, without directives and nulls, which have nothing to change there. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(isObject(item) && item[patchDirective] === "delete")).map(plain);
  if (!isObject(value)) return value;
  const map: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(value)) {
    const directs = name === patchDirective || name === retainKeysDirective || orderedField(name) !== undefined || shortenedField(name) !== undefined;
    if (!directs && held !== null) setOwn(map, name, plain(held));
  }
  return map;
}
