import { Document, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { isObject } from "../../api/object.ts";
import { millisOf, readScenario, writtenScenario } from "../../engine/incoming/scenarioFile.ts";
import { parse } from "../ownFile/read.ts";
import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";

/** The text of a scenario file. Entries that are in `before` already keep their position, notation and comments. A text that is not a scenario is replaced. */
export function writeScenarioFile(scenario: ScenarioFile, before?: string): string {
  const wanted = writtenScenario(scenario);
  const parsed = before === undefined ? undefined : parse(before);
  if (!parsed || "problems" in parsed || !("value" in readScenario(parsed.data))) return new Document(wanted).toString(layout);
  const { document } = parsed;
  if (!isMap(document.contents)) return new Document(wanted).toString(layout);
  // A cluster that the panel does not set stays as it is in the file.
  change(document, document.contents, { ...document.contents.toJS(document), ...wanted });
  return document.toString(layout);
}

const layout = { lineWidth: 0, flowCollectionPadding: true } as const;

/** Sets the values of a map, and changes only those that differ. */
function change(document: Document, map: YAMLMap, wanted: Readonly<Record<string, unknown>>): void {
  for (const { key } of [...map.items]) if (!Object.hasOwn(wanted, String(isScalar(key) ? key.value : key))) map.delete(key);
  for (const [key, value] of Object.entries(wanted)) {
    const held = map.get(key, true) as unknown;
    if (same(plain(held, document), value)) continue;
    if (isMap(held) && isObject(value)) change(document, held, value);
    else if (isSeq(held) && Array.isArray(value))
      changeList(document, held, value, map === document.contents && key === "steps" ? inNotationOf : (_, item) => item);
    else if (isScalar(held) && !isObject(value) && !Array.isArray(value)) held.value = value;
    else map.set(key, document.createNode(value));
  }
}

/** Unchanged items stay. Between them old items are changed into new ones in order, and the rest is removed or added. `like` is a new item as an old one would write it. */
function changeList(document: Document, list: YAMLSeq, wanted: readonly unknown[], like: (old: unknown, item: unknown) => unknown): void {
  const old = list.items.map((item) => ({ item, value: plain(item, document) }));
  const items: unknown[] = [];
  let next = 0;
  wanted.forEach((value, i) => {
    const kept = old.findIndex((one, at) => at >= next && same(one.value, like(one.value, value)));
    if (kept >= 0) {
      items.push(old[kept]!.item);
      next = kept + 1;
      return;
    }
    const isLike = ({ value: before }: { readonly value: unknown }, at: number): boolean =>
      at >= next && sameKeys(before, value) && !wanted.slice(i + 1).some((later) => same(before, like(before, later)));
    const changed = old.findIndex(isLike);
    if (changed < 0) return void items.push(document.createNode(value));
    next = changed + 1;
    const { item, value: before } = old[changed]!;
    change(document, item as YAMLMap, like(before, value) as Readonly<Record<string, unknown>>);
    items.push(item);
  });
  list.items = items;
}

function plain(node: unknown, document: Document): unknown {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.toJS(document) : node;
}

/** Whether both are maps with the same fields, such as steps of the same kind. */
function sameKeys(a: unknown, b: unknown): boolean {
  return isObject(a) && isObject(b) && Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => Object.hasOwn(b, key));
}

/** A step with its time in the file's notation, if it is the same time. */
function inNotationOf(before: unknown, step: unknown): unknown {
  const [old, at] = [before, step].map((one) => (isObject(one) ? (one["at"] as string | number | undefined) : undefined));
  return old !== undefined && at !== undefined && millisOf(old) === millisOf(at) ? { ...(step as object), at: old } : step;
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  return sameKeys(a, b) && Object.keys(a).every((name) => same(a[name], b[name]));
}
