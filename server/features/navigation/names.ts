import { selectorOf } from "../../workspace/podOf.ts";
import { type Mention, type Named, nameKey } from "../../names/named.ts";
import type { Catalog, Entry, Found } from "../../workspace/catalog.ts";
import { Binding } from "../../workspace/binding.ts";
import { documentAt } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** A span of some file. */
export interface Location {
  readonly uri: string;
  readonly from: number;
  readonly to: number;
}

/** The name at an offset of the file. */
export function nameAt({ file }: Snapshot, offset: number): Found | undefined {
  const placed = documentAt(file, offset);
  const at = offset - (placed?.from ?? 0);
  const mention = placed?.document.mentions.find(({ from, to }) => from <= at && at <= to);
  return placed && mention && { uri: file.uri, from: placed.from, document: placed.document, mention };
}

/**
 * All mentions of a name in the workspace, except in other environments: `envs/prod` has its own object of that name, separate from `envs/dev`.
 * A Service's named target port refers to the ports of the pods that it selects.
 */
export function sameName(catalog: Catalog, name: Found): readonly Found[] {
  const binding = new Binding(catalog);
  return mentionsOf(catalog, name).filter(({ uri }) => uri === name.uri || !binding.areAlternatives(name.uri, uri));
}

function mentionsOf(catalog: Catalog, { mention, document }: Found): readonly Found[] {
  const { named } = mention;
  if (named.is === "targetPort")
    return [
      ...catalog.mentions(nameKey(named)),
      ...portsBehind(catalog, { uri: "", from: 0, document }, named.name).flatMap((port) => mentionsOf(catalog, port).filter(isNotTarget)),
    ];
  const found = catalog.mentions(nameKey(named));
  return named.is === "port" ? [...found, ...targetsOf(catalog, named)] : found;
}

function isNotTarget({ mention }: Found): boolean {
  return mention.named.is !== "targetPort";
}

/** The ports of a name in the pods that a Service selects. */
function portsBehind(catalog: Catalog, service: Entry, name: string): Found[] {
  const selector = selectorOf(service.document.manifest.value);
  return catalog
    .selected(service.document.self.namespace, selector)
    .flatMap((entry) =>
      entry.document.mentions
        .filter((mention) => mention.role === "definition" && mention.named.is === "port" && mention.named.name === name)
        .map((mention) => ({ ...entry, mention })),
    );
}

/** The Services' target ports that mean a port of a pod. */
function targetsOf(catalog: Catalog, named: Extract<Named, { pod: string }>): Found[] {
  return catalog.all("Service").flatMap((entry) => {
    const targets = entry.document.mentions.filter((mention) => mention.named.is === "targetPort" && mention.named.name === named.name);
    const means = targets.length > 0 && portsBehind(catalog, entry, named.name).some(({ mention }) => nameKey(mention.named) === nameKey(named));
    return means ? targets.map((mention) => ({ ...entry, mention })) : [];
  });
}

/** Where a mention stands in its file. */
export function locationOf({ uri, from, mention }: Found): Location {
  return { uri, from: from + mention.from, to: from + mention.to };
}

/** Whether a mention is the definition of a selector's label: pods come first. */
export function isDefinition({ role }: Mention): boolean {
  return role === "definition";
}
