import type { Causes } from "../cause.ts";
import { reportUnknownField } from "../misfits.ts";
import { isObject } from "../object.ts";
import type { Path } from "../path.ts";
import type { JsonSchema } from "../customResources.ts";

const ofResources = ["apiVersion", "kind", "metadata"];

/**
 * Reports the fields of a custom resource that its schema does not know, which the API server would drop. If a schema preserves unknown fields,
 * its known fields are still checked; the items of a preserved list are preserved, too.
 */
export function reportUnknownFields(value: unknown, schema: JsonSchema, at: Path, causes: Causes): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items)
      value.forEach((item, i) => reportUnknownFields(item, isPreserved(schema) ? { ...items, [preserve]: true } : items, at.index(i), causes));
    return;
  }
  if (!isObject(value)) return;
  const { properties = {}, additionalProperties } = schema;
  const known = Object.keys(properties);
  for (const [name, held] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) reportUnknownFields(held, properties[name]!, at.field(name), causes);
    else if (isObject(additionalProperties)) reportUnknownFields(held, additionalProperties, at.key(name), causes);
    else if (!isOpenFor(name, schema)) reportUnknownField(name, known, at, causes);
  }
}

const preserve = "x-kubernetes-preserve-unknown-fields";

function isPreserved(schema: JsonSchema): boolean {
  return schema[preserve] === true;
}

/** Whether a field may be there that is not in the schema. */
function isOpenFor(name: string, schema: JsonSchema): boolean {
  const isOfResource = schema["x-kubernetes-embedded-resource"] === true && ofResources.includes(name);
  return isPreserved(schema) || isOfResource || schema.additionalProperties === true || schema.type !== "object";
}
