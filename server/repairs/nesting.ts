import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import type { Shape } from "../../schemas/schema.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { lift, nest } from "./blocks.ts";
import { candidate, fewOf, fieldShapes, fieldsIn, type Repairer } from "./repair.ts";

/** Fields that belong deeper, under keys that are not written: `httpGet`, `matchLabels`, `template.spec`. And those under a key that should not be there. */
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

/** So many keys may be missing in between: a CronJob's pods are three below its `spec`. */
const deepest = 4;

/** Where fields may belong: the keys that lead there, and the shape of what they hold. */
interface Place {
  readonly under: readonly string[];
  readonly shape: Shape;
}

/** The usual ones first: people who write a port of a probe mean HTTP more often than gRPC. */
const usual = ["httpGet", "tcpSocket", "exec", "requests", "limits", "matchLabels", "rollingUpdate", "spec", "template"];

function usualFirst([a]: readonly [string, Shape], [b]: readonly [string, Shape]): number {
  return (usual.includes(a) ? usual.indexOf(a) : usual.length) - (usual.includes(b) ? usual.indexOf(b) : usual.length);
}

function fits(shape: Shape, key: string, value: unknown): boolean {
  if (shape.is === "object") return fieldShapes(shape.type).has(key);
  if (shape.is !== "map") return false;
  if (shape.of.is === "quantity") return /^(?:cpu|memory|ephemeral-storage|storage|hugepages-\w+|pods|[\w.-]+\/[\w.-]+)$/.test(key);
  return shape.of.is === "string" && typeof value === "string" && /^[\w./-]+$/.test(key);
}
