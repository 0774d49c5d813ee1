import { type Cause, Causes } from "../../api/cause.ts";
import { reportUnknownField, what } from "../../api/misfits.ts";
import { isObject, textOf } from "../../api/object.ts";
import { Path, type Steps } from "../../api/path.ts";
import { type ApiSentence, say } from "../../api/words/say.ts";
import { anyOf, listed, quoted } from "../../api/words/sentence.ts";
import type { Check, Misfit } from "../../schemas/files/check.ts";
import { type Json, type Schema, shared } from "../../schemas/files/schema.ts";

/** Why a value from outside does not match its schema, each cause with its place; none if it matches. */
export function causesOf(check: Check, { json }: Schema<unknown>, value: unknown): readonly Cause[] {
  if (check(value)) return [];
  const causes = new Causes();
  const misfits = check.errors ?? [];
  for (const misfit of misfits.filter((one) => isTold(one, misfits))) report(misfit, json, value, causes);
  return causes.list;
}

/** If a value matches none of several schemas, the causes of each of them are left out. */
function isTold({ instancePath, keyword }: Misfit, all: readonly Misfit[]): boolean {
  return keyword === "anyOf" || !all.some((other) => other.keyword === "anyOf" && other.instancePath === instancePath);
}

function report({ instancePath, keyword, params }: Misfit, root: Json, value: unknown, causes: Causes): void {
  const { steps, held, at } = placeOf(instancePath, value);
  const schema = schemaAt(root, steps, value);
  const fields = Object.keys(fieldsOf(schema));
  switch (keyword) {
    case "required":
      return causes.required(at.field(String(params["missingProperty"])), say("missing", { name: String(params["missingProperty"]) }));
    case "additionalProperties":
      return reportUnknownField(String(params["additionalProperty"]), fields, at, causes);
    case "minProperties":
    case "maxProperties": {
      const beside = (schema["required"] ?? []) as readonly string[];
      const allowed = listed(fields.filter((name) => !beside.includes(name)));
      return causes.invalid(at, say("exactly-one-field", { allowed }));
    }
    case "discriminator":
      return causes.notSupported(at.field("is"), typeof params["tagValue"] === "string" ? params["tagValue"] : "", tagsOf(schema));
    case "enum":
      return causes.notSupported(at, textOf(held), (params["allowedValues"] as readonly unknown[]).map(String));
    case "const":
      return causes.notSupported(at, textOf(held), [String(params["allowedValue"])]);
    case "minimum":
      return causes.invalid(at, say("too-small", { value: quoted(held), least: Number(params["limit"]) }));
    default:
      return causes.add("WrongType", at, say("wrong-type", { wanted: wantedBy(schema), found: what(held) }));
  }
}

interface Place {
  readonly steps: Steps;
  readonly held: unknown;
  readonly at: Path;
}

/** The value at a JSON pointer. */
function placeOf(pointer: string, root: unknown): Place {
  let [held, at]: [unknown, Path] = [root, Path.root];
  const steps: (string | number)[] = [];
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(held) ? Number(name) : name;
    steps.push(step);
    at = typeof step === "number" ? at.index(step) : at.field(step);
    held = (held as Readonly<Record<string | number, unknown>>)[step];
  }
  return { steps, held, at };
}

/** The part of a schema that applies to a part of a value. */
function schemaAt(root: Json, steps: Steps, value: unknown): Json {
  let schema = chosen(root, value);
  let held = value;
  for (const step of steps) {
    held = (held as Readonly<Record<string | number, unknown>>)[step];
    const next = typeof step === "number" ? schema["items"] : (fieldsOf(schema)[step] ?? schema["additionalProperties"]);
    schema = chosen(isObject(next) ? next : {}, held);
  }
  return schema;
}

/** Follows a reference, and the tag of a value to the schema that it chooses. */
function chosen(schema: Json, value: unknown): Json {
  const { $ref, oneOf } = schema as { $ref?: string; oneOf?: readonly Json[] };
  if ($ref !== undefined) return chosen(shared.get($ref) ?? {}, value);
  const tag = isObject(value) ? value["is"] : undefined;
  return oneOf?.find((one) => (fieldsOf(one)["is"] as Json)["const"] === tag) ?? schema;
}

function fieldsOf(schema: Json): Readonly<Record<string, unknown>> {
  return (schema["properties"] ?? {}) as Readonly<Record<string, unknown>>;
}

function tagsOf(schema: Json): readonly string[] {
  return ((schema["oneOf"] ?? []) as readonly Json[]).map((one) => String((fieldsOf(one)["is"] as Json)["const"]));
}

/** The expected value, in words. */
function wantedBy(schema: Json): ApiSentence {
  const { anyOf: several, enum: values, examples } = schema as { anyOf?: readonly Json[]; enum?: readonly string[]; examples?: readonly string[] };
  if (several) return say("one-of", { wanted: anyOf(several.map((one) => wantedBy(chosen(one, undefined)))) });
  if (values) return say("one-of", { wanted: anyOf(values.map(quoted)) });
  if (examples) return say("a-time", { example: examples[0]! });
  return say(names[String(schema["type"])] ?? "something-else");
}

const names = {
  array: "a-list",
  boolean: "true-or-false",
  integer: "a-whole-number",
  null: "empty",
  number: "a-number",
  object: "a-map",
  string: "a-text",
} as Readonly<Record<string, "a-list" | "true-or-false" | "a-whole-number" | "empty" | "a-number" | "a-map" | "a-text">>;
