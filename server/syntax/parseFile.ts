import { parseDocument } from "./parseDocument.ts";
import type { PlacedDocument, SyntaxDocument, SyntaxFile } from "./tree.ts";
import { say } from "../words/say.ts";

/** The API server reads no request beyond 3 MiB; a file of many documents may be larger, but not so large that an editor stalls over it. */
const largestDocument = 3 * 1024 * 1024;
const largestFile = 12 * 1024 * 1024;
/** More documents are not what a person wrote. */
const mostDocuments = 20_000;

/** Parses a file. Documents with the same text as in `previous` are reused. `parse` parses one document: `parseOne`, unless its tree need not be kept. */
export function parseFile(text: string, previous?: SyntaxFile, parse = parseOne): SyntaxFile {
  if (text.length > largestFile) return { text, documents: [], problem: say("file-too-large", { most: largestFile / 1024 / 1024 }) };
  const known = new Map(previous?.documents.map(({ syntax }) => [syntax.text, syntax]));
  const parts = split(text);
  if (parts.length > mostDocuments) return { text, documents: [], problem: say("file-too-many-documents", { most: mostDocuments }) };
  const documents = parts.map(({ from, to }): PlacedDocument => {
    const own = text.slice(from, to);
    const syntax = known.get(own) ?? parse(own);
    known.set(own, syntax);
    return { from, to, syntax };
  });
  return { text, documents };
}

/** Parses one document, unless it is larger than what the API server reads. */
export function parseOne(text: string): SyntaxDocument {
  if (text.length <= largestDocument) return strictJson(parseDocument(text));
  const message = say("document-too-large");
  return { text, root: undefined, comments: [], problems: [{ from: 0, to: 0, code: "too-large", message }], doubtful: [] };
}

/** What makes the API's clients read a text as JSON. A byte order mark before it makes it YAML. */
const jsonStart = /^[^\S\ufeff]*\{(?!\{)/;

/** JSON is stricter than YAML. */
function strictJson(document: SyntaxDocument): SyntaxDocument {
  const { text, problems } = document;
  if (problems.length > 0 || !jsonStart.test(text)) return document;
  try {
    JSON.parse(text);
    return document;
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const message = say("strict-json");
    return { ...document, problems: [{ code: "yaml-syntax", from: position, to: position + 1, message }] };
  }
}

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
/** In JSON, an object may begin where another one ended. */
const markerInJson = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)|^\{/gm;
const onlyPrelude = /^\ufeff?(?:[ \t]*(?:#.*)?(?:\r?\n|$)|%.*(?:\r?\n|$))*$/;

/** A document starts at its `---` line; what stands before the first one belongs to it, if that is only comments and directives. A `...` more than one ends nothing. */
function split(text: string): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(jsonStart.test(text) ? markerInJson : marker)) {
    if (found === "{" && !isAfterBrace(text, index)) continue;
    const isEnd = found === "...";
    const to = isEnd ? afterLine(text, index) : index;
    const before = parts.at(-1);
    if (isEnd && before !== undefined && isPrelude(text, from, index)) {
      before.to = from = to;
      continue;
    }
    if (to <= from || (!isEnd && isPrelude(text, from, index))) continue;
    parts.push({ from, to });
    from = to;
  }
  if (from < text.length || parts.length === 0) parts.push({ from, to: text.length });
  return parts;
}

/** Whether the last sign before an offset is a closing brace. */
function isAfterBrace(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text.charAt(before))) before--;
  return text.charAt(before) === "}";
}

function isPrelude(text: string, from: number, to: number): boolean {
  return !text.startsWith("---", from) && onlyPrelude.test(text.slice(from, to));
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
