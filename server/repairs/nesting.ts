import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import { parseQuantity } from "../../api/quantity.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { keyText } from "../manifest/mapKey.ts";
import { Lines } from "../text/lines.ts";
import { layoutOf } from "../text/writeYaml.ts";
import { columnOf, endOfBlock, mappingAt } from "./edits.ts";
import type { Shape } from "../../schemas/schema.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { lift, nest } from "./blocks.ts";
import { type Candidate, candidate, fewOf, fieldShapes, fieldsIn, type Repairer } from "./repair.ts";

/** Fields that belong below missing keys, such as `httpGet`, `matchLabels` or `template.spec`; and fields below a superfluous key. */
export const nesting: Repairer = function* ({ cause, path, document }) {
  if (cause?.type !== "UnknownField") return;
  const { manifest } = document;
  const at: Steps = path.slice(0, -1);
  const fields = fieldsIn(manifest, at);
  const held = valueAt(manifest.value, at);
  if (!isObject(held)) return;
  const strangers = Object.keys(held).filter((key) => !fields.has(key));
  const own = String(path.at(-1));
  const inner = held[own];
  if (isObject(inner) && Object.keys(inner).every((key) => fields.has(key) && !(key in held)))
    yield* candidate(say("take-out", { keys: fewOf(Object.keys(inner)), of: own }), lift(manifest, path), true);
  let places = [...fields].toSorted(usualFirst).flatMap(([name, shape]): Place[] => (name in held ? [] : [{ under: [name], shape }]));
  yield* belowEmpty(document.manifest, path, fields);
  for (let depth = 1; depth <= deepest && places.length > 0; depth++) {
    let isFound = false;
    for (const { under, shape } of places) {
      const wanted = strangers.filter((key) => fits(shape, key, held[key]));
      if (!wanted.includes(own)) continue;
      isFound = true;
      yield* candidate(say("put-under", { keys: fewOf(wanted), under: under.join(".") }), nest(manifest, at, wanted, under), true);
    }
    if (isFound) return;
    places = places.flatMap(({ under, shape }) =>
      shape.is === "object" ? [...fieldShapes(shape.type)].map(([name, inside]): Place => ({ under: [...under, name], shape: inside })) : [],
    );
  }
};

/** Entries after a key without a value, at the same column, that are fields of its value: moves them below it. */
function* belowEmpty(manifest: Manifest, path: Steps, fields: ReadonlyMap<string, Shape>): Iterable<Candidate> {
  const { text } = manifest.syntax;
  const holder = mappingAt(manifest, path.slice(0, -1));
  const own = holder?.pairs.findIndex(({ key }) => keyText(key) === path.at(-1)) ?? -1;
  if (holder?.style !== "block" || own < 0) return;
  const empty = holder.pairs.findLastIndex((pair, i) => i < own && pair.value === undefined && pair.colon !== undefined);
  const name = keyText(holder.pairs[empty]?.key);
  const shape = name === undefined ? undefined : fields.get(name);
  if (!shape || name === undefined) return;
  const rest = holder.pairs.slice(empty + 1);
  const end = rest.findIndex(({ key }) => !fits(shape, keyText(key) ?? "", valueAt(manifest.value, [...path.slice(0, -1), keyText(key) ?? ""])));
  const strangers = end < 0 ? rest : rest.slice(0, end);
  if (strangers.length <= own - empty - 1) return;
  const lines = new Lines(text);
  const { indent } = layoutOf(text, columnOf(lines, holder), "block");
  const [first, last] = [lines.lineAt(strangers[0]!.from), lines.lineAt(endOfBlock(lines, strangers.at(-1)!))];
  const rows = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((row) => lines.textOf(row).trim() !== "");
  const keys = strangers.map(({ key }) => keyText(key) ?? "");
  yield* candidate(
    say("put-under", { keys: fewOf(keys), under: name }),
    rows.map((row) => ({ from: lines.startOf(row), to: lines.startOf(row), text: " ".repeat(indent) })),
    true,
  );
}

/** How many keys may be missing in between: a CronJob's pods are three below its `spec`. */
const deepest = 4;

/** A place where fields may belong: the keys to it, and its shape. */
interface Place {
  readonly under: readonly string[];
  readonly shape: Shape;
}

/** The usual keys come first: a port of a probe is more often meant for HTTP than for gRPC. */
const usual = ["httpGet", "tcpSocket", "exec", "requests", "limits", "matchLabels", "rollingUpdate", "spec", "template"];

function usualFirst([a]: readonly [string, Shape], [b]: readonly [string, Shape]): number {
  return (usual.includes(a) ? usual.indexOf(a) : usual.length) - (usual.includes(b) ? usual.indexOf(b) : usual.length);
}

function fits(shape: Shape, key: string, value: unknown): boolean {
  if (shape.is === "object") return fieldShapes(shape.type).has(key);
  if (shape.is !== "map") return false;
  if (shape.of.is === "quantity") return (typeof value === "string" || typeof value === "number") && parseQuantity(value) !== undefined;
  return shape.of.is === "string" && typeof value === "string" && /^[\w./-]+$/.test(key);
}
