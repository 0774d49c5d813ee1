import type { Steps } from "../../api/path.ts";
import { removalOf } from "../../api/versions.ts";
import type { Repair } from "../finding/finding.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { keyText } from "../manifest/mapKey.ts";
import { locate } from "../manifest/locate.ts";
import type { Mapping, Pair } from "../syntax/tree.ts";
import { Lines } from "../text/lines.ts";
import { resolved } from "../text/trail.ts";
import { afterColon, flow, layoutOf, scalarText } from "../text/writeYaml.ts";
import type { Written } from "../text/written.ts";
import { changesBetween } from "./changesBetween.ts";

/** A span of a document with the text that takes its place. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The smallest edits for a repair; none if the text no longer allows it. Comments and formatting elsewhere stay as they are. */
export function editsOf(repair: Repair, manifest: Manifest): readonly Edit[] {
  switch (repair.is) {
    case "renameKey":
      return renameKey(manifest, repair.path, repair.to);
    case "setValue":
      return setValue(manifest, repair.path, repair.to);
    case "addKey":
      return addKey(manifest, repair.path, repair.key, repair.value as Written);
    case "remove":
      return remove(manifest, repair.path);
    case "move":
      return move(manifest, repair.path, repair.into, repair.as);
    case "mergeItems":
      return mergeItems(manifest, repair.path);
    case "untab":
      return untab(manifest.syntax.text);
    case "comment":
      return slashesToHash(manifest, repair.path);
    case "several":
      return repair.repairs.flatMap((one) => editsOf(one, manifest));
    case "migrate":
      return migrate(manifest);
  }
}

/** The text after some edits, none of which overlap. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((done, { from, to, text: added }) => done.slice(0, from) + added + done.slice(to), text);
}

function renameKey(manifest: Manifest, path: Steps, to: string): Edit[] {
  const key = manifest.keyAt(path);
  return key ? [{ from: key.from, to: key.to, text: scalarText(to) }] : [];
}

function setValue(manifest: Manifest, path: Steps, to: string | number | boolean): Edit[] {
  const { node, pair, depth } = locate(manifest.syntax.root, path);
  if (depth < path.length) return [];
  if (node)
    return node.is === "scalar" || node.is === "alias" || node.style === "flow" ? [{ from: node.from, to: node.to, text: scalarText(to) }] : [];
  return pair?.colon === undefined ? [] : [{ from: pair.colon + 1, to: pair.colon + 1, text: ` ${scalarText(to)}` }];
}

function addKey(manifest: Manifest, path: Steps, key: string, value: Written): Edit[] {
  const mapping = resolved(manifest.nodeAt(path));
  if (mapping?.is !== "mapping") return [];
  const last = mapping.pairs.at(-1);
  const { text } = manifest.syntax;
  if (mapping.style === "flow") {
    const added = `${scalarText(key)}: ${flow(value)}`;
    return last ? [{ from: last.to, to: last.to, text: `, ${added}` }] : [{ from: mapping.from + 1, to: mapping.from + 1, text: added }];
  }
  if (!last) return [];
  const lines = new Lines(text);
  const column = lines.positionAt(mapping.pairs[0]!.from).character;
  const at = endOfBlock(lines, last);
  return [{ from: at, to: at, text: `\n${" ".repeat(column)}${scalarText(key)}:${afterColon(value, column, layoutOf(text, column, "block"))}` }];
}

/** The end of a pair's last line that is not blank. */
function endOfBlock(lines: Lines, { to }: Pair): number {
  let row = lines.lineAt(to);
  while (row > 0 && lines.textOf(row).trim() === "") row--;
  return lines.endOf(row);
}

function remove(manifest: Manifest, path: Steps): Edit[] {
  const pair = pairAt(manifest, path);
  const holder = pair && mappingAt(manifest, path.slice(0, -1));
  if (!pair || !holder) return [];
  if (holder.style === "flow") return [removedFromFlow(holder, pair)];
  const lines = new Lines(manifest.syntax.text);
  const from = lines.startOf(lines.lineAt(pair.from));
  if (manifest.syntax.text.slice(from, pair.from).trim() !== "" || holder.pairs.length === 1) return [];
  return [{ from, to: Math.min(endOfBlock(lines, pair) + 1, manifest.syntax.text.length), text: "" }];
}

function removedFromFlow(holder: Mapping, pair: Pair): Edit {
  const index = holder.pairs.indexOf(pair);
  const next = holder.pairs[index + 1];
  if (next) return { from: pair.from, to: next.from, text: "" };
  return { from: holder.pairs[index - 1]?.to ?? pair.from, to: pair.to, text: "" };
}

/** Moves a block of lines to the end of another map, with that map's indentation. */
function move(manifest: Manifest, path: Steps, into: Steps, as: string | undefined): Edit[] {
  const { text } = manifest.syntax;
  const pair = pairAt(manifest, path);
  const holder = mappingAt(manifest, path.slice(0, -1));
  const target = locate(manifest.syntax.root, into);
  if (!pair || holder?.style !== "block" || target.depth < into.length) return [];
  const lines = new Lines(text);
  const start = lines.startOf(lines.lineAt(pair.from));
  const lead = text.slice(start, pair.from);
  if (lead.trim() !== "") return [];
  const end = endOfBlock(lines, pair);
  const mapping = resolved(target.node);
  const isEmpty = mapping === undefined || (mapping.is === "mapping" && mapping.pairs.length === 0);
  if (!isEmpty && (mapping.is !== "mapping" || mapping.style !== "block")) return [];
  const parentColumn = target.pair ? lines.positionAt(target.pair.from).character : 0;
  const column = mapping?.is === "mapping" && !isEmpty ? lines.positionAt(mapping.pairs[0]!.from).character : parentColumn + 2;
  const shift = column - lead.length;
  const name = as === undefined ? text.slice(pair.from, pair.key!.to) : as;
  const block = [
    name + text.slice(pair.key!.to, end).split("\n")[0]!,
    ...text
      .slice(pair.from, end)
      .split("\n")
      .slice(1)
      .map((line) => shifted(line, shift)),
  ];
  const moved = `\n${" ".repeat(column)}${block.join("\n")}`;
  const removed = { from: start, to: Math.min(end + 1, text.length), text: "" };
  const anchor =
    mapping?.is === "mapping" ? mapping.pairs.findLast((one) => one !== pair && !(one.from <= pair.from && pair.to <= one.to)) : undefined;
  const at = anchor ? endOfBlock(lines, anchor) : target.pair?.colon === undefined ? undefined : lines.endOf(lines.lineAt(target.pair.colon));
  if (at === undefined) return [];
  return at === start - 1
    ? [{ from: at, to: removed.to, text: moved + (removed.to > end ? "\n" : "") }]
    : [removed, { from: at, to: at, text: moved }];
}

function shifted(line: string, by: number): string {
  if (line.trim() === "" || by === 0) return line;
  return by > 0 ? " ".repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length));
}

/** Joins the next item with this one: its dash becomes a space. */
function mergeItems(manifest: Manifest, path: Steps): Edit[] {
  const list = resolved(manifest.nodeAt(path.slice(0, -1)));
  const next = list?.is === "sequence" && list.style === "block" ? list.items[Number(path.at(-1)) + 1] : undefined;
  return next && manifest.syntax.text[next.from] === "-" ? [{ from: next.from, to: next.from + 1, text: " " }] : [];
}

/** Replaces each indenting tab by two spaces, and tabs after a dash by one space. */
function untab(text: string): Edit[] {
  return [...text.matchAll(/^(?: *[-?])*[ ]*\t[ \t]*/gm)].map(({ index, 0: lead }) => ({
    from: index,
    to: index + lead.length,
    text: lead.replaceAll(/([-?])[ \t]+/g, "$1 ").replaceAll("\t", "  "),
  }));
}

/** `port // why`: turns the intended comment into a YAML comment. */
function slashesToHash(manifest: Manifest, path: Steps): Edit[] {
  const node = manifest.nodeAt(path);
  const at = node?.is === "scalar" ? manifest.syntax.text.slice(node.from, node.to).search(/\s\/\//) : -1;
  return node && at >= 0 ? [{ from: node.from + at + 1, to: node.from + at + 3, text: "#" }] : [];
}

/** The edits from a removed version of a kind to its successor. */
function migrate(manifest: Manifest): Edit[] {
  const removal = removalOf(manifest.apiVersion ?? "", manifest.kind ?? "");
  const value = manifest.value as { apiVersion?: string };
  const next = removal?.migrate?.(value) ?? (removal?.replacement === undefined ? undefined : { ...value, apiVersion: removal.replacement });
  return next ? changesBetween(value, next).flatMap((change) => editsOf(change, manifest)) : [];
}

function mappingAt(manifest: Manifest, path: Steps): Mapping | undefined {
  const node = resolved(manifest.nodeAt(path));
  return node?.is === "mapping" ? node : undefined;
}

function pairAt(manifest: Manifest, path: Steps): Pair | undefined {
  return mappingAt(manifest, path.slice(0, -1))?.pairs.findLast(({ key }) => keyText(key) === String(path.at(-1)));
}
