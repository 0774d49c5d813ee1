import fc from "fast-check";
import { type Json, type Schema, shared } from "../../../schemas/files/schema.ts";
import { hostileNames, oddObjects, scalars } from "./objects.ts";

const names = fc.constantFrom("web", "web#2", "web-0", "app", "n1", "n2", "x", ...hostileNames);
const texts = fc.oneof(
  { weight: 8, arbitrary: names },
  {
    weight: 1,
    arbitrary: fc.constantFrom("Deployment", "Pod", "Node", "NoSchedule", "NoExecute", "500m", "1Gi", "zone-a, zone-b", "a=b:NoSchedule"),
  },
);
const numbers = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(30, 1000, 60_000, 1.5));

/** What a schema of our own files lets through. With `misfits` some parts are values that it does not let through. */
export function ofSchema(schema: Schema<unknown>, misfits: "with misfits" | "fitting"): fc.Arbitrary<unknown> {
  const good = arbitraryOf(schema.json, misfits === "with misfits" ? (part) => fc.oneof({ weight: 25, arbitrary: part }, scalars) : (part) => part);
  return misfits === "fitting" ? good : fc.oneof({ weight: 20, arbitrary: good }, fc.jsonValue());
}

type Spoil = (part: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

function arbitraryOf(json: Json, spoil: Spoil): fc.Arbitrary<unknown> {
  return spoil(plainOf(json, spoil));
}

function plainOf(json: Json, spoil: Spoil): fc.Arbitrary<unknown> {
  const {
    $ref,
    oneOf,
    anyOf,
    enum: values,
    examples,
    minimum = -3,
  } = json as {
    readonly $ref?: string;
    readonly oneOf?: readonly Json[];
    readonly anyOf?: readonly Json[];
    readonly enum?: readonly unknown[];
    readonly examples?: readonly unknown[];
    readonly minimum?: number;
  };
  if ($ref !== undefined) return arbitraryOf(shared.get($ref)!, spoil);
  if (oneOf ?? anyOf) return fc.oneof(...(oneOf ?? anyOf)!.map((each) => arbitraryOf(each, spoil)));
  if (values) return fc.constantFrom(...values);
  if (examples) return fc.constantFrom(...examples, "0s", "5s", "1m30s");
  if ("const" in json) return fc.constant(json["const"]);
  switch (json["type"]) {
    case "array":
      return fc.array(arbitraryOf(json["items"] as Json, spoil), { maxLength: 3 });
    case "object":
      return mapOf(json, spoil);
    case "string":
      return texts;
    case "number":
    case "integer":
      return numbers.map((number) => Math.max(minimum, json["type"] === "integer" ? Math.floor(number) : number));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.oneof(oddObjects, scalars);
  }
}

function mapOf({ properties, additionalProperties, required = [], maxProperties }: Json, spoil: Spoil): fc.Arbitrary<unknown> {
  if (!properties)
    return typeof additionalProperties === "object"
      ? fc.dictionary(names, arbitraryOf(additionalProperties as Json, spoil), { maxKeys: 3 })
      : fc.oneof(oddObjects, fc.dictionary(names, scalars, { maxKeys: 3 }));
  const fields = Object.fromEntries(Object.entries(properties).map(([name, json]) => [name, arbitraryOf(json as Json, spoil)]));
  const needed = required as string[];
  if (maxProperties === undefined) return fc.record(fields, { requiredKeys: needed });
  const beside = Object.fromEntries(needed.map((name) => [name, fields[name]!]));
  const one = Object.keys(fields).filter((name) => !needed.includes(name));
  return fc.constantFrom(...one).chain((name) => fc.record({ ...beside, [name]: fields[name]! }));
}
