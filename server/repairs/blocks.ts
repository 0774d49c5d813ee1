import type { Steps } from "../../api/path.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { keyText } from "../manifest/mapKey.ts";
import type { Mapping, Pair } from "../syntax/tree.ts";
import { Lines } from "../text/lines.ts";
import { resolved } from "../text/trail.ts";
import { layoutOf } from "../text/writeYaml.ts";
import { type Edit, addToFlow, columnOf, endOfBlock, mappingAt, pairAt, penOf, removePart } from "./edits.ts";

/** Moves an entry to the end of another map, with its comments and that map's indentation, perhaps under another name. */
export function move(manifest: Manifest, path: Steps, into: Steps, as?: string): Edit[] {
  const { text } = manifest.syntax;
  const pair = pairAt(manifest, path);
  const holder = mappingAt(manifest, path.slice(0, -1));
  if (!pair?.key || !holder) return [];
  const removed = holder.pairs.length === 1 ? emptied(text, holder) : removePart(text, holder, holder.pairs, pair);
  const added = holder.style === "flow" ? insertedFlow(manifest, pair, into, as) : insertedBlock(manifest, pair, into, as);
  const [out] = removed;
  const [inn] = added;
  if (!out || !inn) return [];
  if (inn.from === out.from - 1) return [{ from: inn.from, to: out.to, text: inn.text + (text[out.to - 1] === "\n" ? "\n" : "") }];
  return inn.from > out.from && inn.from < out.to ? [] : [out, inn];
}

/** Removes the only entry of a map. */
function emptied(text: string, holder: Mapping): Edit[] {
  if (holder.style === "flow") return [{ from: holder.from + 1, to: holder.to - 1, text: "" }];
  const lines = new Lines(text);
  const row = lines.lineAt(holder.from);
  const end = endOfBlock(lines, holder);
  return text.slice(lines.startOf(row), holder.from).trim() === ""
    ? [{ from: lines.startOf(row), to: Math.min(end + 1, text.length), text: "" }]
    : [];
}

function insertedFlow(manifest: Manifest, pair: Pair, into: Steps, as: string | undefined): Edit[] {
  const target = resolved(manifest.nodeAt(into));
  if (target?.is !== "mapping" || target.style !== "flow") return [];
  const { text } = manifest.syntax;
  const name = as === undefined ? text.slice(pair.key!.from, pair.key!.to) : penOf(manifest).key(as);
  return addToFlow(text, { ...target, pairs: target.pairs.filter((one) => one !== pair) }, name + text.slice(pair.key!.to, pair.to));
}

function insertedBlock(manifest: Manifest, pair: Pair, into: Steps, as: string | undefined): Edit[] {
  const { text } = manifest.syntax;
  const lines = new Lines(text);
  const target = manifest.nodeAt(into);
  const mapping = resolved(target);
  const own = into.length === 0 ? undefined : pairAt(manifest, into);
  if (mapping && mapping.is !== "mapping") return [];
  const pairs = mapping?.pairs.filter((one) => one !== pair) ?? [];
  if (mapping && pairs.length > 0 && mapping.style === "flow") return [];
  if (pairs.length === 0 && own?.colon === undefined) return [];
  const column = mapping && pairs.length > 0 ? columnOf(lines, mapping) : lines.positionAt(own!.from).character + 2;
  const moved = `\n${" ".repeat(column)}${blockOf(text, lines, pair, column, as)}`;
  const anchor = pairs.findLast((one) => !(one.from <= pair.from && pair.to <= one.to));
  const at = anchor ? endOfBlock(lines, anchor) : own?.colon === undefined ? undefined : lines.endOf(lines.lineAt(own.colon));
  if (at === undefined) return [];
  if (mapping && pairs.length === 0 && mapping.pairs.length === 0) return [{ from: own!.colon! + 1, to: mapping.to, text: moved }];
  return [{ from: at, to: at, text: moved }];
}

/** The lines of a pair, moved to another column. */
export function blockOf(text: string, lines: Lines, pair: Pair, column: number, as?: string): string {
  const shift = column - lines.positionAt(pair.from).character;
  const end = Math.max(endOfBlock(lines, pair), pair.to);
  const name = as ?? text.slice(pair.from, pair.key?.to ?? pair.from);
  const [first, ...rest] = text.slice(pair.key?.to ?? pair.from, end).split("\n");
  return [name + first!, ...rest.map((line) => shifted(line, shift))].join("\n");
}

/** A line with another indentation. */
export function shifted(line: string, by: number): string {
  if (line.trim() === "" || by === 0) return line;
  return by > 0 ? " ".repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length));
}

/** Replaces an entry by the entries of its map value, with the outer map's indentation. */
export function lift(manifest: Manifest, path: Steps): Edit[] {
  const { text } = manifest.syntax;
  const pair = pairAt(manifest, path);
  const inner = mappingAt(manifest, path);
  const [first] = inner?.pairs ?? [];
  const holder = mappingAt(manifest, path.slice(0, -1));
  if (!pair || !inner || !first || !holder) return [];
  if (holder.style === "flow") return [{ from: pair.from, to: pair.to, text: inner.pairs.map(({ from, to }) => text.slice(from, to)).join(", ") }];
  const lines = new Lines(text);
  const column = columnOf(lines, holder);
  const blocks = inner.pairs.map((one) => (inner.style === "flow" ? text.slice(one.from, one.to) : blockOf(text, lines, one, column)));
  return [{ from: pair.from, to: Math.max(endOfBlock(lines, pair), pair.to), text: blocks.join(`\n${" ".repeat(column)}`) }];
}

/** Moves entries of a map below new keys. */
export function nest(manifest: Manifest, path: Steps, keys: readonly string[], under: readonly string[]): Edit[] {
  const { text } = manifest.syntax;
  const mapping = mappingAt(manifest, path);
  const pairs = mapping?.pairs.filter(({ key }) => keys.includes(keyText(key) ?? "")) ?? [];
  const [first, ...others] = pairs;
  if (!mapping || !first) return [];
  const pen = penOf(manifest);
  if (mapping.style === "flow") {
    const inner = pairs.map(({ from, to }) => text.slice(from, to)).join(", ");
    const flow = under.reduceRight((held, key) => `${pen.key(key)}: {${held}}`, inner);
    const nested = { from: first.from, to: first.to, text: flow };
    return [nested, ...others.map((one) => ({ from: mapping.pairs[mapping.pairs.indexOf(one) - 1]!.to, to: one.to, text: "" }))];
  }
  const lines = new Lines(text);
  const column = columnOf(lines, mapping);
  const { indent } = layoutOf(text, column, "block");
  const deeper = column + indent * under.length;
  const heads = under.map((key, depth) => `${depth > 0 ? `\n${" ".repeat(column + indent * depth)}` : ""}${pen.key(key)}:`).join("");
  const blocks = pairs.map((pair) => `\n${" ".repeat(deeper)}${blockOf(text, lines, pair, deeper)}`).join("");
  const nested = { from: first.from, to: endOfBlock(lines, first), text: heads + blocks };
  return [nested, ...others.flatMap((one) => removePart(text, mapping, mapping.pairs, one))];
}

/** Makes the map at a path the only item of a list. */
export function wrapInList(manifest: Manifest, path: Steps): Edit[] {
  const node = manifest.nodeAt(path);
  if (node?.is === "alias" || !node) return [];
  const { text } = manifest.syntax;
  if (node.is !== "mapping" || node.style === "flow") {
    if (node.is === "scalar" && (node.style === "literal" || node.style === "folded")) return [];
    return [
      { from: node.from, to: node.from, text: "[" },
      { from: node.to, to: node.to, text: "]" },
    ];
  }
  const lines = new Lines(text);
  const last = lines.lineAt(endOfBlock(lines, node));
  const rows = Array.from({ length: last - lines.lineAt(node.from) }, (_, i) => lines.lineAt(node.from) + 1 + i);
  return [
    { from: node.from, to: node.from, text: "- " },
    ...rows.filter((row) => lines.textOf(row).trim() !== "").map((row) => ({ from: lines.startOf(row), to: lines.startOf(row), text: "  " })),
  ];
}

/** Makes the only item of the list at a path its whole value. */
export function unwrapList(manifest: Manifest, path: Steps): Edit[] {
  const list = resolved(manifest.nodeAt(path));
  const item = list?.is === "sequence" && list.items.length === 1 ? list.items[0] : undefined;
  if (list?.is !== "sequence" || !item?.value) return [];
  const { value } = item;
  if (list.style === "block") {
    const isMapping = value.is === "mapping" && value.style === "block";
    if (isMapping) return [{ from: item.from, to: item.from + 1, text: " " }];
    const colon = pairAt(manifest, path)?.colon;
    return colon === undefined ? [] : [{ from: colon + 1, to: value.from, text: " " }];
  }
  return [
    { from: list.from, to: value.from, text: "" },
    { from: value.to, to: list.to, text: "" },
  ];
}
