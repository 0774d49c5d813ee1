import { type Chance, pick, put, rowsOf, type Subject } from "./subject.ts";

/** A line or a block with its lines stands too far to the left or right. */
export function indented({ lines, text, isJson }: Subject, chance: Chance, withBlock: boolean): string | undefined {
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

/** A map becomes the only item of a list. */
export function asList(subject: Subject, chance: Chance): string | undefined {
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

/** A list of one item becomes that item. */
export function asItem({ text, pairs, isJson }: Subject, chance: Chance): string | undefined {
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

/** An entry is missing. */
export function forgotten(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(subject.pairs, chance);
  const rows = pair && rowsOf(subject, pair);
  if (!rows) return undefined;
  const cut = put(text, lines.startOf(rows.first), Math.min(lines.endOf(rows.last) + 1, text.length), "");
  return isJson ? cut.replace(/,(\s*[}\]])/, "$1") : cut;
}

/** An entry is there twice. */
export function twice(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const pair = pick(subject.pairs, chance);
  const rows = pair && rowsOf(subject, pair);
  if (!pair || !rows) return undefined;
  if (isJson) return put(text, pair.from, pair.from, `${text.slice(pair.from, pair.to)},\n${" ".repeat(lines.indentOf(rows.first))}`);
  const block = text.slice(lines.startOf(rows.first), lines.endOf(rows.last));
  return put(text, lines.endOf(rows.last), lines.endOf(rows.last), `\n${block}`);
}

/** An item is there twice. */
export function itemTwice(subject: Subject, chance: Chance): string | undefined {
  const { text, lines, isJson } = subject;
  const item = pick(subject.items, chance);
  const rows = item && rowsOf(subject, item);
  if (!item || !rows) return undefined;
  if (isJson) return put(text, item.from, item.from, `${text.slice(item.from, item.to)},\n${" ".repeat(lines.indentOf(rows.first))}`);
  const block = text.slice(lines.startOf(rows.first), lines.endOf(rows.last));
  return put(text, lines.endOf(rows.last), lines.endOf(rows.last), `\n${block}`);
}

/** An entry that ends the map which it is in stands one level further out. */
export function hoisted(subject: Subject, chance: Chance): string | undefined {
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
export function flattened(subject: Subject, chance: Chance): string | undefined {
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
