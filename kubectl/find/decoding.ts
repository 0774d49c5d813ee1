import { isObject } from "../../api/object.ts";
import { type Cause, Causes, fieldOf } from "../../api/cause.ts";
import { decodeObject } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";
import { fieldsOf } from "../../api/schema.ts";
import { usualVersion } from "../../api/version.ts";
import type { Shape } from "../../schemas/schema.ts";
import { at, type Plain } from "../core/plain.ts";
import type { Resource } from "../core/resources.ts";

/** An object as the server reads it, or what it says of one that it cannot read. */
export type Decoded = { readonly object: Plain } | { readonly fault: string };

/** Reads an object as the server does; unless it is strict, it passes over fields that it does not know. */
export function decodedBy({ kind, type, version }: Resource, object: Plain, isStrict: boolean): Decoded {
  const given = String(object["kind"]);
  if (given !== kind) {
    const why = `no kind ${JSON.stringify(given)} is registered for version ${JSON.stringify(object["apiVersion"])} in scheme "pkg/runtime/scheme.go:111"`;
    return { fault: `${given} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}` };
  }
  if (type === undefined) return { object };
  const causes = new Causes();
  const read = decodeObject(object, type, Path.root, causes) as Plain;
  const wrong = causes.list.find((cause) => cause.type === "WrongType");
  const start = `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}`;
  if (wrong) return { fault: `${start}: ${wrongType(wrong, object, type)}` };
  const strict = causes.list.filter(({ type: of }) => of === "UnknownField" || of === "DuplicateField");
  if (strict.length === 0 || !isStrict) return { object: stored(read) };
  const list = strict.map((cause) => `${cause.type === "UnknownField" ? "unknown" : "duplicate"} field ${JSON.stringify(fieldOf(cause))}`);
  return { fault: `${start}: strict decoding error: ${list.join(", ")}` };
}

/** An object in the version in which the server keeps it: the older form of an autoscaler knows one metric only. */
function stored(object: Plain): Plain {
  if (object["kind"] !== "HorizontalPodAutoscaler" || object["apiVersion"] !== "autoscaling/v1" || !isObject(object["spec"])) return object;
  const { targetCPUUtilizationPercentage: percentage, ...spec } = object["spec"];
  const resource = { name: "cpu", target: { type: "Utilization", averageUtilization: percentage } };
  const metrics = percentage === undefined ? undefined : [{ type: "Resource", resource }];
  return { ...object, apiVersion: "autoscaling/v2", spec: { ...spec, ...(metrics && { metrics }) } };
}

/** As Go's JSON reader says it: what it found, in which field of which struct, and what should stand there. */
function wrongType(cause: Cause, object: Plain, type: string): string {
  const steps = cause.path.steps();
  const value = at(object, ...steps);
  let shape: Shape = { is: "object", type };
  let owner = type;
  for (const step of steps) {
    if (shape.is === "object") {
      owner = shape.type;
      shape = fieldsOf(shape.type, usualVersion).get(String(step))?.shape ?? { is: "any" };
    } else if (shape.is === "list" || shape.is === "map") shape = shape.of;
  }
  if (shape.is === "quantity") return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const field = steps.filter((step) => typeof step === "string").join(".");
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner}.${field} of type ${goType(shape)}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "number" : `number ${value}`;
  return isObject(value) ? "object" : typeof value;
}

/** Types of core and of metadata stand for all: their packages are named like this. */
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
