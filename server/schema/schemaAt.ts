import type { Steps } from "../../api/path.ts";
import { everyFieldOf, everKindOf } from "../../api/schema.ts";
import type { Field, Shape, TypeName } from "../../schemas/schema.ts";

/** The schema at one path in an object. */
export interface SchemaPlace {
  readonly shape: Shape;
  /** The nearest field on the way here, of `owner`: the place itself, or the list or map that it is in. */
  readonly owner?: TypeName;
  readonly name?: string;
  readonly field?: Field;
}

/** The shape of objects of a kind; nothing for a kind without a schema. */
export function rootShape(apiVersion: string, kind: string): Shape | undefined {
  const type = everKindOf(apiVersion, kind)?.type;
  return type === undefined ? undefined : { is: "object", type };
}

/** The schema at a path in an object of a kind. For a kind without a schema only its metadata is known. */
export function schemaIn(apiVersion: string, kind: string, steps: Steps): SchemaPlace | undefined {
  const root = rootShape(apiVersion, kind);
  if (root) return schemaAt(root, steps);
  return steps[0] === "metadata" ? schemaAt(metadata, steps.slice(1)) : undefined;
}

/** The metadata that objects of every kind have. */
export const metadata: Shape = { is: "object", type: "ObjectMeta" };

/** Follows steps from a shape; nothing if they are not in the schema. */
export function schemaAt(root: Shape, steps: Steps): SchemaPlace | undefined {
  let place: SchemaPlace = { shape: root };
  for (const step of steps) {
    const next = stepInto(place, step);
    if (!next) return undefined;
    place = next;
  }
  return place;
}

function stepInto(place: SchemaPlace, step: string | number): SchemaPlace | undefined {
  const { shape } = place;
  switch (shape.is) {
    case "object": {
      const field = everyFieldOf(shape.type).get(String(step));
      return field && { shape: field.shape, owner: shape.type, name: String(step), field };
    }
    case "list":
      return typeof step === "number" ? { ...place, shape: shape.of } : undefined;
    case "map":
      return { ...place, shape: shape.of };
    default:
      return undefined;
  }
}

/** A shape as a short text: `list of Container`, `map of string`, `integer or string`. */
export function describeShape(shape: Shape): string {
  switch (shape.is) {
    case "object":
      return shape.type;
    case "list":
      return `list of ${describeShape(shape.of)}`;
    case "map":
      return `map of ${describeShape(shape.of)}`;
    case "intOrString":
      return "integer or string";
    case "bytes":
      return "base64";
    case "any":
      return "anything";
    default:
      return shape.is;
  }
}
