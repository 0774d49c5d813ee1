import { Document, isCollection, isScalar, stringify, visit } from "yaml";
import { asItem, asList, flattened, forgotten, hoisted, indented, itemTwice, twice } from "./blocks.ts";
import { layoutSlips } from "./layoutSlips.ts";
import { type Chance, inKey, inLine, inScalar, inWord, type Make, subjectOf } from "./subject.ts";
import { valueSlips } from "./valueSlips.ts";
import { wordSlips } from "./wordSlips.ts";

/** A manifest with one mistake in it, as a hurried person makes it. */
export interface Mistake {
  readonly is: string;
  readonly text: string;
}

/** An object as people write it: YAML with dashes at or below their key, with short parts between brackets, or JSON. */
export function textsOf(object: unknown): { readonly name: string; readonly text: string }[] {
  const style = { lineWidth: 0, version: "1.1" } as const;
  return [
    { name: "test.yaml", text: stringify(object, style) },
    { name: "dashes.yaml", text: stringify(object, { ...style, indentSeq: false }) },
    { name: "brackets.yaml", text: inBrackets(object).toString({ lineWidth: 0 }) },
    { name: "test.json", text: `${JSON.stringify(object, null, 2)}\n` },
  ];
}

/** Maps and lists of single values between brackets. */
function inBrackets(object: unknown): Document {
  const document = new Document(object, { version: "1.1" });
  visit(document, {
    Collection: (_, node) => {
      node.flow = node.items.every((item) => isScalar(item) || (!isCollection(item) && isScalar((item as { value?: unknown }).value)));
      if (node === document.contents) node.flow = false;
    },
  });
  document.directives!.yaml.explicit = false;
  return document;
}

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
  ...wordSlips,
  ...valueSlips,
  ...layoutSlips,
};

/** A manifest with a mistake of a kind at a place by chance; nothing where there is no place for it. */
export function mistakeIn(text: string, is: string, chance: Chance): Mistake | undefined {
  const subject = subjectOf(text);
  const made = mistakes[is]!(subject, chance);
  return made === undefined || made === text ? undefined : { is, text: made };
}
