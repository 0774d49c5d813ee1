import { setOwn } from "../decode.ts";
import { isObject } from "../object.ts";
import { deletionOf, orderOf, patchDirective, retainKeysDirective } from "./directives.ts";
import { identical, type Map, own, sameType } from "./map.ts";
import { type FieldStrategy, itemOf, keyOfItem, type Known, strategyOf } from "./strategy.ts";

/** Which differences a patch contains: changes and additions, removals, or both. */
export type Wanted = "changes" | "deletions" | "both";

/** A strategic merge patch from one object to another; empty if there are no such differences. */
export function difference(from: Map, to: Map, shape: Known, wanted: Wanted): Map {
  return compare(from, to, shape, { wanted, retainKeys: false });
}

interface Way {
  readonly wanted: Wanted;
  readonly retainKeys: boolean;
}

function compare(from: Map, to: Map, shape: Known, way: Way): Map {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(to)) {
    const was = own(from, name);
    if (Object.hasOwn(from, name) && sameType(was, value) && typeof value === "object" && value !== null)
      Object.assign(patch, compareField(name, was as object, value, strategyOf(shape, name), way));
    else if (way.wanted !== "deletions" && (!Object.hasOwn(from, name) || !identical(was, value))) setOwn(patch, name, value);
  }
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  if (way.wanted !== "changes") for (const name of gone) setOwn(patch, name, null);
  const retained = way.retainKeys ? Object.keys(to).filter((name) => to[name] !== null) : [];
  if (retained.length > 0 && (Object.keys(patch).length > 0 || gone.length > 0)) patch[retainKeysDirective] = retained.sort();
  return patch;
}

/** The patch for a field that is a map in both objects, or a list in both. */
function compareField(name: string, was: object, is: object, strategy: FieldStrategy, way: Way): Map {
  if (Array.isArray(was) && Array.isArray(is) && strategy.is === "merge") return compareLists(name, was, is, strategy, way);
  if (isObject(was) && isObject(is) && strategy.is !== "replace") {
    const inner = compare(was, is, strategy.shape, { ...way, retainKeys: strategy.retainKeys });
    return Object.keys(inner).length > 0 ? field(name, inner) : {};
  }
  const replaces = way.wanted !== "deletions" && (strategy.is === "replace" || !identical(was, is));
  return replaces ? field(name, is) : {};
}

function field(name: string, value: unknown): Map {
  const map: Record<string, unknown> = {};
  setOwn(map, name, value);
  return map;
}

function compareLists(name: string, was: readonly unknown[], is: readonly unknown[], strategy: FieldStrategy, way: Way): Map {
  if (was.length === 0) return is.length === 0 || way.wanted === "deletions" ? {} : { [name]: is };
  return isObject(was[0]) ? compareItems(name, was, is, strategy, way) : compareValues(name, was as string[], is as string[], way);
}

function compareItems(name: string, was: readonly unknown[], is: readonly unknown[], strategy: FieldStrategy, way: Way): Map {
  const { key = "", retainKeys } = strategy;
  const [changed, gone]: [unknown[], unknown[]] = [[], []];
  for (const { left, right } of paired(was, is, (item) => keyOfItem(item, key))) {
    if (left === undefined) changed.push(...(way.wanted === "deletions" ? [] : [right]));
    else if (right === undefined) gone.push({ [key]: (left as Map)[key], [patchDirective]: "delete" });
    else {
      const inner = compare(left as Map, right as Map, itemOf(strategy.shape), { ...way, retainKeys });
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [key]: (right as Map)[key] });
    }
  }
  const order = is.map((item) => keyOfItem(item, key));
  const inOrder = changed.sort((a, b) => order.indexOf(keyOfItem(a, key)) - order.indexOf(keyOfItem(b, key)));
  const items = [...inOrder, ...(way.wanted === "changes" ? [] : gone)];
  const moved = was.length !== is.length || was.some((item, i) => keyOfItem(item, key) !== order[i]);
  const orders = items.length > 0 || (way.wanted !== "deletions" && moved);
  return {
    ...(items.length > 0 && { [name]: items }),
    ...(orders && is.length > 0 && { [orderOf(name)]: is.map((item) => ({ [key]: (item as Map)[key] })) }),
  };
}

/** Lists of plain values, such as finalizers. */
function compareValues(name: string, was: readonly string[], is: readonly string[], way: Way): Map {
  const pairs = [...paired(was, is, String)];
  const added = way.wanted === "deletions" ? [] : pairs.filter(({ left }) => left === undefined).map(({ right }) => right);
  const gone = way.wanted === "changes" ? [] : pairs.filter(({ right }) => right === undefined).map(({ left }) => left);
  const inOrder = is.filter((value) => added.includes(value));
  const orders = way.wanted === "deletions" ? gone.length > 0 : added.length > 0 || gone.length > 0 || !identical(was, is);
  return {
    ...(added.length > 0 && { [name]: inOrder }),
    ...(gone.length > 0 && { [deletionOf(name)]: gone }),
    ...(orders && is.length > 0 && { [orderOf(name)]: is }),
  };
}

/** Walks through two lists sorted by key. Of items that share a key the last are paired with the last, since `kubectl` sorts those back to front. */
function* paired<T>(was: readonly T[], is: readonly T[], keyOf: (item: T) => string): Generator<{ left: T | undefined; right: T | undefined }> {
  const sorted = (items: readonly T[]): readonly { item: T; key: string }[] =>
    items
      .map((item) => ({ item, key: keyOf(item) }))
      .toReversed()
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const [lefts, rights] = [sorted(was), sorted(is)];
  for (let i = 0, j = 0; i < lefts.length || j < rights.length;) {
    const [left, right] = [lefts[i], rights[j]];
    if (left && right && left.key === right.key) {
      yield { left: left.item, right: right.item };
      i++;
      j++;
    } else if (right && (!left || right.key < left.key)) {
      yield { left: undefined, right: right.item };
      j++;
    } else {
      yield { left: left?.item, right: undefined };
      i++;
    }
  }
}
