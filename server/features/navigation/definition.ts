import { selectorOf } from "../../workspace/podOf.ts";
import { pathsIn } from "../../kustomize/paths.ts";
import { stepsOf, trailAt } from "../../text/trail.ts";
import { documentAt, type PlacedDocument } from "../../workspace/model.ts";
import type { Found } from "../../workspace/catalog.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { isChartTemplate } from "../../helm/values.ts";
import { isChartValues, valueDefinition, valueUses } from "./chartValues.ts";
import { type Location, isDefinition, locationOf, nameAt, sameName } from "./names.ts";

/**
 * Where the name at an offset is defined. A value in a chart's template leads to `values.yaml`, and back. A path of a kustomization leads to its file, the kind of a custom resource to its definition, and a Service, a budget
 * or a policy to the labels of the pods that it selects: from its kind, from `selector` and from each key in it.
 */
export function definition(snapshot: Snapshot, offset: number): Location[] {
  if (isChartTemplate(snapshot.file.uri, snapshot.tree)) return valueDefinition(snapshot, offset);
  if (isChartValues(snapshot)) return valueUses(snapshot, offset);
  const name = nameAt(snapshot, offset);
  if (name)
    return sameName(snapshot.catalog, name)
      .filter(({ mention }) => isDefinition(mention))
      .map(locationOf);
  const placed = documentAt(snapshot.file, offset);
  if (!placed) return [];
  if (placed.document.recognition === "kustomization") return pathAt(snapshot, placed, offset - placed.from);
  return aroundKey(snapshot, placed, offset - placed.from);
}

function pathAt({ file, tree }: Snapshot, { document }: PlacedDocument, offset: number): Location[] {
  const path = pathsIn(document.manifest.syntax, file.uri).find(({ from, to }) => from <= offset && offset <= to);
  const target = path && tree.at(path.uri);
  return target ? [{ uri: target.uri, from: 0, to: 0 }] : [];
}

/** The definition for a key, or for the kind of the object. */
function aroundKey({ file: { uri }, catalog }: Snapshot, placed: PlacedDocument, offset: number): Location[] {
  const { document } = placed;
  const trail = trailAt(document.manifest.syntax, offset);
  const steps = trail ? stepsOf(trail) : [];
  const isKind = steps.length === 1 && steps[0] === "kind";
  const custom = isKind ? catalog.definitionOf(document.self.apiVersion, document.self.kind, uri) : undefined;
  if (custom) return custom.document.mentions.slice(0, 1).map((mention) => locationOf({ ...custom, mention }));
  const selector = steps.findIndex((step) => step === "selector" || step === "podSelector");
  if (!isKind && selector < 0) return [];
  const labels = document.mentions.filter(({ named, role, path }) => {
    return named.is === "label" && role === "reference" && (isKind || steps.every((step, i) => path[i] === step));
  });
  const selected = new Set(catalog.selected(document.self.namespace, selectorOf(document.manifest.value)).map((entry) => entry.document));
  const found = labels
    .flatMap((mention) => sameName(catalog, { uri, from: placed.from, document, mention }))
    .filter(({ mention }) => isDefinition(mention));
  const ofPods = found.filter((one) => selected.has(one.document));
  return eachOnce(ofPods.length > 0 ? ofPods : found);
}

function eachOnce(found: readonly Found[]): Location[] {
  return [...new Map(found.map(locationOf).map((place) => [`${place.uri} ${place.from}`, place])).values()];
}
