import { keyText } from "../manifest/mapKey.ts";
import type { Pair } from "../syntax/tree.ts";
import { Lines } from "../text/lines.ts";
import { resolved } from "../text/trail.ts";
import { say } from "../words/say.ts";
import { blockOf } from "./blocks.ts";
import { addToFlow, columnOf, type Edit, endOfBlock, mappingAt, remove, removePart, setValue } from "./edits.ts";
import { type Candidate, candidate, type Repairer, type Trouble, valueIn } from "./repair.ts";

/** A duplicate key: merges both, or removes one. A duplicate item: removes or renames it. */
export const duplicates: Repairer = function* (trouble) {
  const { cause } = trouble;
  if (cause?.type === "DuplicateField") yield* keys(trouble);
  else if (cause?.type === "FieldValueDuplicate") yield* items(trouble);
};

function* keys({ path, document: { manifest } }: Trouble): Iterable<Candidate> {
  const key = String(path.at(-1));
  const holder = mappingAt(manifest, path.slice(0, -1));
  const both = holder?.pairs.filter((pair) => keyText(pair.key) === key) ?? [];
  const [first, second] = both;
  const { text } = manifest.syntax;
  if (!holder || !first || !second) return;
  const source = (pair: Pair): string => text.slice(pair.from, pair.to).trim();
  const alike = source(first) === source(second);
  yield* candidate(say("merge-both", { key }), merged(text, first, second, removePart(text, holder, holder.pairs, second)), !alike);
  yield* candidate(say("remove-second", { key }), removePart(text, holder, holder.pairs, second), alike);
  yield* candidate(say("remove-first", { key }), removePart(text, holder, holder.pairs, first));
}

/** The entries of the second map or list behind those of the first. */
function merged(text: string, first: Pair, second: Pair, removed: readonly Edit[]): Edit[] {
  const [one, other] = [resolved(first.value), resolved(second.value)];
  if (one?.is === "mapping" && other?.is === "mapping") {
    const missing = other.pairs.filter(({ key }) => !one.pairs.some((held) => keyText(held.key) === keyText(key)));
    if (one.style === "flow" && other.style === "flow" && one.pairs.length > 0)
      return [...addToFlow(text, one, missing.map(({ from, to }) => text.slice(from, to)).join(", ")), ...removed];
    if (one.style === "flow" || other.style === "flow") return [];
    const lines = new Lines(text);
    const column = columnOf(lines, one);
    const at = endOfBlock(lines, one);
    return [
      { from: at, to: at, text: missing.map((pair) => `\n${" ".repeat(column)}${blockOf(text, lines, pair, column)}`).join("") },
      ...removed,
    ].filter(isChange);
  }
  if (one?.is !== "sequence" || other?.is !== "sequence" || one.style === "flow" || other.style === "flow") return [];
  const lines = new Lines(text);
  const at = endOfBlock(lines, one);
  const block = text.slice(lines.startOf(lines.lineAt(other.from)), endOfBlock(lines, other));
  return [{ from: at, to: at, text: `\n${block}` }, ...removed];
}

function isChange({ from, to, text }: Edit): boolean {
  return from !== to || text !== "";
}

function* items(trouble: Trouble): Iterable<Candidate> {
  const {
    path,
    document: { manifest },
    cause,
  } = trouble;
  const index = path.findLastIndex((step) => typeof step === "number");
  const value = valueIn(trouble, path);
  if (index >= 0) yield* candidate(say("remove-item", { index: Number(path[index]) + 1 }), remove(manifest, path.slice(0, index + 1)));
  if (typeof value === "string" && cause) yield* candidate(say("change-to", { value: `${value}-2` }), setValue(manifest, path, `${value}-2`));
  if (typeof value === "number") yield* candidate(say("change-to", { value: String(value + 1) }), setValue(manifest, path, value + 1));
}
