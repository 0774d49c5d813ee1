import { parseDocument } from "./parseDocument.ts";
import { jsonStart, split } from "./split.ts";
import type { PlacedDocument, SyntaxDocument, SyntaxFile } from "./tree.ts";
import { say } from "../words/say.ts";
import { unchanged } from "./unchanged.ts";

/** The API server reads no request beyond 3 MiB; a file with many documents may be larger, up to a size that does not block the editor. */
const largestDocument = 3 * 1024 * 1024;
const largestFile = 12 * 1024 * 1024;
/** More documents are not parsed. */
const mostDocuments = 20_000;

/** Parses a file. Documents with the same text as in `previous` are reused. `parse` parses one document: `parseOne`, unless its tree need not be kept. */
export function parseFile(text: string, previous?: SyntaxFile, parse = parseOne): SyntaxFile {
  if (text.length > largestFile) return { text, documents: [], problem: say("file-too-large", { most: largestFile / 1024 / 1024 }) };
  const { before, middle, behind } = unchanged(text, previous);
  const known = new Map(
    previous?.documents.slice(before.length, previous.documents.length - behind.length).map(({ syntax }) => [syntax.text, syntax]),
  );
  const parts = split(text.slice(middle.from, middle.to));
  if (before.length + parts.length + behind.length > mostDocuments)
    return { text, documents: [], problem: say("file-too-many-documents", { most: mostDocuments }) };
  const documents = parts.map((part): PlacedDocument => {
    const [from, to] = [part.from + middle.from, part.to + middle.from];
    const own = text.slice(from, to);
    const syntax = known.get(own) ?? parse(own);
    known.set(own, syntax);
    return { from, to, syntax };
  });
  return { text, documents: [...before, ...documents, ...behind] };
}

/** Parses one document, unless it is larger than what the API server reads. */
export function parseOne(text: string): SyntaxDocument {
  if (text.length <= largestDocument) return strictJson(parseDocument(text));
  const message = say("document-too-large");
  return { text, root: undefined, comments: [], problems: [{ from: 0, to: 0, code: "too-large", message }], doubtful: [] };
}

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
