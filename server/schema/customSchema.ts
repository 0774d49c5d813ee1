import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import type { JsonSchema } from "../../api/customResources.ts";

/** What the schema of a custom resource says of one place in it; nothing where it says nothing. */
export function customAt(root: JsonSchema, steps: Steps): JsonSchema | undefined {
  return steps.reduce<JsonSchema | undefined>((schema, step) => schema && stepInto(schema, step), root);
}

function stepInto({ items, properties = {}, additionalProperties }: JsonSchema, step: string | number): JsonSchema | undefined {
  if (typeof step === "number") return items;
  if (Object.hasOwn(properties, step)) return properties[step];
  return isObject(additionalProperties) ? additionalProperties : undefined;
}

/** A schema in the words of an author, as `describeShape` has them. */
export function describeSchema(schema: JsonSchema): string {
  if (schema["x-kubernetes-int-or-string"]) return "integer or string";
  if (schema.type === "array") return `list of ${describeSchema(schema.items ?? {})}`;
  if (schema.type === "object" && isObject(schema.additionalProperties)) return `map of ${describeSchema(schema.additionalProperties)}`;
  return schema.type ?? "anything";
}

/** The words that a value can be, where the schema lists them. */
export function wordsOf(schema: JsonSchema): readonly string[] {
  if (schema.type === "boolean") return ["true", "false"];
  return (schema.enum ?? []).filter((word): word is string => typeof word === "string" && word !== "");
}
