import { isObject } from "../../api/object.ts";
import type { JsonSchema } from "../../api/customResources.ts";
import { memoize } from "../../api/memoize.ts";
import { configuration } from "../../schemas/files/configuration.ts";
import { kustomization } from "../../schemas/files/kustomization.ts";
import { scenario } from "../../schemas/files/scenario.ts";
import { type Json, shared } from "../../schemas/files/schema.ts";
import { isKustomization } from "../text/uris.ts";
import { isConfigurationFile } from "../configuration/configuration.ts";
import { isScenarioFile } from "../scenario/readFile.ts";

/** The schema of a file that is not a manifest but is known by its name. */
export function fileSchema(uri: string): JsonSchema | undefined {
  if (isKustomization(uri)) return plainOf(kustomization);
  if (isConfigurationFile(uri)) return plainOf(configuration);
  return isScenarioFile(uri) && !uri.endsWith(".json") ? plainOf(scenario) : undefined;
}

const plainOf = memoize(({ json }: { readonly json: Json }): JsonSchema => plain(json, []));

/** A schema without references, and with the first of several alternatives that has parts, for proposals and hovers. */
function plain(json: Json, within: readonly string[]): JsonSchema {
  const {
    $ref,
    anyOf,
    oneOf,
    const: value,
    properties,
    items,
    additionalProperties,
  } = json as Readonly<Record<string, unknown>> & { readonly $ref?: string };
  if ($ref !== undefined) return within.includes($ref) ? {} : { ...plain(shared.get($ref) ?? {}, [...within, $ref]), ...description(json) };
  const inner = (part: unknown): JsonSchema => (isObject(part) ? plain(part, within) : {});
  if (Array.isArray(anyOf)) return { ...inner(anyOf.find((part) => isObject(part) && part["type"] === "object") ?? anyOf[0]), ...description(json) };
  if (Array.isArray(oneOf)) return merged(oneOf.map(inner));
  return {
    ...(json as JsonSchema),
    ...(typeof value === "string" && { type: "string", enum: [value] }),
    ...(isObject(properties) && { properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)])) }),
    ...(isObject(items) && { items: inner(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: inner(additionalProperties) }),
  };
}

function description({ description: text }: Json): { readonly description?: string } {
  return typeof text === "string" ? { description: text } : {};
}

/** One map with the fields of all. A field that tells them apart has one of their values. */
function merged(cases: readonly JsonSchema[]): JsonSchema {
  const all: Record<string, JsonSchema> = {};
  for (const [name, part] of cases.flatMap(({ properties = {} }) => Object.entries(properties))) {
    const known = all[name]?.enum;
    all[name] = known && part.enum ? { ...part, enum: [...new Set([...known, ...part.enum])] } : part;
  }
  return { type: "object", properties: all };
}
