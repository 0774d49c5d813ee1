import type { Cause } from "../../api/cause.ts";
import { fieldsOf, kindOf } from "../../api/schema.ts";
import type { Repair } from "../finding.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { rootShape, schemaAt } from "../schemaAt.ts";
import type { Shape } from "../../schemas/schema.ts";

type Steps = readonly (string | number)[];

/** The one obvious repair of a cause, if it has one. */
export function repairOf(cause: Cause, manifest: Manifest): Repair | undefined {
  const path = cause.path.steps();
  switch (cause.type) {
    case "UnknownField":
      return cause.instead !== undefined ? { is: "renameKey", path, to: cause.instead } : misplaced(path, manifest);
    case "FieldValueRequired":
      return missing(cause, path, manifest);
    case "WrongType":
      return cause.instead !== undefined ? { is: "setValue", path, to: cause.instead } : requoted(path, manifest);
    case "DuplicateField":
      return undefined;
    default:
      return cause.instead === undefined ? undefined : { is: "setValue", path, to: cause.instead };
  }
}

/** A block one level off: the field belongs into its parent's parent, or into exactly one field beside it. */
function misplaced(path: Steps, manifest: Manifest): Repair | undefined {
  const name = String(path.at(-1));
  const root = rootOf(manifest);
  if (!root) return undefined;
  const parent = path.slice(0, -1);
  const outer = parent.slice(0, typeof parent.at(-1) === "number" ? -2 : -1);
  if (parent.length > 0 && takes(root, outer, name) && !holds(manifest, [...outer, name])) return { is: "move", path, into: outer };
  const beside = besides(root, parent).filter(
    (field) => takes(root, [...parent, field], name) && isPresent(manifest, [...parent, field]) && !holds(manifest, [...parent, field, name]),
  );
  return beside.length === 1 ? { is: "move", path, into: [...parent, beside[0]!] } : deeper(path, root, manifest);
}

/** At the top of a workload, a field of its pods. */
function deeper(path: Steps, root: Shape, manifest: Manifest): Repair | undefined {
  const name = String(path.at(-1));
  const inPod = ["spec", "template", "spec"];
  if (path.length > 2 || !takes(root, inPod, name) || !isPresent(manifest, inPod) || holds(manifest, [...inPod, name])) return undefined;
  return { is: "move", path, into: inPod };
}

function missing(cause: Cause, path: Steps, manifest: Manifest): Repair | undefined {
  const split = splitItem(path, manifest);
  if (split) return split;
  const name = path.at(-1);
  if (typeof name !== "string" || manifest.keyAt(path)) return cause.instead === undefined ? undefined : { is: "setValue", path, to: cause.instead };
  if (path.length === 1 && (name === "apiVersion" || name === "kind")) return misspeltTop(name, manifest);
  return cause.instead === undefined ? undefined : { is: "addKey", path: path.slice(0, -1), key: name, value: cause.instead };
}

/** `- name: A` and `- value: b`: one item in two. */
function splitItem(path: Steps, manifest: Manifest): Repair | undefined {
  const index = path.at(-2);
  if (path.at(-1) !== "name" || typeof index !== "number" || index === 0) return undefined;
  const item = asMap(valueAt(manifest.value, path.slice(0, -1)));
  const before = asMap(valueAt(manifest.value, [...path.slice(0, -2), index - 1]));
  if (!item || !before || !("name" in before) || Object.keys(item).some((key) => key in before)) return undefined;
  return { is: "mergeItems", path: [...path.slice(0, -2), index - 1] };
}

function misspeltTop(name: "apiVersion" | "kind", manifest: Manifest): Repair | undefined {
  const top = asMap(manifest.value);
  const slip = top && Object.keys(top).find((key) => key !== name && looksLike(key, name));
  return slip === undefined ? undefined : { is: "renameKey", path: [slip], to: name };
}

/** A text where a number or boolean is due, that reads as one without its quotes; or the other way round. */
function requoted(path: Steps, manifest: Manifest): Repair | undefined {
  const root = rootOf(manifest);
  const shape = root && schemaAt(root, path)?.shape;
  const value = valueAt(manifest.value, path);
  if (!shape) return undefined;
  if (typeof value === "string") {
    if (shape.is === "integer" && /^-?\d{1,15}$/.test(value)) return { is: "setValue", path, to: Number(value) };
    if (shape.is === "boolean" && /^(true|false)$/.test(value)) return { is: "setValue", path, to: value === "true" };
  }
  if (shape.is === "string" && (typeof value === "number" || typeof value === "boolean")) {
    const node = manifest.nodeAt(path);
    return node?.is === "scalar" ? { is: "setValue", path, to: node.value } : undefined;
  }
  return undefined;
}

function looksLike(key: string, name: string): boolean {
  return key.toLowerCase() === name.toLowerCase() || (name === "apiVersion" ? /^ap[ip]+_?-?[vV]er?s?ion$/.test(key) : /^k[a-z]{2,4}$/.test(key));
}

function rootOf({ apiVersion, kind }: Manifest): Shape | undefined {
  return apiVersion === undefined || kind === undefined || !kindOf(apiVersion, kind) ? undefined : rootShape(apiVersion, kind);
}

function takes(root: Shape, steps: Steps, name: string): boolean {
  const shape = schemaAt(root, steps)?.shape;
  return shape?.is === "object" && fieldsOf(shape.type).has(name);
}

function besides(root: Shape, steps: Steps): readonly string[] {
  const shape = schemaAt(root, steps)?.shape;
  return shape?.is === "object" ? [...fieldsOf(shape.type).keys()] : [];
}

function holds(manifest: Manifest, steps: Steps): boolean {
  return manifest.keyAt(steps) !== undefined;
}

/** Whether a field is there and can take an entry: a map, or nothing yet. */
function isPresent(manifest: Manifest, steps: Steps): boolean {
  if (!holds(manifest, steps)) return false;
  const node = manifest.nodeAt(steps);
  return node === undefined || node.is === "mapping";
}

export function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined),
    value,
  );
}

function asMap(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
