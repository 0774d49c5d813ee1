import { afterColon, entries, flow, scalarText } from "../../text/writeYaml.ts";
import { json } from "../../text/writeJson.ts";
import type { Layout, Pen, Style } from "../../text/written.ts";
import { type Sample, ownKey } from "../../schema/samples.ts";

/** The initial value of a new key. */
export type Start =
  /** One of a few words. */
  | { readonly is: "choices"; readonly words: readonly (string | boolean)[] }
  | { readonly is: "sample"; readonly sample: Sample }
  /** Empty: the cursor goes to the place of its first entry or item. */
  | { readonly is: "part"; readonly of: "map" | "list" }
  /** Empty: the cursor stays after the colon. `isText` tells whether to add quotes in styles that quote texts. */
  | { readonly is: "blank"; readonly isText: boolean };

/** A snippet, and whether completion should start again where it leaves the cursor. */
export interface Piece {
  readonly snippet: string;
  readonly again?: true;
}

/** Values that are known already: they are fixed text, not tab stops. */
export type Given = ReadonlySet<string>;

const nothingGiven: Given = new Set();

/** `key: value` in snippet syntax, ready to stand at `layout.column`; the key is written already. */
export function entrySnippet(key: string, start: Start, layout: Layout, given: Given = nothingGiven): Piece {
  switch (start.is) {
    case "choices":
      return { snippet: `${key}: ${choicesText(start.words, layout.style)}` };
    case "sample":
      return { snippet: `${key}:${afterColon(start.sample, layout.column, layout, snippetPen(layout.style, given))}` };
    case "part":
      return { snippet: `${key}:${partText(start.of, layout)}`, again: true };
    case "blank":
      return { snippet: `${key}: ${layout.style === "json" && start.isText ? '"$1"' : "$0"}`, again: true };
  }
}

/** Where the first entry or item of a block goes. */
function partText(of: "map" | "list", { style, column, indent, indentsDashes }: Layout): string {
  if (style !== "block") return of === "map" ? " {$0\\}" : " [$0]";
  if (of === "map") return `\n${" ".repeat(column + indent)}$0`;
  return `\n${" ".repeat(indentsDashes ? column + indent : column)}- $0`;
}

function choicesText(words: readonly (string | boolean)[], style: Style): string {
  const isText = words.some((word) => typeof word === "string");
  const quote = style === "json" && isText ? '"' : "";
  const texts = words.map((word) => (typeof word === "string" && style !== "json" ? scalarText(word) : String(word)));
  const stop = texts.length === 1 ? `\${1:${escapeSnippet(texts[0]!)}}` : `\${1|${texts.map(escapeChoice).join(",")}|}`;
  return quote + stop + quote;
}

/** A list's item or a whole object in snippet syntax, without a dash; `layout.column` is where its first character stands. */
export function itemSnippet(sample: Sample, layout: Layout, given: Given = nothingGiven): string {
  const pen = snippetPen(layout.style, given);
  if (layout.style === "json") return json(sample, layout.column, layout, pen);
  return layout.style === "flow" ? flow(sample, pen) : entries(sample, layout.column, layout, pen).trimStart();
}

/** A whole object as a snippet: apiVersion and kind are fixed, the rest is tab stops. */
export function objectSnippet(sample: Sample, layout: Layout, given: Given = nothingGiven): string {
  const fixed = /^(\s*"?(?:apiVersion|kind)"?: "?)\$\{\d+:([^}]*)\}("?,?)$/;
  const lines = itemSnippet(sample, layout, given).split("\n");
  return lines.map((line, row) => (row < 3 ? line.replace(fixed, "$1$2$3") : line)).join("\n");
}

/** Every scalar becomes a numbered tab stop, unless it was given. Equal names share one stop, so that they change together. */
function snippetPen(style: Style, given: Given): Pen {
  let next = 1;
  const names = new Map<string, number>();
  const isJson = style === "json";
  const numberOf = (value: unknown): number => {
    if (typeof value !== "string" || !/^[a-z][-a-z\d]*$/.test(value)) return next++;
    const known = names.get(value) ?? next++;
    names.set(value, known);
    return known;
  };
  const scalarOf = (value: string | number | boolean | null | undefined): string => {
    const quote = isJson && typeof (value ?? "") === "string" ? '"' : "";
    if (value === undefined || value === "") return `${quote}\${${next++}}${quote}`;
    const text = value === null ? "null" : quote === "" ? scalarText(value) : JSON.stringify(value).slice(1, -1);
    const stop = typeof value === "string" && given.has(value) ? escapeSnippet(text) : `\${${numberOf(value)}:${escapeSnippet(text)}}`;
    return quote + stop + quote;
  };
  const keyOf = (key: string): string => {
    if (key !== ownKey) return escapeSnippet(keyIn(style, key));
    return isJson ? `"\${${next++}:${key}}"` : `\${${next++}:${key}}`;
  };
  return { scalar: scalarOf, key: keyOf, brace: "\\}" };
}

/** A key as it is written in a style. */
export function keyIn(style: Style, key: string): string {
  return style === "json" ? JSON.stringify(key) : scalarText(key);
}

/** The plain text of a snippet, for editors without snippets: the first choice of every stop. */
export function withoutStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:[^,|\\]|\\.)*)(?:[^|\\]|\\.)*\|\}/g, "$1")
    .replaceAll(/\$\{\d+(?::((?:[^}\\]|\\.)*))?\}|\$\d+/g, (_, text: string | undefined) => text ?? "")
    .replaceAll(/\\([\\$},|])/g, "$1");
}

/** Escapes all characters that have a meaning in snippets. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

function escapeChoice(text: string): string {
  return escapeSnippet(text).replaceAll(/[,|]/g, "\\$&");
}
