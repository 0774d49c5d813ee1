import { type Chance, inLine, inScalar, type Make, pick, put, rowsOf, type Subject } from "./subject.ts";

/** Another object, as it is pasted below the first. */
const pasted = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: pasted\ndata:\n  key: value\n";

const inYaml =
  (make: Make): Make =>
  (subject, chance) =>
    subject.isJson ? undefined : make(subject, chance);
const inJson =
  (make: Make): Make =>
  (subject, chance) =>
    subject.isJson ? make(subject, chance) : undefined;

/** Slips in signs and in where things stand. */
export const layoutSlips: Readonly<Record<string, Make>> = {
  "separator lost": inYaml(({ text }) => text + pasted),
  "children at their key's column": inYaml(childrenOut),
  "entry one level down": inYaml(sunken),
  "block two levels up": inYaml(raised),
  "tabs throughout": inYaml(({ text }) => text.replaceAll(/^(?: {2})+/gm, (lead) => "\t".repeat(lead.length / 2))),
  "hard blanks as indentation": inYaml((subject, chance) => inLine(subject, chance, /^ {2,}/, (lead) => "\u00a0".repeat(lead.length))),
  "long dash of an item": inYaml((subject, chance) => inLine(subject, chance, /^(\s*)- /, "$1– ")),
  "typographic quotes": (subject, chance) =>
    inScalar(subject, chance, (written) => (/^"[^"]+"$/.test(written) ? `“${written.slice(1, -1)}”` : undefined)),
  "quote not opened": (subject, chance) => inScalar(subject, chance, (written) => (/^"[\w.-]+"$/.test(written) ? written.slice(1) : undefined)),
  "other quote at the end": (subject, chance) =>
    inScalar(subject, chance, (written) => (/^"[\w.-]+"$/.test(written) ? `${written.slice(0, -1)}'` : undefined)),
  "equals sign for a colon": inYaml((subject, chance) => inLine(subject, chance, /^(\s*(?:- )*[\w./-]+): (?=[\w/])/, "$1 = ")),
  "colon twice": inYaml((subject, chance) => inLine(subject, chance, /^(\s*(?:- )*[\w./-]+):(?= |$)/, "$1::")),
  "colon in a text": inYaml((subject, chance) => inLine(subject, chance, /^(\s+- [a-z]+)$/, "$1: see")),
  "comment with slashes": inYaml((subject, chance) => inLine(subject, chance, /: \d+$|: [a-z]+$|:$/, (line) => `${line} // as ever`)),
  "bracket lost": (subject, chance) => inLine(subject, chance, /[}\]](?=,?$)/, ""),
  "bracket too many": (subject, chance) => inLine(subject, chance, /([}\]])(?=,?$)/, "$1$1"),
  "comma lost between brackets": inYaml((subject, chance) => inLine(subject, chance, /(?<=[{[].*\w"?),(?= )/, "")),
  "comma twice between brackets": inYaml((subject, chance) => inLine(subject, chance, /(?<=[{[].*),(?= )/, ",,")),
  "quotes of a key lost": inJson((subject, chance) => inLine(subject, chance, /^(\s*)"(\w+)":/, "$1$2:")),
  "single quotes in JSON": inJson((subject, chance) => inLine(subject, chance, /: "(\w+)"(,?)$/, ": '$1'$2")),
  "comment in JSON": inJson((subject, chance) => inLine(subject, chance, /(,)$/, "$1 // as ever")),
  "semicolon for a comma": inJson((subject, chance) => inLine(subject, chance, /,$/, ";")),
};

/** The rows of each block map below a key, with the column of both. */
function maps(subject: Subject): { readonly first: number; readonly last: number; readonly own: number; readonly inner: number }[] {
  const { lines } = subject;
  return subject.pairs.flatMap((pair) => {
    const outer = pair.value?.is === "mapping" && pair.value.style === "block" ? rowsOf(subject, pair) : undefined;
    const rows = pair.value && outer && rowsOf(subject, pair.value);
    return rows && rows.first > outer.first ? [{ ...rows, own: lines.indentOf(outer.first), inner: lines.indentOf(rows.first) }] : [];
  });
}

function shiftedRows({ lines, text }: Subject, first: number, last: number, by: number): string {
  const rows = Array.from({ length: last - first + 1 }, (_, i) => lines.textOf(first + i));
  return put(text, lines.startOf(first), lines.endOf(last), rows.map((line) => (by < 0 ? line.slice(-by) : " ".repeat(by) + line)).join("\n"));
}

function childrenOut(subject: Subject, chance: Chance): string | undefined {
  const map = pick(maps(subject), chance);
  return map && shiftedRows(subject, map.first, map.last, map.own - map.inner);
}

/** An entry that follows a map slides into it. */
function sunken(subject: Subject, chance: Chance): string | undefined {
  const { lines } = subject;
  const places = maps(subject).flatMap(({ last, own, inner }) => {
    const next = subject.pairs.find((pair) => rowsOf(subject, pair)?.first === last + 1 && lines.indentOf(last + 1) === own);
    const rows = next && rowsOf(subject, next);
    return rows ? [{ ...rows, by: inner - own }] : [];
  });
  const place = pick(places, chance);
  return place && shiftedRows(subject, place.first, place.last, place.by);
}

/** The last entry of a map stands two levels further out. */
function raised(subject: Subject, chance: Chance): string | undefined {
  const { lines } = subject;
  const places = subject.pairs.flatMap(({ value }) => {
    const pair = value?.is === "mapping" && value.pairs.length > 1 ? value.pairs.at(-1) : undefined;
    const rows = pair && rowsOf(subject, pair);
    return rows && lines.indentOf(rows.first) >= 4 ? [rows] : [];
  });
  const place = pick(places, chance);
  return place && shiftedRows(subject, place.first, place.last, -4);
}
