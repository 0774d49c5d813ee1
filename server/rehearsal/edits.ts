import { isObject } from "../../api/object.ts";
import type { Steps } from "../../api/path.ts";
import type { Part } from "../change/parts.ts";
import { locate } from "../manifest/locate.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { addKey, type Edit, remove, withEdits } from "../repairs/edits.ts";
import { Lines } from "../text/lines.ts";
import { valueAt } from "../text/values.ts";
import { afterColon, layoutOf, scalarText } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import type { FileModel } from "../workspace/model.ts";
import type { Candidate, FieldChange } from "./concern.ts";
import { documentOf } from "./files.ts";

/** Edits by the URI of their file. Offsets count from the start of the file. */
export type FileEdits = ReadonlyMap<string, readonly Edit[]>;

/** The edits that make the changes of a candidate; nothing if one of them can't be made in the text. */
export function editsFor({ changes }: Candidate, parts: readonly Part[]): FileEdits | undefined {
  const all = new Map<string, Edit[]>();
  for (const change of changes) {
    const found = documentOf(change.object, parts);
    const edits = found && fieldEdits(found.placed.document.manifest, change);
    if (!found || !edits || edits.length === 0) return undefined;
    const { from } = found.placed;
    const moved = edits.map((edit) => ({ ...edit, from: edit.from + from, to: edit.to + from }));
    all.set(found.file.uri, [...(all.get(found.file.uri) ?? []), ...moved]);
  }
  return all;
}

/** The text of a file after its edits. */
export function textAfter({ uri, syntax: { text } }: FileModel, edits: FileEdits): string {
  return withEdits(text, edits.get(uri) ?? []);
}

/** The smallest edits that set a field of a document, or remove it. */
function fieldEdits(manifest: Manifest, { path, to }: FieldChange): readonly Edit[] {
  if (to === undefined) return remove(manifest, removable(manifest.value, path));
  const { node, pair, depth } = locate(manifest.syntax.root, path);
  if (depth < path.length) return added(manifest, path, depth, to);
  const before = valueAt(manifest.value, path);
  if (isObject(before) && isObject(to) && Object.keys(before).length > 0) return inMap(manifest, path, before, to);
  if (!isObject(to) && !Array.isArray(to) && node?.is === "scalar" && node.style !== "literal" && node.style !== "folded")
    return [{ from: node.from, to: node.to, text: scalarText(to as string) }];
  return pair?.key ? [rewritten(manifest, pair.key.from, path, to)] : [];
}

/** What to remove: a map goes with its last field. */
function removable(value: unknown, path: Steps): Steps {
  const holder = path.slice(0, -1);
  const held = valueAt(value, holder);
  return path.length > 2 && typeof path.at(-2) === "string" && isObject(held) && Object.keys(held).length === 1 ? removable(value, holder) : path;
}

/** Adds a field, with the missing maps around it. */
function added(manifest: Manifest, path: Steps, depth: number, to: unknown): readonly Edit[] {
  const rest = path.slice(depth + 1);
  if ([path[depth], ...rest].some((step) => typeof step === "number")) return [];
  const value = rest.toReversed().reduce<unknown>((held, step) => ({ [step]: held }), to);
  const { pair, node } = locate(manifest.syntax.root, path.slice(0, depth));
  const isEmpty = node === undefined || (node.is === "mapping" && node.pairs.length === 0) || node.is === "scalar";
  if (isEmpty && pair?.key) return [rewritten(manifest, pair.key.from, path.slice(0, depth), { [String(path[depth])]: value })];
  return addKey(manifest, path.slice(0, depth), String(path[depth]), value as Written);
}

/** Sets the keys of a map that differ, and removes those that the new map lacks. */
function inMap(manifest: Manifest, path: Steps, before: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): readonly Edit[] {
  const gone = Object.keys(before).filter((key) => !(key in to));
  const fresh = Object.keys(to).filter((key) => !(key in before));
  const kept = Object.keys(to).filter((key) => key in before && JSON.stringify(before[key]) !== JSON.stringify(to[key]));
  if (gone.length + fresh.length > 1 || gone.length === Object.keys(before).length) {
    const { pair } = locate(manifest.syntax.root, path);
    return pair?.key ? [rewritten(manifest, pair.key.from, path, to)] : [];
  }
  return [
    ...gone.flatMap((key) => remove(manifest, [...path, key])),
    ...fresh.flatMap((key) => addKey(manifest, path, key, to[key] as Written)),
    ...kept.flatMap((key) => fieldEdits(manifest, { object: { kind: "", namespace: "", name: "" }, path: [...path, key], to: to[key] })),
  ];
}

/** Rewrites an entry at its place. */
function rewritten({ syntax }: Manifest, from: number, path: Steps, to: unknown): Edit {
  const lines = new Lines(syntax.text);
  const { pair } = locate(syntax.root, path);
  const column = lines.positionAt(from).character;
  const isFlow =
    pair?.value !== undefined && "style" in pair.value && pair.value.style === "flow" && lines.lineAt(pair.value.from) === lines.lineAt(from);
  let row = lines.lineAt(pair?.to ?? from);
  while (row > lines.lineAt(from) && lines.textOf(row).trim() === "") row--;
  const end = isFlow ? pair.value.to : lines.endOf(row);
  const layout = layoutOf(syntax.text, column, "block");
  return { from, to: end, text: `${scalarText(String(path.at(-1)))}:${afterColon(to as Written, column, layout)}` };
}
