import type { Lines } from "../../text/lines.ts";
import type { Opener } from "./flow.ts";

/** The missing commas around a place in JSON: at an offset before it, and right after it. */
export interface MissingCommas {
  readonly before?: number;
  readonly isBehind: boolean;
}

/** An opener whose last entry ended on an earlier line, though no comma follows it. */
export interface OpenerOfJson extends Opener {
  readonly commaAt?: number;
}

/** Takes a finished entry on earlier lines for a sibling of the one at the cursor, although the comma between them is not typed yet. */
export function withMissingComma(text: string, offset: number, opener: Opener): OpenerOfJson {
  const [, finished, between] = /^([^]*[}\]"\w])(\s*\n\s*)"?[^"\n]*$/.exec(text.slice(opener.entryFrom, offset)) ?? [];
  if (finished === undefined || between === undefined) return opener;
  const commaAt = opener.entryFrom + finished.length;
  const [, name, value] = /^\s*"([^"]*)"\s*:\s*([^]*)$/.exec(finished) ?? [];
  const siblings = name === undefined ? opener.siblings : new Map([...opener.siblings, [name, value!]]);
  return { ...opener, entryFrom: commaAt, index: opener.index + 1, siblings, commaAt };
}

/** How an entry is written there: its column, and the commas that it needs. */
export function jsonAround(
  lines: Lines,
  to: number,
  { commaAt }: OpenerOfJson,
): { readonly column: number; readonly style: "json"; readonly commas: MissingCommas } {
  const isBehind = /^\s*["\w{[-]/.test(lines.text.slice(to));
  return { column: lines.indentOf(lines.lineAt(to)), style: "json", commas: { isBehind, ...(commaAt !== undefined && { before: commaAt }) } };
}
