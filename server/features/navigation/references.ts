import { isChartTemplate } from "../../helm/values.ts";
import { isChartValues, valueUses } from "./chartValues.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type Location, isDefinition, locationOf, nameAt, sameName } from "./names.ts";

/** All uses of the name at an offset, and optionally its definitions. */
export function references(snapshot: Snapshot, offset: number, withDefinitions: boolean): Location[] {
  if (isChartTemplate(snapshot.file.uri, snapshot.tree) || isChartValues(snapshot)) return valueUses(snapshot, offset);
  const name = nameAt(snapshot, offset);
  return name
    ? sameName(snapshot.catalog, name)
        .filter(({ mention }) => withDefinitions || !isDefinition(mention))
        .map(locationOf)
    : [];
}
