import { readManifests } from "../../../server/manifest/manifest.ts";
import { keyText } from "../../../server/manifest/mapKey.ts";
import { parseFile } from "../../../server/syntax/parseFile.ts";
import type { Item, Node, Pair, Scalar } from "../../../server/syntax/tree.ts";
import { Lines } from "../../../server/text/lines.ts";

/** Numbers between 0 and 1 that are the same for the same seed. */
export type Chance = () => number;

/** A simple generator of such numbers (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What of a manifest a mistake may touch. */
export interface Subject {
  readonly text: string;
  readonly lines: Lines;
  readonly isJson: boolean;
  readonly pairs: readonly Pair[];
  readonly items: readonly Item[];
  readonly scalars: readonly Scalar[];
}

/** A mistake of one kind: the text with it, or nothing where there is no place for it. */
export type Make = (subject: Subject, chance: Chance) => string | undefined;

/** What of a text a mistake may touch. */
export function subjectOf(text: string): Subject {
  const [placed] = readManifests(parseFile(text));
  const root = placed?.manifest.syntax.root;
  const pairs: Pair[] = [];
  const items: Item[] = [];
  const scalars: Scalar[] = [];
  const visit = (node: Node | undefined): void => {
    if (node?.is === "scalar") scalars.push(node);
    if (node?.is === "mapping")
      for (const pair of node.pairs) {
        pairs.push(pair);
        visit(pair.value);
      }
    if (node?.is === "sequence")
      for (const item of node.items) {
        items.push(item);
        visit(item.value);
      }
  };
  visit(root);
  return { text, lines: new Lines(text), isJson: text.startsWith("{"), pairs, items, scalars };
}

/** One of several, by chance. */
export function pick<One>(all: readonly One[], chance: Chance): One | undefined {
  return all[Math.floor(chance() * all.length)];
}

/** A text with another text in place of a span. */
export function put(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** Changes one key. */
export function inKey({ text, pairs }: Subject, chance: Chance, change: (key: string, at: number) => string): string | undefined {
  const pair = pick(
    pairs.filter(({ key }) => /^[A-Za-z]{3,}$/.test(keyText(key) ?? "")),
    chance,
  );
  if (!pair?.key) return undefined;
  const written = text.slice(pair.key.from, pair.key.to);
  const quote = written.startsWith('"') ? '"' : "";
  const name = quote === "" ? written : written.slice(1, -1);
  return put(text, pair.key.from, pair.key.to, quote + change(name, Math.floor(chance() * name.length)) + quote);
}

/** Changes one word that begins with a capital: a kind, or one of a few values. */
export function inWord({ text, scalars }: Subject, chance: Chance, change: (word: string, at: number) => string): string | undefined {
  const scalar = pick(
    scalars.filter(({ value, style }) => /^[A-Z][A-Za-z]{2,}$/.test(value) && (style === "plain" || style === "double")),
    chance,
  );
  if (!scalar) return undefined;
  const changed = change(scalar.value, Math.floor(chance() * scalar.value.length));
  return put(text, scalar.from, scalar.to, scalar.style === "double" ? `"${changed}"` : changed);
}

/** Changes one value on a single line. */
export function inScalar({ text, scalars }: Subject, chance: Chance, change: (written: string) => string | undefined): string | undefined {
  const places = scalars.flatMap(({ from, to, style }) => {
    const written = text.slice(from, to);
    const changed = style === "plain" || style === "double" ? change(written) : undefined;
    return changed === undefined || written === "" ? [] : [{ from, to, changed }];
  });
  const place = pick(places, chance);
  return place && put(text, place.from, place.to, place.changed);
}

/** Changes one line that a pattern fits. */
export function inLine({ lines, text }: Subject, chance: Chance, pattern: RegExp, by: string | ((found: string) => string)): string | undefined {
  const rows = Array.from({ length: lines.count }, (_, row) => row).filter((row) => pattern.test(lines.textOf(row)));
  const row = pick(rows, chance);
  if (row === undefined) return undefined;
  const line = lines.textOf(row);
  return put(text, lines.startOf(row), lines.endOf(row), typeof by === "string" ? line.replace(pattern, by) : line.replace(pattern, by));
}

/** The rows of an entry, where it starts its line. */
export function rowsOf({ lines, text }: Subject, { from, to }: { from: number; to: number }): { first: number; last: number } | undefined {
  const first = lines.lineAt(from);
  if (text.slice(lines.startOf(first), from).trim() !== "") return undefined;
  let last = lines.lineAt(to);
  while (last > first && lines.textOf(last).trim() === "") last--;
  return { first, last };
}

/** Changes the value of one entry whose key fits a pattern. */
export function inEntry({ text, pairs }: Subject, chance: Chance, keys: RegExp, change: (written: string) => string | undefined): string | undefined {
  const places = pairs.flatMap(({ key, value }) => {
    if (value?.is !== "scalar" || !keys.test(keyText(key) ?? "") || (value.style !== "plain" && value.style !== "double")) return [];
    const changed = change(text.slice(value.from, value.to));
    return changed === undefined ? [] : [{ from: value.from, to: value.to, changed }];
  });
  const place = pick(places, chance);
  return place && put(text, place.from, place.to, place.changed);
}

/** A text as a scalar of YAML or JSON. */
export function scalarText({ isJson }: Subject, value: string): string {
  return isJson ? JSON.stringify(value) : value;
}
