import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import type { JsonSchema } from "../../api/customResources.ts";

/** The schema at a path in a custom resource; nothing if there is none. */
export function customAt(root: JsonSchema, steps: Steps): JsonSchema | undefined {
  return steps.reduce<JsonSchema | undefined>((schema, step) => schema && stepInto(schema, step), root);
}

function stepInto({ items, properties = {}, additionalProperties }: JsonSchema, step: string | number): JsonSchema | undefined {
  if (typeof step === "number") return items;
  if (Object.hasOwn(properties, step)) return properties[step];
  return isObject(additionalProperties) ? additionalProperties : undefined;
}

/** A schema as a short text, in the form of `describeShape`. */
export function describeSchema(schema: JsonSchema): string {
  if (schema["x-kubernetes-int-or-string"]) return "integer or string";
  if (schema.type === "array") return `list of ${describeSchema(schema.items ?? {})}`;
  if (schema.type === "object" && isObject(schema.additionalProperties)) return `map of ${describeSchema(schema.additionalProperties)}`;
  return schema.type ?? "anything";
}

/** The allowed values, if the schema lists them. */
export function wordsOf(schema: JsonSchema): readonly string[] {
  if (schema.type === "boolean") return ["true", "false"];
  return (schema.enum ?? []).filter((word): word is string => typeof word === "string" && word !== "");
}
