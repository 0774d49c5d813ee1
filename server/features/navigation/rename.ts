import { scalarText } from "../../text/writeYaml.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, locationOf, nameAt, sameName } from "./names.ts";

/** A span of a file with the text that takes its place. */
export interface NameReplacement extends Location {
  readonly text: string;
}

/** The word that a rename at an offset is about; nothing where there is no name that this workspace defines. */
export function renamed(snapshot: Snapshot, offset: number): Location | undefined {
  const name = nameAt(snapshot, offset);
  if (!name || !sameName(snapshot.catalog, name).some(({ mention }) => mention.role === "definition")) return undefined;
  return locationOf(name);
}

/** The changes that give a name another word wherever it is meant. Quotes stay as they are. */
export function rename(snapshot: Snapshot, offset: number, word: string): NameReplacement[] {
  const name = nameAt(snapshot, offset);
  if (!name) return [];
  return sameName(snapshot.catalog, name).map((found) => {
    const before = found.document.text.slice(found.mention.from, found.mention.to);
    const quote = /^["']/.exec(before)?.[0];
    return { ...locationOf(found), text: quote === undefined ? scalarText(word) : `${quote}${word}${quote}` };
  });
}
