import { isObject } from "../../api/object.ts";
import { everyFieldOf } from "../../api/schema.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";
import { fieldsInOrder } from "./order.ts";
import { type Sample, ownKey, samples } from "./samples.ts";

/** Whether an object of a type is meaningful without fields, such as `emptyDir: {}`. */
export function isWholeWhenEmpty(type: TypeName): boolean {
  const sample = samples[type];
  return isObject(sample) && Object.keys(sample).length === 0;
}

/** The sample value of a field. */
export function sampleOfField(owner: TypeName, name: string, shape: Shape): Sample {
  const own = `${owner}.${name}`;
  return own in samples ? samples[own] : sampleOf(shape);
}

/** The sample value of a shape: a type's own sample, or the required fields of its schema. */
export function sampleOf(shape: Shape, depth = 0): Sample {
  switch (shape.is) {
    case "object":
      return shape.type in samples ? samples[shape.type] : requiredOf(shape.type, depth);
    case "list":
      return [sampleOf(shape.of, depth + 1)];
    case "map":
      return { [ownKey]: sampleOf(shape.of, depth + 1) };
    case "boolean":
      return true;
    case "integer":
    case "number":
    case "intOrString":
      return 1;
    case "quantity":
      return "1";
    case "string":
      return shape.oneOf?.find((word) => word !== "") ?? (depth > 0 ? "app" : undefined);
    default:
      return undefined;
  }
}

function requiredOf(type: TypeName, depth: number): Sample {
  if (depth > 4) return {};
  const fields = everyFieldOf(type);
  const required = fieldsInOrder(type).filter((name) => fields.get(name)!.required === true);
  return Object.fromEntries(
    required.map((name) => [name, `${type}.${name}` in samples ? samples[`${type}.${name}`] : sampleOf(fields.get(name)!.shape, depth + 1)]),
  );
}
