import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { kinds, objectTypes } from "../../schemas/generated/schema.ts";
import type { Shape } from "../../schemas/schema.ts";

/** Settings that let yaml-language-server check manifests by a schema of the kinds that we know, shaped like the one that it would fetch: one of all kinds. */
export function peerSettings(): Readonly<Record<string, unknown>> {
  const definitions = Object.fromEntries(
    Object.entries(objectTypes).map(([name, { fields }]) => [
      name,
      {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(Object.entries(fields).map(([field, { shape }]) => [field, schemaOf(shape)])),
      },
    ]),
  );
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
