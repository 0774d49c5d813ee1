import { scalarText } from "../../text/writeYaml.ts";
import type { Found } from "../../workspace/catalog.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, locationOf, nameAt, sameName } from "./names.ts";

/** A span of a file, and its new text. */
export interface NameReplacement extends Location {
  readonly text: string;
  /** A warning to show before the change. */
  readonly warning?: RenameWarning;
}

/** A workload's selector is immutable; an object with another name is another object. */
export type RenameWarning = "immutable-selector" | "other-object";

/** The word that a rename at an offset is about; nothing where there is no name that this workspace defines. */
export function renamed(snapshot: Snapshot, offset: number): Location | undefined {
  const name = nameAt(snapshot, offset);
  if (!name || !sameName(snapshot.catalog, name).some(({ mention }) => mention.role === "definition")) return undefined;
  return locationOf(name);
}

/** The edits that rename a name everywhere. Quotes stay as they are. */
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
