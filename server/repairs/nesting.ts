import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import type { Shape } from "../../schemas/schema.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { nest } from "./blocks.ts";
import { candidate, fieldShapes, fieldsIn, type Repairer } from "./repair.ts";

/** Fields that belong one level deeper, under a key that is not written: `httpGet`, `matchLabels`, `requests`. */
export const nesting: Repairer = function* ({ cause, path, document }) {
  if (cause?.type !== "UnknownField") return;
  const { manifest } = document;
  const at: Steps = path.slice(0, -1);
  const fields = fieldsIn(manifest, at);
  const held = valueAt(manifest.value, at);
  if (!isObject(held)) return;
  const strangers = Object.keys(held).filter((key) => !fields.has(key));
  for (const [name, shape] of [...fields].toSorted(usualFirst)) {
    if (name in held) continue;
    const wanted = strangers.filter((key) => fits(shape, key, held[key]));
    if (!wanted.includes(String(path.at(-1)))) continue;
    yield* candidate(say("put-under", { keys: wanted.join(", "), under: name }), nest(manifest, at, wanted, name), true);
  }
};

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
