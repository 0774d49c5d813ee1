import type { Mapping, Node, Pair, Sequence } from "../../../server/syntax/tree.ts";
import { keyText } from "../../../server/manifest/mapKey.ts";
import { type Chance, type Make, pick, put, rowsOf, type Subject } from "./subject.ts";

/** Slips in the shape of values: a list as a text or a map, a map as a list, items without their key. */
export const valueSlips: Readonly<Record<string, Make>> = {
  "list as a text": (subject, chance) =>
    replaced(subject, chance, (value) => {
      const words = value.is === "sequence" ? value.items.map(({ value: item }) => (item?.is === "scalar" ? item.value : undefined)) : [];
      return words.length > 0 && words.every((word) => word !== undefined && /^[\w/.-]+$/.test(word)) ? words.join(" ") : undefined;
    }),
  "list as a map": (subject, chance) =>
    replaced(subject, chance, (value) => {
      const items = value.is === "sequence" ? value.items.map(({ value: item }) => namedValue(item)) : [];
      return items.length > 0 && items.every((item) => item !== undefined) ? Object.fromEntries(items) : undefined;
    }),
  "map as a list of pairs": (subject, chance) =>
    replaced(subject, chance, (value) => {
      const entries = value.is === "mapping" ? plainEntries(value) : undefined;
      return entries && Object.keys(entries).length > 1 ? Object.entries(entries).map(([key, held]) => ({ [key]: held })) : undefined;
    }),
  "item without its key": (subject, chance) => {
    const items = subject.items.flatMap(({ value }) => {
      const word = value?.is === "mapping" && value.pairs.length === 1 ? value.pairs[0]!.value : undefined;
      return word?.is === "scalar" ? [{ from: value!.from, to: value!.to, word: subject.text.slice(word.from, word.to) }] : [];
    });
    const item = pick(items, chance);
    return item && put(subject.text, item.from, subject.text.slice(0, item.to).trimEnd().length, item.word);
  },
};

type Plain = string | Readonly<Record<string, string>> | readonly Readonly<Record<string, string>>[];

/** Writes another value for one entry, with flow style where it is no text. */
function replaced(subject: Subject, chance: Chance, change: (value: Mapping | Sequence) => Plain | undefined): string | undefined {
  const { text, isJson } = subject;
  const places = subject.pairs.flatMap((pair) => {
    const to = pair.value?.is === "mapping" || pair.value?.is === "sequence" ? change(pair.value) : undefined;
    return to === undefined || !rowsOf(subject, pair) ? [] : [{ pair, to }];
  });
  const place = pick(places, chance);
  if (!place) return undefined;
  const { pair, to } = place;
  const end = text.slice(0, pair.to).trimEnd().length;
  if (isJson) return put(text, pair.colon! + 1, end, ` ${JSON.stringify(to)}`);
  return put(text, pair.colon! + 1, end, typeof to === "string" ? ` ${to}` : blockOf(to, columnOf(subject, pair) + 2));
}

function columnOf({ lines, text }: Subject, { from }: Pair): number {
  return from - Math.max(lines.startOf(lines.lineAt(from)), text.lastIndexOf("\n", from) + 1);
}

function blockOf(value: Exclude<Plain, string>, column: number): string {
  const lead = `\n${" ".repeat(column)}`;
  const written = (word: string): string =>
    /^[A-Za-z/][\w/.-]*$/.test(word) && !/^(?:true|false|yes|no|on|off|null)$/i.test(word) ? word : JSON.stringify(word);
  if (Array.isArray(value))
    return value
      .map(
        (item: Readonly<Record<string, string>>) =>
          lead +
          Object.entries(item)
            .map(([key, held]) => `- ${key}: ${written(held)}`)
            .join(""),
      )
      .join("");
  return Object.entries(value as Readonly<Record<string, string>>)
    .map(([key, held]) => `${lead}${key}: ${written(held)}`)
    .join("");
}

/** `{name: A, value: b}` as a name and its value. */
function namedValue(item: Node | undefined): readonly [string, string] | undefined {
  const entries = item?.is === "mapping" ? plainEntries(item) : undefined;
  const name = entries?.["name"] ?? entries?.["key"];
  const others = Object.entries(entries ?? {}).filter(([key]) => key !== "name" && key !== "key");
  return name !== undefined && others.length === 1 ? [name, others[0]![1]] : undefined;
}

function plainEntries({ pairs }: Mapping): Readonly<Record<string, string>> | undefined {
  const entries = pairs.map(
    ({ key, value }) => [keyText(key), value?.is === "scalar" && value.style !== "literal" ? value.value : undefined] as const,
  );
  return entries.every(([key, value]) => key !== undefined && value !== undefined)
    ? (Object.fromEntries(entries) as Record<string, string>)
    : undefined;
}
