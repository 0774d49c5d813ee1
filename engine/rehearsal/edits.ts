import { lastApplied } from "../../api/merge/lastApplied.ts";
import { shapeOfKind } from "../../api/merge/apply.ts";
import { identical, own } from "../../api/merge/map.ts";
import { itemOf, type Known, strategyOf } from "../../api/merge/strategy.ts";
import { isObject } from "../../api/object.ts";
import type { StoredObject } from "../core/objects.ts";

/** A field that an update changed. Without `from` the field is new, without `to` it was removed. */
export interface Edit {
  /** The field as the API server prints it: `spec.template.spec.containers[0].image`. A removed list item keeps its former index. */
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

type Map = Readonly<Record<string, unknown>>;

/** Fields that only the server writes, or that `kubectl` writes for itself. */
const notTheirs: ReadonlySet<string> = new Set([
  "status",
  "metadata.generation",
  "metadata.managedFields",
  "metadata.resourceVersion",
  `metadata.annotations[${lastApplied}]`,
  "metadata.annotations[deprecated.daemonset.template.generation]",
]);

/** What an update changed, field by field, in the order of the new object. List items are matched by the server's merge keys. */
export function editsBetween(before: StoredObject, after: StoredObject): readonly Edit[] {
  const edits = [...inMaps({ ...before }, { ...after }, shapeOfKind({ ...after }), "")];
  return after.kind === "Secret" ? edits.map(masked) : edits;
}

/** Shows that a value of a Secret has changed, but not the value, as `kubectl diff` does. */
function masked(edit: Edit): Edit {
  if (!/^data\b/.test(edit.field)) return edit;
  return { field: edit.field, ...("from" in edit && { from: "*** (before)" }), ...("to" in edit && { to: "*** (after)" }) };
}

function* inMaps(before: Map, after: Map, shape: Known, at: string): Generator<Edit> {
  for (const name of new Set([...Object.keys(after), ...Object.keys(before)])) {
    const field = /^\w+$/.test(name) ? (at === "" ? name : `${at}.${name}`) : `${at}[${name}]`;
    if (notTheirs.has(field)) continue;
    const { key, shape: held } = strategyOf(shape, name);
    yield* inValues(own(before, name), own(after, name), held, field, key);
  }
}

function* inValues(from: unknown, to: unknown, shape: Known, field: string, key: string | undefined): Generator<Edit> {
  if (identical(from, to) || (isNothing(from) && isNothing(to))) return;
  if (isObject(from) && isObject(to)) yield* inMaps(from, to, shape, field);
  else if (key !== undefined && [from, to].every((list) => Array.isArray(list) && list.every(isObject)))
    yield* inItems(from as Map[], to as Map[], shape, field, key);
  else yield { field, ...(!isNothing(from) && { from }), ...(!isNothing(to) && { to }) };
}

function* inItems(from: readonly Map[], to: readonly Map[], shape: Known, field: string, key: string): Generator<Edit> {
  for (const [i, item] of to.entries()) {
    const was = from.find((one) => one[key] === item[key]);
    if (was) yield* inMaps(was, item, itemOf(shape), `${field}[${i}]`);
    else yield { field: `${field}[${i}]`, to: item };
  }
  for (const [i, item] of from.entries()) if (!to.some((one) => one[key] === item[key])) yield { field: `${field}[${i}]`, from: item };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
