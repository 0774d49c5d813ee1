import { isObject, textOf } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";
import { everyFieldOf } from "../../api/schema.ts";
import type { Written } from "../text/written.ts";
import { listed } from "../../api/words/sentence.ts";
import { flow } from "../text/writeYaml.ts";
import { say } from "../words/say.ts";
import { lift, unwrapList, wrapInList } from "./blocks.ts";
import { setValue } from "./edits.ts";
import { mainFields } from "./mainFields.ts";
import { type Candidate, candidate, fewOf, lastOf, type Repairer, shapeIn, type Trouble, valueIn } from "./repair.ts";

/** A list instead of a map, a map instead of a list, or a scalar instead of either. */
export const wrapping: Repairer = function* (trouble) {
  const { cause, path, document } = trouble;
  const value = valueIn(trouble, path);
  const shape = cause?.type === "WrongType" ? (isIdentity(path) ? identity : shapeIn(document.manifest, path)) : undefined;
  if (!shape || value === undefined || value === null) return;
  if (shape.is === "list") yield* toList(trouble, value, shape.of);
  else if (shape.is === "map" || shape.is === "object") yield* toMap(trouble, value, shape);
  else yield* toScalar(trouble, value, shape);
};

const identity: Shape = { is: "string" };

function isIdentity([name, ...rest]: Steps): boolean {
  return rest.length === 0 && (name === "apiVersion" || name === "kind");
}

function* toList(trouble: Trouble, value: unknown, of: Shape): Iterable<Candidate> {
  const { document, path } = trouble;
  const title = say("make-list", { key: lastOf(path) });
  if (of.is !== "object") {
    if (typeof value === "string" && (path.at(-1) === "command" || path.at(-1) === "args")) yield* commandLine(trouble, value);
    if (!isObject(value)) yield* wrapped(trouble, of.is === "string" ? String(value) : value);
    const parts = typeof value === "string" ? value.split(/[\s,]+/).filter((word) => word !== "") : [];
    if (parts.length > 1) yield* listOf(trouble, parts);
    if (isObject(value)) yield* candidate(title, setValue(document.manifest, path, Object.values(value) as Written[]));
    return;
  }
  const fields = everyFieldOf(of.type);
  if (!isObject(value)) {
    for (const name of mainFields(of.type, value))
      yield* candidate(
        say("make-list-of", { items: `${name}: ${textOf(value)}` }),
        setValue(document.manifest, path, [{ [name]: value as Written }]),
      );
    return;
  }
  if (Object.keys(value).some((name) => fields.has(name))) yield* candidate(title, wrapInList(document.manifest, path), true);
  const [first = "name", ...others] = mainFields(of.type);
  const isPlain = Object.values(value).every((held) => !isObject(held));
  const texts = [...fields].flatMap(([name, { shape }]) => (shape.is === "string" ? [name] : []));
  const seconds = isPlain ? [...new Set([...others, ...texts])].filter((name) => name !== first).slice(0, mostSeconds) : [undefined];
  for (const second of seconds) yield* candidate(title, setValue(document.manifest, path, itemsOf(value, first, second)), second === "value");
}

/** How many fields are tried for the values. */
const mostSeconds = 8;

/** The entries of a map as items: keys in one field, values in another or beside it. */
function itemsOf(value: Readonly<Record<string, unknown>>, first: string, second: string | undefined): Written {
  return Object.entries(value).map(([name, held]): Written => ({
    [first]: name,
    ...(isObject(held) ? (held as Record<string, Written>) : second !== undefined && { [second]: asText(held) }),
  }));
}

/** The words of a command; through a shell, if only a shell understands it. */
function commandLine(trouble: Trouble, text: string): Candidate[] {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([word, double, simple]) => double ?? simple ?? word);
  if (words.length < 2) return [];
  return listOf(trouble, /[|&;<>`]|\$\(/.test(text) ? ["sh", "-c", text] : words);
}

function listOf({ document, path }: Trouble, items: readonly string[]): Candidate[] {
  return candidate(say("make-list-of", { items: listed(items) }), setValue(document.manifest, path, items));
}

function* wrapped({ document, path }: Trouble, value: unknown): Iterable<Candidate> {
  yield* candidate(say("make-list", { key: lastOf(path) }), setValue(document.manifest, path, [value as Written]), !/\s/.test(textOf(value)));
}

function asText(held: unknown): Written {
  return typeof held === "number" || typeof held === "boolean" ? String(held) : (held as Written);
}

function* toMap(trouble: Trouble, value: unknown, shape: Shape & { is: "map" | "object" }): Iterable<Candidate> {
  const { document, path } = trouble;
  const key = lastOf(path);
  const title = say("make-map", { key });
  if (Array.isArray(value)) {
    yield* candidate(say("out-of-list", { key }), unwrapList(document.manifest, path), true);
    const merged = mergedItems(value, shape);
    if (merged) yield* candidate(title, setValue(document.manifest, path, merged));
    return;
  }
  const [, name, text] = /^([\w./-]+)\s*[:=]\s*(.*)$/s.exec(textOf(value)) ?? [];
  if (name !== undefined && text !== undefined && shape.is === "object") yield* named(trouble, shape.type, name, text);
  if (name !== undefined && text !== undefined) yield* candidate(title, setValue(document.manifest, path, { [name]: text }));
  if (shape.is === "object")
    for (const field of mainFields(shape.type, value))
      yield* candidate(say("put-under", { keys: textOf(value), under: field }), setValue(document.manifest, path, { [field]: value as Written }));
}

/** `A=b` as a name and its value, or the type's other field beside the name. */
function* named({ document, path }: Trouble, type: TypeName, name: string, text: string): Iterable<Candidate> {
  const [first, second] = mainFields(type);
  if (first !== "name" || second === undefined) return;
  yield* candidate(
    say("change-to", { value: flow({ [first]: name, [second]: text }) }),
    setValue(document.manifest, path, { [first]: name, [second]: text }),
  );
}

/** Maps of one list, pairs such as `A=b`, and items with a name and a value, as one map. */
function mergedItems(items: readonly unknown[], shape: Shape & { is: "map" | "object" }): Written {
  const entries = items.flatMap((item): [string, unknown][] => {
    if (typeof item === "string") {
      const [name, ...rest] = item.split(/[=:]/);
      return name === undefined ? [] : [[name.trim(), rest.join("=").trim()]];
    }
    if (!isObject(item)) return [];
    const named = item["name"] ?? item["key"];
    if (shape.is === "map" && typeof named === "string" && "value" in item) return [[named, item["value"]]];
    return Object.entries(item);
  });
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Written);
}

function* toScalar(trouble: Trouble, value: unknown, shape: Shape): Iterable<Candidate> {
  const { document, path } = trouble;
  const key = lastOf(path);
  if (Array.isArray(value)) yield* candidate(say("out-of-list", { key }), unwrapList(document.manifest, path), value.length === 1);
  yield* asWritten(trouble, value, shape);
  const around = shapeIn(document.manifest, path.slice(0, -1));
  if (around?.is === "map" && isObject(value))
    yield* candidate(say("take-out", { keys: fewOf(Object.keys(value)), of: key }), lift(document.manifest, path), true);
  const held = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const one of held)
    if (typeof one !== "object")
      yield* candidate(
        say("change-to", { value: String(one) }),
        setValue(document.manifest, path, shape.is === "string" ? String(one) : (one as Written)),
      );
}

/** `- note: see above`: a text that is a map because of its colon. */
function* asWritten({ document: { manifest }, path }: Trouble, value: unknown, shape: Shape): Iterable<Candidate> {
  const node = manifest.nodeAt(path);
  if (shape.is !== "string" || !isObject(value) || node?.is !== "mapping" || node.style === "flow") return;
  const text = manifest.syntax.text.slice(node.from, node.to).trim();
  if (!text.includes("\n")) yield* candidate(say("quote-value", { value: text }), setValue(manifest, path, text), true);
}
