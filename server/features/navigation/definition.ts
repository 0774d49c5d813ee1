import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, isDefinition, locationOf, nameAt, sameName } from "./names.ts";

/** Where the name at an offset is defined. */
export function definition(snapshot: Snapshot, offset: number): Location[] {
  const name = nameAt(snapshot, offset);
  return name
    ? sameName(snapshot.catalog, name)
        .filter(({ mention }) => isDefinition(mention))
        .map(locationOf)
    : [];
}
