import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import { type Cause, nearest } from "../../api/cause.ts";
import { everyFieldOf, everKindOf, versionsOf } from "../../api/schema.ts";
import type { Repair } from "../finding/finding.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { valueAt } from "../text/values.ts";
import { rootShape, schemaAt } from "../schema/schemaAt.ts";
import type { Shape } from "../../schemas/schema.ts";

/** The one obvious repair of a cause, if it has one. */
export function repairOf(cause: Cause, manifest: Manifest): Repair | undefined {
  const path = cause.path.steps();
  if (cause.code === "removed-version") return { is: "migrate" };
  if (cause.code === "selector-matches-template") return labelled(manifest);
  if (cause.blames === "key") return renamed(cause, path, manifest);
  switch (cause.type) {
    case "UnknownField":
      return cause.instead !== undefined ? renamed(cause, path, manifest) : misplaced(path, manifest);
    case "FieldValueRequired":
      return missing(cause, path, manifest);
    case "WrongType":
      return requoted(path, manifest) ?? (cause.instead === undefined ? undefined : { is: "setValue", path, to: cause.instead });
    case "DuplicateField":
      return undefined;
    default:
      if (!manifest.keyAt(path) && typeof path.at(-1) === "string") return isMade(path) ? undefined : missing(cause, path, manifest);
      return cause.instead !== undefined ? { is: "setValue", path, to: cause.instead } : commented(path, manifest);
  }
}

/** A label that is not in the text was added by the server, such as one with the object's name: writing it is no repair. */
function isMade(path: Steps): boolean {
  return path.at(-2) === "labels";
}

/** Renames to the intended key, unless that key exists already. */
function renamed({ instead }: Cause, path: Steps, manifest: Manifest): Repair | undefined {
  if (instead === undefined || !manifest.keyAt(path) || manifest.keyAt([...path.slice(0, -1), instead])) return undefined;
  return { is: "renameKey", path, to: instead };
}

/** Adds the labels of the selector to the pod template. */
function labelled(manifest: Manifest): Repair | undefined {
  const asked = asMap(
    valueAt(manifest.value, manifest.kind === "ReplicationController" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"]),
  );
  const labels = ["spec", "template", "metadata", "labels"];
  if (!asked || !Object.values(asked).every((value) => typeof value === "string")) return undefined;
  const held = asMap(valueAt(manifest.value, labels));
  if (!held) return undefined;
  const repairs = Object.entries(asked as Record<string, string>)
    .filter(([key, value]) => held[key] !== value)
    .map(([key, value]): Repair =>
      key in held ? { is: "setValue", path: [...labels, key], to: value } : { is: "addKey", path: labels, key, value },
    );
  return repairs.length === 0 ? undefined : { is: "several", repairs };
}

function commented(path: Steps, manifest: Manifest): Repair | undefined {
  const value = valueAt(manifest.value, path);
  return typeof value === "string" && /\S\s+\/\//.test(value) ? { is: "comment", path } : undefined;
}

/** Moves a block that is one level off: up into the parent, down into the only sibling that accepts it, or into the pod template of a workload. */
function misplaced(path: Steps, manifest: Manifest): Repair | undefined {
  const root = rootOf(manifest);
  if (!root) return undefined;
  const name = String(path.at(-1));
  const holder = path.slice(0, -1);
  const outer = holder.slice(0, typeof holder.at(-1) === "number" ? -2 : -1);
  const beside = fieldsAt(root, holder).map((field) => [...holder, field]);
  const inPods = path.length <= 2 ? [["spec"], ["spec", "template", "spec"]] : [];
  const candidates = [...(holder.length > 0 ? [outer] : []), ...beside, ...inPods].filter((into) => canTake(manifest, into));
  const exact = candidates.find((into) => takes(root, into, name) && !manifest.keyAt([...into, name]));
  if (exact) return { is: "move", path, into: exact };
  return candidates.flatMap((into): Repair[] => slipIn(root, into, path, manifest)).at(0);
}

/** A misspelt field of another map nearby. */
function slipIn(root: Shape, into: Steps, path: Steps, manifest: Manifest): Repair[] {
  const as = nearest(String(path.at(-1)), fieldsAt(root, into));
  return as === undefined || manifest.keyAt([...into, as]) ? [] : [{ is: "move", path, into, as }];
}

function missing(cause: Cause, path: Steps, manifest: Manifest): Repair | undefined {
  const split = splitItem(path, manifest);
  if (split) return split;
  const name = path.at(-1);
  if (typeof name !== "string" || manifest.keyAt(path)) return cause.instead === undefined ? undefined : { is: "setValue", path, to: cause.instead };
  if (path.length === 1 && (name === "apiVersion" || name === "kind")) return misspeltTop(name, manifest);
  const value = cause.instead ?? (name === "apiVersion" ? versionOf(valueAt(manifest.value, [...path.slice(0, -1), "kind"])) : undefined);
  return value === undefined ? undefined : { is: "addKey", path: path.slice(0, -1), key: name, value };
}

/** The only version that serves a kind. */
function versionOf(kind: unknown): string | undefined {
  const versions = versionsOf(String(kind));
  return versions.length === 1 ? versions[0]!.apiVersion : undefined;
}

/** `- name: A` and `- value: b`: one item that was written as two, of which the first has only a name. */
function splitItem(path: Steps, manifest: Manifest): Repair | undefined {
  const index = path.at(-2);
  if (path.at(-1) !== "name" || typeof index !== "number" || index === 0) return undefined;
  const item = asMap(valueAt(manifest.value, path.slice(0, -1)));
  const before = asMap(valueAt(manifest.value, [...path.slice(0, -2), index - 1]));
  if (!item || !before || Object.keys(before).join() !== "name" || Object.keys(item).length === 0 || "name" in item) return undefined;
  return { is: "mergeItems", path: [...path.slice(0, -2), index - 1] };
}

function misspeltTop(name: "apiVersion" | "kind", manifest: Manifest): Repair | undefined {
  const top = asMap(manifest.value);
  const slip = top && Object.keys(top).find((key) => key !== name && looksLike(key, name));
  return slip === undefined ? undefined : { is: "renameKey", path: [slip], to: name };
}

/** Removes the quotes if a number or boolean is required and the text is one without them, and adds them in the opposite case. */
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
  return apiVersion === undefined || kind === undefined || !everKindOf(apiVersion, kind) ? undefined : rootShape(apiVersion, kind);
}

function takes(root: Shape, steps: Steps, name: string): boolean {
  return fieldsAt(root, steps).includes(name);
}

function fieldsAt(root: Shape, steps: Steps): readonly string[] {
  const shape = schemaAt(root, steps)?.shape;
  return shape?.is === "object" ? [...everyFieldOf(shape.type).keys()] : [];
}

/** Whether steps lead to a value that can hold an entry: a map, or an empty value. */
function canTake(manifest: Manifest, steps: Steps): boolean {
  const node = manifest.nodeAt(steps);
  return node ? node.is === "mapping" : manifest.keyAt(steps) !== undefined;
}

function asMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}
