import { base64Fault } from "../../../api/base64.ts";
import { type Cause, fieldOf } from "../../../api/cause.ts";
import { isObject } from "../../../api/object.ts";
import { fieldsOf } from "../../../api/schema.ts";
import { usualVersion } from "../../../api/version.ts";
import type { Shape } from "../../../schemas/schema.ts";

/** The server's message for an object that it cannot decode, or nothing. Unless it is strict, it ignores unknown fields. */
export function decodingFault(
  causes: readonly Cause[],
  object: unknown,
  kind: string,
  version: string,
  type: string,
  isStrict: boolean,
): string | undefined {
  const start = `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}`;
  const wrong = causes.find((cause) => cause.type === "WrongType");
  if (wrong) return `${start}: ${wrongType(wrong, object, type)}`;
  const list = isStrict ? unknownFields(causes) : [];
  if (list.length === 0) return undefined;
  return `${start}: strict decoding error: ${list.join(", ")}`;
}

/** The messages about unknown and duplicate fields. */
export function unknownFields(causes: readonly Cause[]): readonly string[] {
  const strict = causes.filter((cause) => cause.type === "UnknownField" || cause.type === "DuplicateField");
  return strict.map((cause) => `${cause.type === "UnknownField" ? "unknown" : "duplicate"} field ${JSON.stringify(fieldOf(cause))}`);
}

/** The message of Go's JSON decoder: what it found, in which field of which struct, and the expected type. */
export function wrongType(cause: Cause, object: unknown, type: string): string {
  const steps = cause.path.steps();
  const value = steps.reduce<unknown>((held, step) => (held as Readonly<Record<string | number, unknown>> | undefined)?.[step], object);
  let shape: Shape = { is: "object", type };
  let owner = type;
  const names: string[] = [];
  for (const step of steps) {
    if (typeof step === "string" && shape.is !== "map") names.push(step);
    if (shape.is === "object") {
      owner = shape.type;
      shape = fieldsOf(shape.type, usualVersion).get(String(step))?.shape ?? { is: "any" };
    } else if (shape.is === "list" || shape.is === "map") shape = shape.of;
  }
  if (shape.is === "bytes" && typeof value === "string") return `illegal base64 data at input byte ${base64Fault(value)}`;
  if (shape.is === "quantity") return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner}.${names.join(".")} of type ${goType(shape)}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "number" : `number ${value}`;
  return isObject(value) ? "object" : typeof value;
}

/** The Go name of a type. All types are given the package names of core and metadata types. */
function goType(shape: Shape): string {
  switch (shape.is) {
    case "object":
      return `v1.${shape.type}`;
    case "list":
      return `[]${goType(shape.of)}`;
    case "map":
      return `map[string]${goType(shape.of)}`;
    case "integer":
      return `int${shape.bits}`;
    case "boolean":
      return "bool";
    case "number":
      return "float64";
    case "quantity":
      return "resource.Quantity";
    case "intOrString":
      return "intstr.IntOrString";
    case "time":
      return shape.precision === "seconds" ? "v1.Time" : "v1.MicroTime";
    case "bytes":
      return "[]uint8";
    default:
      return "string";
  }
}
