import type { SyntaxFile } from "../../server/syntax/tree.ts";

const isSecret = /\bkind["']?\s*:\s*["']?Secret\b/;

/** Keys whose values say nothing secret. */
const open = /^[\s{-]*["']?(?:apiVersion|kind|name|namespace|type|immutable)["']?\s*:[^,]*$/;

/** The text of a file with stars for what its Secrets hold: its lines are printed under findings, and go into logs. */
export function concealed({ text, documents }: SyntaxFile): string {
  const pieces = documents.length === 0 ? [text] : documents.map(({ from, to }) => text.slice(from, to));
  return pieces.map((piece) => (isSecret.test(piece) ? piece.replaceAll(/.+/g, concealedLine) : piece)).join("");
}

/** Keeps the key and the place of everything. */
function concealedLine(line: string): string {
  if (open.test(line) || /^(?:---|\s*#)/.test(line)) return line;
  const from = line.indexOf(":") + 1;
  return line.slice(0, from) + line.slice(from).replaceAll(/[^\s{}[\],]/g, "*");
}
