import { setOwn } from "../decode.ts";
import { sameValue } from "../equal.ts";
import { isObject } from "../object.ts";
import { type Map, own } from "./map.ts";
import { applyServerSide, keysOf, sameItem } from "./serverSide.ts";
import { fieldAt, itemOf, type Known } from "./strategy.ts";

/** Fields of an object as a tree of steps: `f:name` for a field, `k:{…}` for an item of a list. A field without steps below it counts as a whole. */
export interface Fields {
  readonly [step: string]: Fields;
}

/** Who has set which fields of an object, as the API server keeps it in `metadata.managedFields`. */
export interface Manager {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly fieldsType: "FieldsV1";
  readonly fieldsV1: Fields;
  readonly subresource?: string;
}

/** Fields that one manager asks for and that others have set otherwise. */
export interface Conflict {
  readonly with: Manager;
  readonly fields: readonly string[];
}

/** The managers of an object, as far as they are kept. */
export function managersOf(object: Map): readonly Manager[] {
  const { metadata } = object;
  const kept = isObject(metadata) ? metadata["managedFields"] : undefined;
  return Array.isArray(kept) ? (kept as Manager[]) : [];
}

/** A server-side apply by one of several managers: the object with its managers, or what they do not agree on. */
export function applyAs(
  who: Pick<Manager, "manager" | "apiVersion">,
  manifest: Map,
  live: Map,
  managers: readonly Manager[],
  shape: Known,
  force: "force" | "ask",
): { readonly object: Map } | { readonly conflicts: readonly Conflict[] } {
  const isMine = ({ manager, operation }: Manager): boolean => manager === who.manager && operation === "Apply";
  const others = managers.filter((one) => !isMine(one));
  const asked = fieldsOf(manifest, shape);
  const conflicts = others
    .map((one) => ({ with: one, paths: [...differing(asked, one.fieldsV1, manifest, live, [])] }))
    .filter(({ paths }) => paths.length > 0);
  if (force === "ask" && conflicts.length > 0)
    return { conflicts: conflicts.map(({ with: one, paths }) => ({ with: one, fields: paths.map(pathText).sort() })) };
  const mine = managers.find(isMine)?.fieldsV1 ?? {};
  const left = others.reduce((fields, one) => without(fields, one.fieldsV1), mine);
  const merged = applyServerSide(manifest, live, { manifest: projected(live, left), object: live }, shape, "force");
  const object = "object" in merged ? merged.object : live;
  const lost = conflicts.reduce<Fields>((sum, { paths }) => paths.reduce(added, sum), {});
  const kept = others.map((one) => ({ ...one, fieldsV1: without(one.fieldsV1, lost) }));
  const own: Manager = { ...who, operation: "Apply", fieldsType: "FieldsV1", fieldsV1: asked };
  return { object: withManagers(object, [...kept, own]) };
}

/** An object after an update by somebody: what has changed is theirs from then on; through a subresource only what somebody had before. */
export function updatedAs(who: Pick<Manager, "manager" | "apiVersion" | "subresource">, object: Map, live: Map, shape: Known): Map {
  const [now, before] = [fieldsOf(object, shape), fieldsOf(live, shape)];
  const changed = [...differing(now, before, object, live, [])].reduce(added, without(now, before));
  const gone = without(before, now);
  const isTheirs = ({ manager, operation, subresource }: Manager): boolean =>
    manager === who.manager && operation === "Update" && subresource === who.subresource;
  const managers = managersOf(live);
  const isOwned = managers.some(({ fieldsV1 }) => !sameValue(without(changed, fieldsV1), changed));
  if (who.subresource !== undefined && !isOwned) return object;
  const kept = managers.map((one) => ({ ...one, fieldsV1: without(without(one.fieldsV1, isTheirs(one) ? {} : changed), gone) }));
  const known = kept.find(isTheirs);
  const theirs: Manager = { ...(known ?? { ...who, operation: "Update", fieldsType: "FieldsV1" }), fieldsV1: joined(known?.fieldsV1 ?? {}, changed) };
  return withManagers(object, [...kept.filter((one) => one !== known), theirs]);
}

/** An object with its managers; those that manage nothing are left out. */
export function withManagers(object: Map, managers: readonly Manager[]): Map {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const managedFields = managers.filter(({ fieldsV1 }) => !isLeaf(fieldsV1));
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** The fields that a manifest sets, without those that name it and those that the server sets. */
export function fieldsOf(manifest: Map, shape: Known): Fields {
  const { apiVersion: _, kind: __, status: ___, metadata = {}, ...rest } = manifest;
  const named = Object.fromEntries(
    Object.entries(isObject(metadata) ? metadata : {}).filter(([name]) => name === "labels" || name === "annotations"),
  );
  return fieldsIn({ ...(Object.keys(named).length > 0 && { metadata: named }), ...rest }, shape);
}

function fieldsIn(value: unknown, shape: Known): Fields {
  const fields: Record<string, Fields> = {};
  const keys = keysOf(shape);
  if (isObject(value)) {
    for (const [name, held] of Object.entries(value)) {
      const field = fieldAt(shape, name);
      setOwn(fields, `f:${name}`, field?.atomic ? {} : fieldsIn(held, field?.shape));
    }
  } else if (keys && Array.isArray(value)) {
    for (const item of value) setOwn(fields, keyStep(item, keys), fieldsIn(item, itemOf(shape)));
  }
  return fields;
}

function keyStep(item: unknown, keys: readonly string[]): string {
  const held = isObject(item) ? item : {};
  return `k:${JSON.stringify(Object.fromEntries(keys.flatMap((key) => (held[key] === undefined ? [] : [[key, held[key]]]))))}`;
}

type Path = readonly string[];

/** The paths in both trees at which two objects have different values. */
function* differing(a: Fields, b: Fields, one: unknown, other: unknown, at: Path): Generator<Path> {
  if (isLeaf(a) || isLeaf(b)) {
    if (at.length > 0 && !sameValue(one, other)) yield at;
    return;
  }
  for (const [step, fields] of Object.entries(a)) {
    const there = own(b, step) as Fields | undefined;
    if (there) yield* differing(fields, there, valueAt(one, step), valueAt(other, step), [...at, step]);
  }
}

function valueAt(value: unknown, step: string): unknown {
  if (step.startsWith("f:")) return isObject(value) ? own(value, step.slice(2)) : undefined;
  const key = JSON.parse(step.slice(2)) as Map;
  return Array.isArray(value) ? value.find((item) => sameItem(item, key, Object.keys(key))) : undefined;
}

function isLeaf(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}

/** The fields of one tree that another does not have. */
function without(a: Fields, b: Fields): Fields {
  const left: Record<string, Fields> = {};
  for (const [step, fields] of Object.entries(a)) {
    const there = own(b, step) as Fields | undefined;
    if (!there) setOwn(left, step, fields);
    else if (!isLeaf(there) && !isLeaf(fields)) {
      const rest = without(fields, there);
      if (!isLeaf(rest)) setOwn(left, step, rest);
    }
  }
  return left;
}

function joined(a: Fields, b: Fields): Fields {
  const all: Record<string, Fields> = { ...a };
  for (const [step, fields] of Object.entries(b)) setOwn(all, step, joined((own(a, step) as Fields | undefined) ?? {}, fields));
  return all;
}

function added(fields: Fields, [step, ...rest]: Path): Fields {
  if (step === undefined) return fields;
  return { ...fields, [step]: added((own(fields, step) as Fields | undefined) ?? {}, rest) };
}

/** The part of an object that its fields say. */
function projected(value: unknown, fields: Fields): Map {
  return isLeaf(fields) ? {} : ((partOf(value, fields) ?? {}) as Map);
}

function partOf(value: unknown, fields: Fields): unknown {
  const steps = Object.keys(fields);
  if (steps.length === 0) return value;
  const parts = steps.flatMap((step) => {
    const held = valueAt(value, step);
    return held === undefined ? [] : [[step, partOf(held, fields[step]!)] as const];
  });
  if (steps[0]!.startsWith("f:")) return Object.fromEntries(parts.map(([step, part]) => [step.slice(2), part]));
  return parts.map(([step, part]) => ({ ...(JSON.parse(step.slice(2)) as Map), ...(part as Map) }));
}

/** A path as the API server writes it: `.spec.containers[name="web"].image`. */
function pathText(path: Path): string {
  return path.map((step) => (step.startsWith("f:") ? `.${step.slice(2)}` : `[${keyText(JSON.parse(step.slice(2)) as Map)}]`)).join("");
}

function keyText(key: Map): string {
  return Object.entries(key)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",");
}
