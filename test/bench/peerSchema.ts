import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { kinds, objectTypes } from "../../schemas/generated/schema.ts";
import type { Shape } from "../../schemas/schema.ts";

/** Settings that let yaml-language-server check manifests by a schema of the kinds that we know, shaped like the one that it would fetch: one of all kinds. */
export function peerSettings(): Readonly<Record<string, unknown>> {
  const definitions = Object.fromEntries(Object.keys(objectTypes).map((name) => [name, definitionOf(name)]));
  const oneOf = kinds.flatMap(({ apiVersion, kind, type }) =>
    type === undefined
      ? []
      : {
          allOf: [
            { $ref: `#/definitions/${type}` },
            { required: ["apiVersion", "kind"], properties: { apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] } } },
          ],
        },
  );
  const file = join(mkdtempSync(join(tmpdir(), "rehearsal-schema-")), "kubernetes.json");
  writeFileSync(file, JSON.stringify({ definitions, oneOf }));
  return { yaml: { schemas: { [pathToFileURL(file).href]: "*.yaml" }, validate: true } };
}

/** A schema of one kind with all that it needs, as kubeconform reads it. */
export function schemaOfKind(type: string): object {
  const definitions: Record<string, object> = {};
  const gather = (name: string): void => {
    if (definitions[name]) return;
    definitions[name] = definitionOf(name);
    for (const [, inner] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) gather(inner!);
  };
  gather(type);
  return { definitions, $ref: `#/definitions/${type}` };
}

function definitionOf(name: string): object {
  const properties = Object.entries(objectTypes[name]!.fields).map(([field, { shape }]) => [field, schemaOf(shape)] as const);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function schemaOf(shape: Shape): object {
  switch (shape.is) {
    case "object":
      return { $ref: `#/definitions/${shape.type}` };
    case "list":
      return { type: "array", items: schemaOf(shape.of) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(shape.of) };
    case "string":
      return { type: "string", ...(shape.oneOf && { enum: shape.oneOf }) };
    case "bytes":
    case "time":
      return { type: "string" };
    case "integer":
    case "number":
    case "boolean":
      return { type: shape.is };
    case "quantity":
    case "intOrString":
      return { type: ["string", "number"] };
    case "any":
      return {};
  }
}
