import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, isDefinition, locationOf, nameAt, sameName } from "./names.ts";

/** A place to highlight: where a name is defined, or where it is used. */
export interface Highlight extends Location {
  readonly is: "written" | "read";
}

/** The places of the file that mean the same as the name at an offset. */
export function highlights(snapshot: Snapshot, offset: number): Highlight[] {
  const name = nameAt(snapshot, offset);
  const found = name ? sameName(snapshot.catalog, name).filter(({ uri }) => uri === snapshot.file.uri) : [];
  return found.map((one) => ({ ...locationOf(one), is: isDefinition(one.mention) ? "written" : "read" }));
}
