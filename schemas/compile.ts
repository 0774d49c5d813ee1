import { Ajv, type Options } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { incoming, shown } from "./files/index.ts";
import { type Json, type Schema, shared } from "./files/schema.ts";

/** The checks of a module as plain functions, so that nothing is compiled where they run. What they share stands there once. */
export function compiledChecks(module: keyof typeof incoming): string {
  const checks: Readonly<Record<string, Schema<unknown>>> = incoming[module];
  const schemas = [...shared, ...Object.entries(checks).map(([name, { json }]) => [name, json] as const)];
  const ajv = new Ajv({ schemas: schemas.map(([id, json]) => ({ ...json, $id: id })), ...options });
  const text = standalone.default(ajv, Object.fromEntries(Object.keys(checks).map((name) => [name, name])));
  if (text.includes("require(")) throw new Error(`The checks of ${module} need a part of ajv at run time: choose other keywords.`);
  return text;
}

const options: Options = {
  allErrors: true,
  messages: false,
  discriminator: true,
  inlineRefs: false,
  strictTypes: false,
  strictRequired: false,
  code: { source: true, esm: true },
};

/** The types of such a module. */
export function typesOfChecks(module: keyof typeof incoming): string {
  const names = Object.keys(incoming[module]);
  return `import type { Check } from "../../files/check.ts";\n\n${names.map((name) => `export const ${name}: Check;\n`).join("")}`;
}

/** A schema that editors are told of, whole in itself. */
export function schemaFile(name: keyof typeof shown): Json {
  const own = incoming.files[name].json;
  const parts = partsOf(own, new Map());
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: shown[name],
    ...(pointed(own) as Json),
    definitions: Object.fromEntries([...parts].map(([part, json]) => [part, pointed(json)])),
  };
}

/** All that a schema refers to, and what that refers to. */
function partsOf(json: unknown, found: Map<string, Json>): Map<string, Json> {
  if (typeof json !== "object" || json === null) return found;
  const { $ref } = json as { $ref?: unknown };
  if (typeof $ref === "string" && !found.has($ref)) {
    found.set($ref, shared.get($ref)!);
    partsOf(shared.get($ref), found);
  }
  for (const part of Object.values(json)) partsOf(part, found);
  return found;
}

/** The same, with what it refers to in the same file. */
function pointed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(pointed);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, key === "$ref" ? `#/definitions/${String(part)}` : pointed(part)]));
}
