import type { Steps } from "../../api/path.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { keyText } from "../manifest/mapKey.ts";
import { locate } from "../manifest/locate.ts";
import type { Item, Mapping, Node, Pair, Sequence } from "../syntax/tree.ts";
import { Lines } from "../text/lines.ts";
import { resolved } from "../text/trail.ts";
import { isJson, json, jsonLayout, jsonPen } from "../text/writeJson.ts";
import { afterColon, entries, flow, layoutOf, textPen } from "../text/writeYaml.ts";
import type { Pen, Written } from "../text/written.ts";
import { isObject } from "../../api/object.ts";

/** A span of a document with the text that takes its place. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text after some edits, none of which overlap. Of two at the same place the earlier one comes first. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts = edits
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ from, to, text: added }) => {
      const part = text.slice(at, from) + added;
      at = to;
      return part;
    });
  return parts.join("") + text.slice(at);
}

/** Edits with shifted offsets. */
export function moved(edits: readonly Edit[], by: number): Edit[] {
  return edits.map(({ from, to, text }) => ({ from: from + by, to: to + by, text }));
}

/** One edit that turns one text into the other. */
export function difference(before: string, after: string): Edit {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let rest = 0;
  while (rest < Math.min(before.length, after.length) - from && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  return { from, to: before.length - rest, text: after.slice(from, after.length - rest) };
}

/** How values are written in a document: as JSON, if it is JSON. */
export function penOf({ syntax: { text } }: Manifest): Pen {
  return isJson(text) ? jsonPen : textPen;
}

/** A value between brackets; in JSON on lines of its own. */
function inBrackets({ syntax: { text } }: Manifest, value: Written, column: number): string {
  return isJson(text) ? json(value, column, jsonLayout(text, column), jsonPen) : flow(value);
}

/** Gives the key at a path another name. */
export function renameKey(manifest: Manifest, path: Steps, to: string): Edit[] {
  const key = manifest.keyAt(path);
  return key ? [{ from: key.from, to: key.to, text: penOf(manifest).key(to) }] : [];
}

/** Writes another value at a path, which must exist. A scalar stays on its line; a map or a list is written below its key. */
export function setValue(manifest: Manifest, path: Steps, value: Written): Edit[] {
  const { node, pair, depth } = locate(manifest.syntax.root, path);
  if (depth < path.length) return [];
  const { text } = manifest.syntax;
  const pen = penOf(manifest);
  const holder = resolved(manifest.nodeAt(path.slice(0, -1)));
  const inFlow = holder?.is !== "scalar" && holder?.style === "flow";
  const { character: column } = new Lines(text).positionAt(pair?.from ?? node?.from ?? 0);
  if (pair?.colon !== undefined && !inFlow) {
    const to = node ? endOf(text, node) : pair.colon + 1;
    return [{ from: pair.colon + 1, to, text: afterColon(value, column, layoutOf(text, column, "block"), pen) }];
  }
  if (!node) return pair?.colon === undefined ? [] : [{ from: pair.colon + 1, to: pair.colon + 1, text: ` ${inBrackets(manifest, value, column)}` }];
  const isPlain = !isObject(value) && !Array.isArray(value);
  const written = isPlain || inFlow ? inBrackets(manifest, value, column) : entries(value, column, layoutOf(text, column, "block"), pen).trimStart();
  return [{ from: node.from, to: endOf(text, node), text: written }];
}

function endOf(text: string, { from, to }: Node): number {
  return from + text.slice(from, to).trimEnd().length;
}

/** Adds an entry at the end of the map at a path. */
export function addKey(manifest: Manifest, path: Steps, key: string, value: Written): Edit[] {
  const target = manifest.nodeAt(path);
  const mapping = resolved(target);
  const { text } = manifest.syntax;
  if (!mapping && manifest.keyAt(path)) return setValue(manifest, path, { [key]: value });
  if (mapping?.is !== "mapping") return [];
  const pen = penOf(manifest);
  const last = mapping.pairs.at(-1);
  const lines = new Lines(text);
  const column = last ? columnOf(lines, mapping) : 0;
  if (mapping.style === "flow") return addToFlow(text, mapping, `${pen.key(key)}: ${inBrackets(manifest, value, column)}`);
  if (!last) return [];
  const at = endOfBlock(lines, last);
  return [{ from: at, to: at, text: `\n${" ".repeat(column)}${pen.key(key)}:${afterColon(value, column, layoutOf(text, column, "block"), pen)}` }];
}

/** Adds an entry in `{…}`, on its own line if the others are. */
export function addToFlow(text: string, mapping: Mapping, entry: string): Edit[] {
  const last = mapping.pairs.at(-1);
  if (!last) return [{ from: mapping.from + 1, to: mapping.from + 1, text: entry }];
  const lead = /\n[ \t]*$/.exec(text.slice(mapping.from, last.from))?.[0] ?? " ";
  return [{ from: last.to, to: last.to, text: `,${lead}${entry}` }];
}

/** The column of a block's entries. */
export function columnOf(lines: Lines, mapping: Mapping): number {
  return lines.positionAt(mapping.pairs[0]!.from).character;
}

/** The end of the last non-blank line of a pair or an item. */
export function endOfBlock(lines: Lines, { to }: { readonly to: number }): number {
  let row = lines.lineAt(to);
  while (row > 0 && lines.textOf(row).trim() === "") row--;
  return lines.endOf(row);
}

/** Removes an entry of a map or an item of a list. If it is the last one, its parent is removed, too. */
export function remove(manifest: Manifest, path: Steps): Edit[] {
  const { text } = manifest.syntax;
  const holder = resolved(manifest.nodeAt(path.slice(0, -1)));
  if (path.length === 0 || !holder || holder.is === "scalar") return [];
  const parts: readonly (Pair | Item)[] = holder.is === "mapping" ? holder.pairs : holder.items;
  const part = holder.is === "mapping" ? pairAt(manifest, path) : holder.items[Number(path.at(-1))];
  if (!part) return [];
  if (parts.length === 1 && path.length > 1) return remove(manifest, path.slice(0, -1));
  return removePart(text, holder, parts, part);
}

/** Removes one of several entries. */
export function removePart(text: string, { style }: Mapping | Sequence, parts: readonly (Pair | Item)[], part: Pair | Item): Edit[] {
  const index = parts.indexOf(part);
  const next = parts[index + 1];
  if (style === "flow") {
    if (next) return [{ from: part.from, to: next.from, text: "" }];
    return [{ from: parts[index - 1]?.to ?? part.from, to: part.to, text: "" }];
  }
  const lines = new Lines(text);
  const from = lines.startOf(lines.lineAt(part.from));
  const end = Math.min(endOfBlock(lines, part) + 1, text.length);
  if (text.slice(from, part.from).trim() === "") return [{ from, to: end, text: "" }];
  return next ? [{ from: part.from, to: next.from, text: "" }] : [];
}

/** The mapping at a path. */
export function mappingAt(manifest: Manifest, path: Steps): Mapping | undefined {
  const node = resolved(manifest.nodeAt(path));
  return node?.is === "mapping" ? node : undefined;
}

/** The pair at a path; of two with the same key the last. */
export function pairAt(manifest: Manifest, path: Steps): Pair | undefined {
  return mappingAt(manifest, path.slice(0, -1))?.pairs.findLast(({ key }) => keyText(key) === String(path.at(-1)));
}
