import { scalarText } from "../../text/writeYaml.ts";
import type { Found } from "../../workspace/catalog.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, locationOf, nameAt, sameName } from "./names.ts";

/** A span of a file with the text that takes its place. */
export interface NameReplacement extends Location {
  readonly text: string;
  /** What the person should know before it is changed. */
  readonly warning?: RenameWarning;
}

/** A selector of a workload can't be changed later; an object with another name is another object. */
export type RenameWarning = "immutable-selector" | "other-object";

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
    const warning = warningOf(found);
    return { ...locationOf(found), text: quote === undefined ? scalarText(word) : `${quote}${word}${quote}`, ...(warning && { warning }) };
  });
}

const fixedSelectors: readonly string[] = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"];

function warningOf({ mention: { named, role, path }, document }: Found): RenameWarning | undefined {
  if (named.is === "label" && role === "reference" && path[1] === "selector" && fixedSelectors.includes(document.self.kind))
    return "immutable-selector";
  return named.is === "object" && role === "definition" && path[0] === "metadata" ? "other-object" : undefined;
}
