import { stringify } from "yaml";
import { readManifests } from "../../server/manifest/manifest.ts";
import { keyText } from "../../server/manifest/mapKey.ts";
import { parseFile } from "../../server/syntax/parseFile.ts";
import type { Item, Node, Pair, Scalar } from "../../server/syntax/tree.ts";
import { Lines } from "../../server/text/lines.ts";

/** A manifest with one mistake in it, as a hurried person makes it. */
export interface Mistake {
  readonly is: string;
  readonly text: string;
}

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

/** An object as people write it: YAML with dashes at or below their key, or JSON. */
export function textsOf(object: unknown): { readonly name: string; readonly text: string }[] {
  return [
    { name: "test.yaml", text: stringify(object, { lineWidth: 0 }) },
    { name: "dashes.yaml", text: stringify(object, { lineWidth: 0, indentSeq: false }) },
    { name: "test.json", text: `${JSON.stringify(object, null, 2)}\n` },
  ];
}

/** What of a manifest a mistake may touch. */
interface Subject {
  readonly text: string;
  readonly lines: Lines;
  readonly isJson: boolean;
  readonly pairs: readonly Pair[];
  readonly items: readonly Item[];
  readonly scalars: readonly Scalar[];
}

type Make = (subject: Subject, chance: Chance) => string | undefined;

/** The mistakes that can be made, by name. */
export const mistakes: Readonly<Record<string, Make>> = {
  "letter lost in a key": (subject, chance) => inKey(subject, chance, (key, at) => key.slice(0, at) + key.slice(at + 1)),
  "letters swapped in a key": (subject, chance) =>
    inKey(subject, chance, (key, at) => key.slice(0, at) + (key[at + 1] ?? "") + key[at]! + key.slice(at + 2)),
  "letter doubled in a key": (subject, chance) => inKey(subject, chance, (key, at) => key.slice(0, at) + key[at]! + key.slice(at)),
  "key in another case": (subject, chance) =>
    inKey(subject, chance, (key) => (/[A-Z]/.test(key) ? key.toLowerCase() : key[0]!.toUpperCase() + key.slice(1))),
  "letter lost in a word": (subject, chance) => inWord(subject, chance, (word, at) => word.slice(0, at) + word.slice(at + 1)),
  "word in another case": (subject, chance) =>
    inWord(subject, chance, (word) => (/[A-Z]/.test(word) ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1))),
  "line indented wrongly": (subject, chance) => indented(subject, chance, false),
  "block indented wrongly": (subject, chance) => indented(subject, chance, true),
  "no space after a colon": (subject, chance) => inLine(subject, chance, /^(\s*(?:- )*[\w./-]+:) (?=[^\s{[])/, "$1"),
  "no colon after a key": (subject, chance) => inLine(subject, chance, /^(\s*(?:- )*[\w./-]+):(?= |$)/, "$1"),
  "no space after a dash": (subject, chance) => inLine(subject, chance, /^(\s*)- /, "$1-"),
  "tab as indentation": (subject, chance) => inLine(subject, chance, /^(?: {2})+/, (lead) => "\t".repeat(lead.length / 2)),
  "quote not closed": (subject, chance) => inLine(subject, chance, /"(,?)$/, "$1"),
  "comma lost": (subject, chance) => inLine(subject, chance, /,$/, ""),
  "comma too many": (subject, chance) => (subject.isJson ? inLine(subject, chance, /([^,{[])$/, "$1,") : undefined),
  "item without its dash": (subject, chance) => inLine(subject, chance, /^(\s*)- (?=\S)/, "$1  "),
  "dash too many": (subject, chance) => inLine(subject, chance, /^(\s+) {2}(?=[\w./-]+:)/, "$1- "),
  "map as a list": asList,
  "list as its only item": asItem,
  "single value as a list": (subject, chance) => inScalar(subject, chance, (written) => `[${written}]`),
  "single value as a map": (subject, chance) =>
    inScalar(subject, chance, (written) => (subject.isJson ? `{"value": ${written}}` : `{value: ${written}}`)),
  "number as a word": (subject, chance) =>
    inScalar(subject, chance, (written) => (/^\d+$/.test(written) ? (subject.isJson ? '"many"' : "many") : undefined)),
  "number in quotes": (subject, chance) => inScalar(subject, chance, (written) => (/^\d+$/.test(written) ? `"${written}"` : undefined)),
  "number with a unit": (subject, chance) =>
    inScalar(subject, chance, (written) => (/^\d+$/.test(written) ? (subject.isJson ? `"${written}s"` : `${written}s`) : undefined)),
  "negative number": (subject, chance) => inScalar(subject, chance, (written) => (/^[1-9]\d*$/.test(written) ? `-${written}` : undefined)),
  "quotes lost": (subject, chance) => inScalar(subject, chance, (written) => (/^"[\w.]+"$/.test(written) ? written.slice(1, -1) : undefined)),
  "text as a number": (subject, chance) => inScalar(subject, chance, (written) => (/^"?[A-Za-z]/.test(written) ? "1" : undefined)),
  "boolean in quotes": (subject, chance) => inScalar(subject, chance, (written) => (/^(?:true|false)$/.test(written) ? `"${written}"` : undefined)),
  "unit of an amount in another case": (subject, chance) =>
    inScalar(subject, chance, (written) =>
      /^"?\d+[KMGT]i?"?$/.test(written) ? written.replace(/[A-Z]i?/, (unit) => unit.toLowerCase()) : undefined,
    ),
  "entry forgotten": forgotten,
  "value forgotten": (subject, chance) => (subject.isJson ? undefined : inScalar(subject, chance, () => "")),
  "key twice": twice,
  "item twice": itemTwice,
  "block one level up": (subject, chance) => hoisted(subject, chance),
  "level left out": flattened,
};

/** A manifest with a mistake of a kind at a place by chance; nothing where there is no place for it. */
export function mistakeIn(text: string, is: string, chance: Chance): Mistake | undefined {
  const subject = subjectOf(text);
  const made = mistakes[is]!(subject, chance);
  return made === undefined || made === text ? undefined : { is, text: made };
}

function subjectOf(text: string): Subject {
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

function pick<One>(all: readonly One[], chance: Chance): One | undefined {
  return all[Math.floor(chance() * all.length)];
}

function put(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

function inKey({ text, pairs }: Subject, chance: Chance, change: (key: string, at: number) => string): string | undefined {
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

function inWord({ text, scalars }: Subject, chance: Chance, change: (word: string, at: number) => string): string | undefined {
  const scalar = pick(
    scalars.filter(({ value, style }) => /^[A-Z][A-Za-z]{2,}$/.test(value) && (style === "plain" || style === "double")),
    chance,
  );
  if (!scalar) return undefined;
  const changed = change(scalar.value, Math.floor(chance() * scalar.value.length));
  return put(text, scalar.from, scalar.to, scalar.style === "double" ? `"${changed}"` : changed);
}

function inScalar({ text, scalars }: Subject, chance: Chance, change: (written: string) => string | undefined): string | undefined {
  const places = scalars.flatMap(({ from, to, style }) => {
    const written = text.slice(from, to);
    const changed = style === "plain" || style === "double" ? change(written) : undefined;
    return changed === undefined || written === "" ? [] : [{ from, to, changed }];
  });
  const place = pick(places, chance);
  return place && put(text, place.from, place.to, place.changed);
}

function inLine({ lines, text }: Subject, chance: Chance, pattern: RegExp, by: string | ((found: string) => string)): string | undefined {
  const rows = Array.from({ length: lines.count }, (_, row) => row).filter((row) => pattern.test(lines.textOf(row)));
  const row = pick(rows, chance);
  if (row === undefined) return undefined;
  const line = lines.textOf(row);
  return put(text, lines.startOf(row), lines.endOf(row), typeof by === "string" ? line.replace(pattern, by) : line.replace(pattern, by));
}

function indented({ lines, text, isJson }: Subject, chance: Chance, withBlock: boolean): string | undefined {
  if (isJson) return undefined;
  const row = pick(
    Array.from({ length: lines.count }, (_, i) => i).filter((i) => lines.textOf(i).trim() !== ""),
    chance,
  )!;
  const own = lines.indentOf(row);
  const by = pick(
    [-2, -1, 1, 2].filter((one) => own + one >= 0),
    chance,
  )!;
  let last = row;
  while (withBlock && last + 1 < lines.count && lines.indentOf(last + 1) > own) last++;
  if (withBlock && last === row) return undefined;
  const shift = (line: string): string => (by > 0 ? " ".repeat(by) + line : line.slice(-by));
  const rows = Array.from({ length: last - row + 1 }, (_, i) => shift(lines.textOf(row + i)));
  return put(text, lines.startOf(row), lines.endOf(last), rows.join("\n"));
}

/** The rows of an entry, where it starts its line. */
function rowsOf({ lines, text }: Subject, { from, to }: { from: number; to: number }): { first: number; last: number } | undefined {
  const first = lines.lineAt(from);
  if (text.slice(lines.startOf(first), from).trim() !== "") return undefined;
  let last = lines.lineAt(to);
  while (last > first && lines.textOf(last).trim() === "") last--;
  return { first, last };
}

function asList(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(
    subject.pairs.filter(({ value }) => value?.is === "mapping" && value.pairs.length > 0),
    chance,
  );
  const map = pair?.value;
  if (map?.is !== "mapping") return undefined;
  if (map.style === "flow" || isJson) return put(text, map.from, map.to, `[${text.slice(map.from, map.to)}]`);
  const rows = rowsOf(subject, map);
  if (!rows) return undefined;
  const block = Array.from({ length: rows.last - rows.first + 1 }, (_, i) => lines.textOf(rows.first + i));
  const column = lines.indentOf(rows.first);
  const made = block.map((line, i) => (i === 0 ? `${" ".repeat(column)}- ${line.trimStart()}` : `  ${line}`));
  return put(text, lines.startOf(rows.first), lines.endOf(rows.last), made.join("\n"));
}

function asItem({ text, pairs, isJson }: Subject, chance: Chance): string | undefined {
  const pair = pick(
    pairs.filter(({ value }) => value?.is === "sequence" && value.items.length === 1),
    chance,
  );
  const list = pair?.value;
  const item = list?.is === "sequence" ? list.items[0] : undefined;
  if (list?.is !== "sequence" || !item?.value) return undefined;
  if (isJson || list.style === "flow") return put(text, list.from, list.to, text.slice(item.value.from, item.value.to));
  return item.value.is === "mapping" ? put(text, item.from, item.from + 1, " ") : put(text, pair!.colon! + 1, item.value.from, " ");
}

function forgotten(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(subject.pairs, chance);
  const rows = pair && rowsOf(subject, pair);
  if (!rows) return undefined;
  const cut = put(text, lines.startOf(rows.first), Math.min(lines.endOf(rows.last) + 1, text.length), "");
  return isJson ? cut.replace(/,(\s*[}\]])/, "$1") : cut;
}

function twice(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(subject.pairs, chance);
  const rows = pair && rowsOf(subject, pair);
  if (!pair || !rows) return undefined;
  if (isJson) return put(text, pair.from, pair.from, `${text.slice(pair.from, pair.to)},\n${" ".repeat(lines.indentOf(rows.first))}`);
  const block = text.slice(lines.startOf(rows.first), lines.endOf(rows.last));
  return put(text, lines.endOf(rows.last), lines.endOf(rows.last), `\n${block}`);
}

function itemTwice(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const item = pick(subject.items, chance);
  const rows = item && rowsOf(subject, item);
  if (!item || !rows) return undefined;
  if (isJson) return put(text, item.from, item.from, `${text.slice(item.from, item.to)},\n${" ".repeat(lines.indentOf(rows.first))}`);
  const block = text.slice(lines.startOf(rows.first), lines.endOf(rows.last));
  return put(text, lines.endOf(rows.last), lines.endOf(rows.last), `\n${block}`);
}

/** An entry that ends the map which it is in stands one level further out. */
function hoisted(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  if (isJson) return undefined;
  const places = subject.pairs.flatMap(({ value }) => {
    const last = value?.is === "mapping" && value.pairs.length > 1 ? value.pairs.at(-1) : undefined;
    const rows = last && rowsOf(subject, last);
    return rows && value ? [{ ...rows, by: 2 }] : [];
  });
  const place = pick(places, chance);
  if (!place) return undefined;
  const rows = Array.from({ length: place.last - place.first + 1 }, (_, i) => lines.textOf(place.first + i).slice(place.by));
  return put(text, lines.startOf(place.first), lines.endOf(place.last), rows.join("\n"));
}

/** The entries of a map stand where its key should: `selector: {app: web}`. */
function flattened(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(
    subject.pairs.filter(({ value }) => value?.is === "mapping" && value.pairs.length > 0),
    chance,
  );
  const map = pair?.value;
  if (!pair || map?.is !== "mapping") return undefined;
  if (isJson) return put(text, pair.from, pair.to, text.slice(map.pairs[0]!.from, map.pairs.at(-1)!.to));
  const rows = rowsOf(subject, pair);
  const inner = rowsOf(subject, map);
  if (!rows || !inner) return undefined;
  const shift = lines.indentOf(inner.first) - lines.indentOf(rows.first);
  const made = Array.from({ length: inner.last - inner.first + 1 }, (_, i) => lines.textOf(inner.first + i).slice(shift));
  return put(text, lines.startOf(rows.first), lines.endOf(inner.last), made.join("\n"));
}
