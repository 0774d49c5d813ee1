import { isObject } from "./object.ts";
import type { Field, Gate, Shape, Time, TypeName } from "../schemas/schema.ts";
import type { Causes } from "./cause.ts";
import { canonicalQuantity, parseQuantity } from "./quantity.ts";
import type { Path } from "./path.ts";
import { everyFieldOf, fieldsOf } from "./schema.ts";
import { parseTime } from "./time.ts";
import { reportUnknownField, what } from "./misfits.ts";
import type { Version } from "./version.ts";
import { type ApiSentence, say } from "./words/say.ts";
import { anyOf, listed } from "./words/sentence.ts";

/** The type whose fields are being decoded, and its parent, to find fields that belong one level up. */
interface Level {
  readonly type: TypeName;
  readonly at: Path;
  readonly parent: Level | undefined;
}

/**
 * Decodes an object of a type as the API server's strict JSON decoder does, but reports all errors at once, while that stops at the first wrong type.
 * The result leaves out nulls, zeros that mean absent, and invalid values. If nothing is left out, it is `value` itself.
 */
export function decodeObject(value: unknown, type: TypeName, at: Path, causes: Causes): unknown {
  return decodeLevel(value, { type, at, parent: undefined }, causes);
}

function decodeLevel(value: unknown, level: Level, causes: Causes): unknown {
  if (!isObject(value))
    return wrong(causes, level.at, value, say("an-object-with", { fields: listed([...fieldsOf(level.type, causes.version).keys()].slice(0, 3)) }));
  const fields = fieldsOf(level.type, causes.version);
  return mapped(value, (held, name) => {
    const field = fields.get(name);
    if (field) {
      const at = level.at.field(name);
      const decoded = decode(held, field.shape, at, causes, level);
      return withoutZero(field.gate ? gated(decoded, field.gate, at, causes) : decoded, field);
    }
    reportUnknown(name, level, causes);
    return undefined;
  });
}

/** A field that the version drops is decoded all the same, and may be refused. */
function gated(value: unknown, gate: Gate, at: Path, causes: Causes): unknown {
  if (value === undefined) return value;
  causes.dropped.push({ path: at, gate });
  return droppedLater.has(gate.name) ? value : undefined;
}

/** Features that remove more than their own fields: `defaults/disabled.ts` handles them. */
const droppedLater: ReadonlySet<string> = new Set(["ContainerStopSignals", "ImageVolume"]);

/** Whether a value is an empty text, 0 or false that the server treats as absent. */
function withoutZero(value: unknown, field: Field): unknown {
  return (value === "" || value === 0 || value === false) && !field.nullable && field.shape.is !== "intOrString" ? undefined : value;
}

function decode(value: unknown, shape: Shape, at: Path, causes: Causes, level: Level): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.is) {
    case "object":
      return decodeLevel(value, { type: shape.type, at, parent: level }, causes);
    case "list":
      if (!Array.isArray(value)) return wrong(causes, at, value, say("a-list"));
      return mappedList(value, (item, i) => decode(item, shape.of, at.index(i), causes, level) ?? zeroOf(shape.of));
    case "map":
      if (!isObject(value)) return wrong(causes, at, value, say("a-map"));
      return mapped(value, (held, key) => decode(held, shape.of, at.key(key), causes, level) ?? zeroOf(shape.of));
    default:
      return decodeScalar(value, shape, at, causes);
  }
}

type ScalarShape = Exclude<Shape, { readonly is: "object" | "list" | "map" }>;

function decodeScalar(value: unknown, shape: ScalarShape, at: Path, causes: Causes): unknown {
  switch (shape.is) {
    case "string":
      return typeof value === "string" ? value : wrongText(causes, at, value, say("a-text"));
    case "boolean":
      return typeof value === "boolean" ? value : wrongPlain(causes, at, value, say("true-or-false"), /^(?:true|false)$/);
    case "number":
      return typeof value === "number" ? value : wrongPlain(causes, at, value, say("a-number"), /^-?\d+(?:\.\d+)?$/);
    case "integer":
      return decodeInteger(value, shape.bits, at, causes);
    case "intOrString":
      if (typeof value === "string") return value;
      return typeof value === "number" ? decodeInteger(value, 32, at, causes) : wrong(causes, at, value, say("a-whole-number-or-text"));
    case "quantity":
      return decodeQuantity(value, at, causes);
    case "bytes":
      if (typeof value !== "string") return wrongText(causes, at, value, say("base64-text"));
      return isBase64(value) ? value.replaceAll(/[\r\n]/g, "") : wrongBase64(causes, at, value);
    case "time":
      return decodeTime(value, shape.precision, at, causes);
    case "any":
      return value;
  }
}

function decodeInteger(value: unknown, bits: 32 | 64, at: Path, causes: Causes): unknown {
  if (typeof value !== "number") return wrongPlain(causes, at, value, say("a-whole-number"), /^-?\d+$/);
  if (!Number.isInteger(value)) return wrong(causes, at, value, say("a-whole-number"));
  const limit = 2 ** (bits - 1);
  return value >= -limit && value < limit ? value : wrong(causes, at, value, say("a-number-of-bits", { bits, least: -limit, most: limit - 1 }));
}

function decodeQuantity(value: unknown, at: Path, causes: Causes): unknown {
  if ((typeof value !== "string" && typeof value !== "number") || parseQuantity(value) === undefined) {
    const instead = typeof value === "string" ? meantAmount(value) : undefined;
    return wrong(causes, at, value, say("an-amount"), { code: "bad-quantity", ...(instead !== undefined && { instead }) });
  }
  return canonicalQuantity(value);
}

/** Corrects common mistakes: quantities have no B, and their suffixes are case-sensitive: `256MiB` means `256Mi`, `1GB` means `1G`. */
function meantAmount(text: string): string | undefined {
  const [, amount, letter = "", binary] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtpe])(i?)b?\s*$/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const suffix = binary === "" && letter.toLowerCase() === "k" ? "k" : `${letter.toUpperCase()}${binary === "" ? "" : "i"}`;
  const meant = `${amount}${suffix}`;
  return meant !== text && parseQuantity(meant) !== undefined ? meant : undefined;
}

/** For a MicroTime the server requires all six digits of the microseconds. */
const micros = /\.\d{6}(?:Z|[+-])/;

function decodeTime(value: unknown, precision: "seconds" | "micros", at: Path, causes: Causes): unknown {
  const readable = typeof value === "string" && parseTime(value) !== undefined && (precision === "seconds" || micros.test(value));
  return readable ? value : wrong(causes, at, value, say("a-time", { example: `2026-01-31T12:00:00${precision === "micros" ? ".000000" : ""}Z` }));
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isBase64(text: string): boolean {
  return base64.test(text.replaceAll(/[\r\n]/g, ""));
}

/** The value that replaces null in a list or a map. */
function zeroOf(shape: Shape): unknown {
  switch (shape.is) {
    case "object":
    case "map":
      return {};
    case "list":
      return [];
    case "string":
    case "bytes":
      return "";
    case "integer":
    case "number":
    case "intOrString":
      return 0;
    case "quantity":
      return "0";
    case "boolean":
      return false;
    case "time":
    case "any":
      return null;
  }
}

/** A text is required: a value that YAML reads as something else needs quotes. */
function wrongText(causes: Causes, at: Path, value: unknown, wanted: ApiSentence): undefined {
  if (typeof value !== "number" && typeof value !== "boolean") return wrong(causes, at, value, wanted);
  causes.add("WrongType", at, say("wrong-type-quote", { wanted, found: what(value) }), { code: "needs-quotes" });
  return undefined;
}

/** A number or a boolean is required: a text that looks like one needs no quotes. */
function wrongPlain(causes: Causes, at: Path, value: unknown, wanted: ApiSentence, looksRight: RegExp): undefined {
  if (typeof value !== "string" || !looksRight.test(value)) return wrong(causes, at, value, wanted);
  causes.add("WrongType", at, say("wrong-type-unquote", { wanted, found: what(value) }), { code: "needs-no-quotes", instead: value });
  return undefined;
}

/** A long text of digits alone was encoded and then cut off. The value itself may be secret, so it is not shown. */
function wrongBase64(causes: Causes, at: Path, value: string): undefined {
  const digits = value.replaceAll(/[\r\n]/g, "");
  causes.add("WrongType", at, /^[A-Za-z0-9+/]{40,}$/.test(digits) ? say("cut-base64", { length: digits.length }) : say("not-base64"));
  return undefined;
}

function wrong(causes: Causes, at: Path, value: unknown, wanted: ApiSentence, details?: { code: "bad-quantity"; instead?: string }): undefined {
  const found = what(value);
  const near = details?.instead;
  causes.add("WrongType", at, near === undefined ? say("wrong-type", { wanted, found }) : say("wrong-type-near", { wanted, found, near }), details);
  return undefined;
}

/** Reports an unknown field with the field that was meant: the nearest spelling here, or the same name one level up or down. */
function reportUnknown(name: string, { type, at, parent }: Level, causes: Causes): void {
  const { version } = causes;
  const elsewhen = everyFieldOf(type).get(name);
  if (elsewhen) return reportElsewhen(name, elsewhen, at, causes);
  const fields = fieldsOf(type, version);
  const path = at.field(name);
  const respelled = [...fields.keys()].find((field) => field.toLowerCase() === name.toLowerCase());
  const above = respelled === undefined ? holderAbove(name, parent, version) : undefined;
  const below = respelled === undefined && !above ? holdersBelow(name, type, version) : [];
  if (above)
    causes.add("UnknownField", path, say("move-up", { name, into: above.at.toString() || say("the-object-itself") }), {
      code: "misplaced-field",
    });
  else if (below.length > 0) causes.add("UnknownField", path, say("move-down", { name, into: anyOf(below) }), { code: "misplaced-field" });
  else reportUnknownField(name, [...fields.keys()], at, causes);
}

/** A field that another version has. */
function reportElsewhen(name: string, { since, until }: Time, at: Path, causes: Causes): void {
  const { version } = causes;
  const isYetToCome = since !== undefined && version < since;
  if (isYetToCome) causes.add("UnknownField", at.field(name), say("not-yet-field", { name, since, version }), { code: "needs-newer-version" });
  else causes.add("UnknownField", at.field(name), say("gone-field", { name, until: until ?? version, version }), { code: "gone-in-version" });
}

function holderAbove(name: string, level: Level | undefined, version: Version): Level | undefined {
  for (let up = level; up; up = up.parent) if (fieldsOf(up.type, version).has(name)) return up;
  return undefined;
}

/** The fields of `type` whose own fields include `name`. */
function holdersBelow(name: string, type: TypeName, version: Version): string[] {
  return [...fieldsOf(type, version)].flatMap(([field, { shape }]) => {
    const held = shape.is === "list" ? shape.of : shape;
    return held.is === "object" && field !== "status" && fieldsOf(held.type, version).has(name) ? [field] : [];
  });
}

/** Maps the entries of an object and drops those that become undefined. Returns the same object if nothing changes. */
function mapped(object: Readonly<Record<string, unknown>>, change: (value: unknown, key: string) => unknown): Readonly<Record<string, unknown>> {
  let same = true;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    const before = object[key];
    const after = change(before, key);
    if (after !== before) same = false;
    if (after !== undefined) setOwn(copy, key, after);
  }
  return same ? object : copy;
}

/** Sets a key safely, even if it is `__proto__`. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

function mappedList(list: readonly unknown[], change: (value: unknown, index: number) => unknown): readonly unknown[] {
  let same = true;
  const copy = list.map((before, i) => {
    const after = change(before, i);
    if (after !== before) same = false;
    return after;
  });
  return same ? list : copy;
}
