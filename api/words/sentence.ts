import { withParticles } from "./particles.ts";

/**
 * What is said to a person, as data: a code of a catalogue and the parts that its template names.
 * It becomes text where it leaves for the editor, the page or the terminal, in the language that is read there.
 */
export interface Sentence<Code extends string = string> {
  readonly code: Code;
  readonly parts?: Parts<Code>;
}

/** What stands for the names in a template. */
export type Parts<Code extends string = string> = Readonly<Record<string, Part<Code>>>;

/** Text and numbers are printed as they are; a sentence inside of a sentence is rendered first. */
export type Part<Code extends string = string> = string | number | Quoted | Listed<Code> | Strung<Code> | Sentence<Code>;

/** A value as the manifest holds it: printed in quotes, and short. */
export interface Quoted {
  readonly quoted: unknown;
}

/** Several parts in a row: `a, b, c`, `a, b and c` or `a, b or c`. */
export interface Listed<Code extends string = string> {
  readonly items: readonly Part<Code>[];
  readonly join: "list" | "and" | "or";
}

/** Parts one after the other, with the same text between them in every language: lines, paragraphs, what stands beside each other. */
export interface Strung<Code extends string = string> {
  readonly strung: readonly Part<Code>[];
  readonly by: string;
}

/** Quotes a value of the manifest. */
export function quoted(value: unknown): Quoted {
  return { quoted: value };
}

/** `a, b, c` */
export function listed<Code extends string = never>(items: Iterable<Part<Code>>): Listed<Code> {
  return { items: [...items], join: "list" };
}

/** `a, b and c` */
export function allOf<Code extends string = never>(items: Iterable<Part<Code>>): Listed<Code> {
  return { items: [...items], join: "and" };
}

/** `a, b or c` */
export function anyOf<Code extends string = never>(items: Iterable<Part<Code>>): Listed<Code> {
  return { items: [...items], join: "or" };
}

/** Parts with a text between them. */
export function strung<Code extends string = never>(parts: Iterable<Part<Code>>, by = " "): Strung<Code> {
  return { strung: [...parts], by };
}

/** The names in a template: `{name}`, and `{count:word|words}`, which prints a word that fits the number. Other braces are text. */
export type NamesIn<Template extends string> = Template extends `${string}{${infer Inner}}${infer Rest}`
  ? (Inner extends `${infer Name}:${infer Forms}` ? (Forms extends `${string}|${string}` ? Name : never) : Inner) | NamesIn<Rest>
  : never;

type PartsOf<Template extends string, Code extends string> = [NamesIn<Template>] extends [never]
  ? []
  : [parts: { readonly [Name in NamesIn<Template>]: Part<Code> }];

/** Makes a sentence of a catalogue: what its template does not name, or names and is not given, does not compile. */
export type Say<English extends Readonly<Record<string, string>>, Inner extends string = keyof English & string> = <
  Code extends keyof English & string,
>(
  code: Code,
  ...parts: PartsOf<English[Code], Inner>
) => Sentence<Code>;

/** `say` for the catalogue whose English is of this type. `Inner` are the codes that may stand inside of its sentences, if they are more than its own. */
export function sayFrom<English extends Readonly<Record<string, string>>, Inner extends string = keyof English & string>(): Say<English, Inner> {
  return ((code: string, parts?: Parts) => (parts === undefined ? { code } : { code, parts })) as Say<English, Inner>;
}

/** A table in another language: the codes of the English one, and in each template the same names. */
export type Translated<English extends Readonly<Record<string, string>>, Other> = {
  readonly [Code in keyof English | keyof Other]: Code extends keyof English
    ? Code extends keyof Other
      ? SameNames<English[Code], Other[Code] & string>
      : string
    : never;
};

type SameNames<English extends string, Other extends string> = [NamesIn<English>] extends [NamesIn<Other>]
  ? [NamesIn<Other>] extends [NamesIn<English>]
    ? Other
    : `superfluous: ${Exclude<NamesIn<Other>, NamesIn<English>>}`
  : `missing: ${Exclude<NamesIn<English>, NamesIn<Other>>}`;

/** Holds a table of another language against the English one. */
export function translated<English extends Readonly<Record<string, string>>>() {
  return <const Other extends Readonly<Record<string, string>>>(other: Other & Translated<English, Other>): Readonly<Record<keyof English, string>> =>
    other;
}

/** The languages that people read Rehearsal in. */
export type Language = "en" | "ko";

/** Every template of a language, and how it strings things together. */
export interface Words<Code extends string = string> {
  readonly templates: Readonly<Record<Code, string>>;
  readonly joined: (items: readonly string[], join: Listed["join"]) => string;
  /** What the language does to a sentence whose parts are filled in. */
  readonly settled: (text: string) => string;
}

/** The words of a language, from the catalogues of several rooms. */
export function wordsOf<Code extends string>(language: Language, templates: Readonly<Record<Code, string>>): Words<Code> {
  return { templates, joined: joinedIn[language], settled: settledIn[language] };
}

const joinedIn: Readonly<Record<Language, Words["joined"]>> = {
  en: (items, join) => (join === "list" || items.length < 2 ? items.join(", ") : `${items.slice(0, -1).join(", ")} ${join} ${items.at(-1)!}`),
  ko: (items) => items.join(", "),
};

const settledIn: Readonly<Record<Language, Words["settled"]>> = { en: (text) => text, ko: withParticles };

/** A sentence as text. Of one from outside, such as an older trace, that is not in the catalogue there is only the code; a part that it lacks is left out. */
export function render<Code extends string>({ code, parts }: Sentence<Code>, words: Words<Code>): string {
  const { templates }: { readonly templates: Readonly<Record<string, string | undefined>> } = words;
  const template = templates[code] ?? code;
  if (parts === undefined) return template;
  return words.settled(
    template.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
      const part: Part<Code> | undefined = parts[name];
      if (part === undefined) return "";
      return one === undefined ? printed(part, words) : part === 1 ? one : other!;
    }),
  );
}

/** A part as text: a sentence, or what it holds. */
export function printed<Code extends string>(part: Part<Code>, words: Words<Code>): string {
  if (typeof part !== "object") return String(part);
  if ("quoted" in part) return show(part.quoted);
  if ("strung" in part) return part.strung.map((one) => printed(one, words)).join(part.by);
  return "items" in part
    ? words.joined(
        part.items.map((item) => printed(item, words)),
        part.join,
      )
    : render(part, words);
}

/** A value as a sentence shows it: quoted, and short. */
export function show(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
