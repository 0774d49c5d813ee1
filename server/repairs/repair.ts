import type { Cause } from "../../api/cause.ts";
import type { Steps } from "../../api/path.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";
import { everKindOf, everyFieldOf } from "../../api/schema.ts";
import type { Finding } from "../finding/finding.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { rootShape, schemaAt } from "../schema/schemaAt.ts";
import { valueAt } from "../text/values.ts";
import { flow } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import type { Document } from "../workspace/model.ts";
import type { Catalog } from "../workspace/catalog.ts";
import { type ServerSentence, say } from "../words/say.ts";
import type { Edit } from "./edits.ts";

/** The input of a repairer: a finding and its surroundings. */
export interface Trouble {
  readonly finding: Finding;
  readonly document: Document;
  /** Steps from the root of the document; empty where the text can't be read. */
  readonly path: Steps;
  readonly cause?: Cause;
  /** What to write instead, if that is known. */
  readonly instead?: string | number;
  /** The object as last committed, if it was. */
  readonly committed?: unknown;
  readonly catalog: Catalog;
}

/** A repair that may help. Whether it does is found by trying it. */
export interface Candidate {
  /** What happens, for the menu. */
  readonly title: ServerSentence;
  /** Offsets count from the document's start. */
  readonly edits: readonly Edit[];
  readonly trust: Trust;
}

/** How far a candidate is to be trusted. "Fix all" applies no guess. */
type Trust =
  /** Certain if it is the only one that helps. Errors that appear after it were there before. */
  | "sure"
  /** It rearranges lines; certain if it leaves no new errors. */
  | "layout"
  | "guess"
  /** It removes something: the last resort. */
  | "removal";

/** One kind of repair: yields its candidates for a finding, the likeliest first; none if it has nothing to offer. */
export type Repairer = (trouble: Trouble) => Iterable<Candidate>;

/** A candidate if it changes anything. */
export function candidate(title: ServerSentence, edits: readonly Edit[], isSure = false): Candidate[] {
  return edits.length === 0 ? [] : [{ title, edits, trust: isSure ? "sure" : "guess" }];
}

/** A candidate that removes text, if it changes anything. */
export function removal(title: ServerSentence, edits: readonly Edit[]): Candidate[] {
  return candidate(title, edits).map((one) => ({ ...one, trust: "removal" }));
}

/** A candidate that rearranges lines, if it changes anything. */
export function layout(title: ServerSentence, edits: readonly Edit[]): Candidate[] {
  return candidate(title, edits).map((one) => ({ ...one, trust: "layout" }));
}

/** The value at a path as it is written. */
export function valueIn({ document }: Trouble, path: Steps): unknown {
  return valueAt(document.manifest.value, path);
}

/** The expected shape at a path of a document, also in items of a List. */
export function shapeIn(manifest: Manifest, path: Steps): Shape | undefined {
  const { root, apiVersion, kind } = objectAt(manifest, path);
  if (apiVersion === undefined || kind === undefined || !everKindOf(apiVersion, kind)) return undefined;
  const shape = rootShape(apiVersion, kind);
  return shape && schemaAt(shape, path.slice(root.length))?.shape;
}

/** The fields that a map at a path may have, with their shapes. */
export function fieldsIn(manifest: Manifest, path: Steps): ReadonlyMap<string, Shape> {
  const shape = shapeIn(manifest, path);
  return shape?.is === "object" ? fieldShapes(shape.type) : new Map();
}

/** The fields of a type, with their shapes. */
export function fieldShapes(type: TypeName): ReadonlyMap<string, Shape> {
  return new Map([...everyFieldOf(type)].map(([name, field]) => [name, field.shape]));
}

interface ObjectAt {
  /** The path of the object in its document. */
  readonly root: Steps;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
}

/** The object that a path leads into: the document's own, or an item of a List. */
export function objectAt(manifest: Manifest, path: Steps): ObjectAt {
  const { apiVersion, kind, value } = manifest;
  if (kind !== "List" || path[0] !== "items" || path.length < 2) return { root: [], apiVersion, kind };
  const root = path.slice(0, 2);
  return { root, apiVersion: textOf(valueAt(value, [...root, "apiVersion"])), kind: textOf(valueAt(value, [...root, "kind"])) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The end of a path in a title: a key, or the number of an item. */
export function lastOf(path: Steps): string | ServerSentence {
  const step = path.at(-1);
  return typeof step === "number" ? say("item-number", { number: step + 1 }) : (step ?? "");
}

/** A value on one line, shortened for a title. */
export function shortened(value: Written): string {
  const text = flow(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Names for a title: only the first of many. */
export function fewOf(names: readonly string[]): string {
  return names.length > mostNames ? `${names.slice(0, mostNames).join(", ")}, …` : names.join(", ");
}

const mostNames = 4;

/** A value in a readable form. */
export function plain(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}
