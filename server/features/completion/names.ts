import type { SchemaPlace } from "../../schema/schemaAt.ts";
import { type Mention, type Named, type Naming, labelMaps, namingOf, wordOf } from "../../names/named.ts";
import { textAt, valueAt } from "../../text/values.ts";
import type { Entry } from "../../workspace/catalog.ts";
import { podTemplateOf, selectorOf } from "../../workspace/podOf.ts";
import { identities } from "./facts.ts";
import { withoutQuote } from "./proposal.ts";
import type { Writing } from "./writing.ts";

/** A name that exists, and where. */
interface Name {
  readonly text: string;
  readonly detail: string;
}

/** The names that a field may refer to, nearest first, each once. */
export function namesFor(writing: Writing, at: SchemaPlace): Name[] {
  const naming = namingOf(at.owner, at.name);
  const names = naming ? namesOf(writing, naming) : labelValues(writing, at);
  return [...new Map(names.filter(({ text }) => text !== "").map((name) => [name.text, name])).values()];
}

function namesOf(writing: Writing, naming: Naming): Name[] {
  const { catalog, document, place } = writing;
  const { self, manifest } = document;
  const beside = (field: string): string => textAt(manifest.value, [...place.path.slice(0, -1), field]);
  switch (naming.is) {
    case "object":
      return catalog.all(naming.kind).filter(isReachable(self.namespace)).map(nameOfEntry);
    case "objectOfKind":
      return catalog.all(beside("kind")).filter(isReachable(self.namespace)).map(nameOfEntry);
    case "key":
      return keysOf(writing, naming.kind, beside(naming.namedBy));
    case "keyOfSource": {
      const source = valueAt(manifest.value, place.path.slice(0, -3));
      const kind = place.path.includes("configMap") ? "ConfigMap" : "Secret";
      return keysOf(writing, kind, textAt(source, ["name"]) || textAt(source, ["secretName"]));
    }
    case "volume":
      if (naming.defines) return missingVolumes(mentionsElsewhere(writing)).map((text) => ({ text, detail: "volumeMounts" }));
      return own(writing, (mention) => mention.named.is === "volume" && mention.role === "definition");
    case "container":
    case "port":
      return own(writing, (mention) => mention.named.is === naming.is && mention.role === "definition");
    case "servicePort":
      return catalog
        .find("Service", self.namespace, textAt(manifest.value, [...place.path.slice(0, -2), "name"]))
        .flatMap((entry) => defined(entry, "servicePort"));
    case "targetPort":
      return catalog.selected(self.namespace, selectorOf(manifest.value)).flatMap((entry) => [...defined(entry, "port"), ...portNumbers(entry)]);
    case "image":
      return imagesElsewhere(writing);
    case "topologyKey":
      return [];
  }
}

/** Whether an object can be referred to from a namespace. */
export function isReachable(namespace: string): (entry: Entry) => boolean {
  return ({ document: { self } }) => self.namespace === "" || namespace === "" || self.namespace === namespace;
}

function nameOfEntry({ document: { self }, uri }: Entry): Name {
  return { text: self.name, detail: `${self.kind} · ${fileName(uri)}` };
}

function keysOf({ catalog, document }: Writing, kind: string, name: string): Name[] {
  const objects = name === "" ? catalog.all(kind) : catalog.find(kind, document.self.namespace, name);
  return objects.flatMap((entry) => defined(entry, "key"));
}

function defined({ document, uri }: Entry, is: Named["is"]): Name[] {
  return document.mentions
    .filter((mention) => mention.role === "definition" && mention.named.is === is)
    .map(({ named }) => ({ text: wordOf(named), detail: `${document.self.kind}/${document.self.name} · ${fileName(uri)}` }));
}

function own(writing: Writing, wanted: (mention: Mention) => boolean): Name[] {
  return mentionsElsewhere(writing)
    .filter(wanted)
    .map(({ named }) => ({ text: wordOf(named), detail: named.is }));
}

/** The volumes that containers mount but the pod lacks. */
export function missingVolumes(mentions: readonly Mention[]): readonly string[] {
  const volumes = mentions.filter(({ named }) => named.is === "volume");
  const defined = new Set(volumes.filter(({ role }) => role === "definition").map(({ named }) => wordOf(named)));
  return volumes.map(({ named }) => wordOf(named)).filter((name) => !defined.has(name));
}

function containersOf({ document }: Entry): readonly { image?: unknown; ports?: unknown }[] {
  const spec = podTemplateOf(document.manifest.value)?.spec;
  return [spec?.containers, spec?.initContainers].flatMap((list) =>
    Array.isArray(list) ? list.filter((item) => typeof item === "object" && item !== null) : [],
  );
}

function portNumbers(entry: Entry): Name[] {
  return containersOf(entry)
    .flatMap(({ ports }) => (Array.isArray(ports) ? (ports as { containerPort?: unknown }[]) : []))
    .flatMap((port) =>
      typeof port?.containerPort === "number"
        ? [{ text: String(port.containerPort), detail: `${entry.document.self.kind}/${entry.document.self.name}` }]
        : [],
    );
}

/** The images of the workspace, without the one that is being typed. */
function imagesElsewhere({ catalog, document, place }: Writing): Name[] {
  const typed = withoutQuote(place.word.typed);
  return catalog.all().flatMap((entry) => {
    const images = imagesOf(entry);
    const own = entry.document === document ? images.findIndex(({ text }) => text === typed) : -1;
    return images.filter((_, i) => i !== own);
  });
}

function imagesOf(entry: Entry): readonly Name[] {
  const { document } = entry;
  return document.kept(imagesOf, () =>
    containersOf(entry).flatMap(({ image }) =>
      typeof image === "string" ? [{ text: image, detail: `${document.self.kind}/${document.self.name}` }] : [],
    ),
  );
}

/** Keys of labels: in a selector those that pods carry, in labels those of its own selector first. */
export function labelKeys(writing: Writing, map: string): string[] {
  if (!labelMaps[map]) return [];
  return [...new Set(labelMentions(writing).map(({ named }) => named.key))];
}

/** The values that a label has elsewhere; for a label without values that identifies an application, the object's name. */
function labelValues(writing: Writing, { owner, name }: SchemaPlace): Name[] {
  if (owner === undefined || name === undefined || !labelMaps[`${owner}.${name}`]) return [];
  const key = String(writing.place.path.at(-1));
  const { self } = writing.document;
  const found = labelMentions(writing)
    .filter(({ named }) => named.key === key)
    .map(({ named }) => ({ text: named.value, detail: key }));
  return found.length === 0 && identities.has(key) ? [{ text: self.name, detail: self.kind }] : found;
}

type LabelMention = Mention & { readonly named: Extract<Named, { is: "label" }> };

/** The mentions in this document, without the half-typed word at the cursor. */
function mentionsElsewhere({ document, place: { path } }: Writing): readonly Mention[] {
  return document.mentions.filter((mention) => mention.path.length !== path.length || path.some((step, i) => step !== mention.path[i]));
}

/** The labels of this document, then those of its namespace. */
function labelMentions(writing: Writing): LabelMention[] {
  const { document, catalog } = writing;
  const others = catalog.workloads(document.self.namespace).filter((entry) => entry.document !== document);
  const services = catalog.all("Service").filter((entry) => entry.document !== document && entry.document.self.namespace === document.self.namespace);
  const mentions = [...mentionsElsewhere(writing), ...[...others, ...services].flatMap((entry) => entry.document.mentions)];
  return mentions.filter((mention): mention is LabelMention => mention.named.is === "label");
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
}
