import { matches } from "../../api/selector.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import { nameKey, type Named } from "../names/named.ts";
import { Binding } from "../workspace/binding.ts";
import type { Catalog, Entry } from "../workspace/catalog.ts";
import type { Document, FileModel } from "../workspace/model.ts";
import { asSelector, selectorOf } from "../workspace/podOf.ts";
import { workloadKinds } from "../../api/workloads.ts";
import { folderOf, isBelow } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import { keyOf } from "../workspace/keyOf.ts";

/** If more objects are related to a file, they are a whole cluster. */
const most = 300;

/**
 * The objects of a workspace that belong to those of a file: objects that they refer to, directly or indirectly, objects that refer to them, and objects that act on their pods:
 * Services with their Ingresses, disruption budgets, network policies, autoscalers, and the quotas and limits of their namespace.
 */
export function relatedTo(file: FileModel, catalog: Catalog): readonly Entry[] {
  const search = new Search(file, catalog);
  const own = catalog.all().filter(({ uri, document }) => uri === file.uri && document.recognition === "manifest");
  for (const entry of own) search.add(entry);
  for (const entry of own) {
    const referrers = search.referrersOf(entry);
    search.addAll(referrers);
    // Only its claim refers to a volume, and pods refer to the claim.
    if (entry.document.self.kind === "PersistentVolume") for (const claim of referrers) search.addAll(search.referrersOf(claim));
  }
  for (let i = 0; i < search.found.length && i < most; i++) search.spread(search.found[i]!);
  return search.found.slice(0, most).filter(({ uri }) => uri !== file.uri);
}

class Search {
  readonly found: Entry[] = [];
  private readonly seen = new Set<Entry["document"]>();
  private readonly named = new Set<string>();
  private readonly file: FileModel;
  private readonly catalog: Catalog;
  private readonly binding: Binding;

  constructor(file: FileModel, catalog: Catalog) {
    this.file = file;
    this.catalog = catalog;
    this.binding = new Binding(catalog);
  }

  /** Adds an object. If several files define it, the first counts: they are alternatives, of which one is applied. */
  add(entry: Entry): void {
    const key = keyOf(entry.document);
    if (this.seen.has(entry.document) || !isWhole(entry) || (this.named.has(key) && entry.uri !== this.file.uri)) return;
    this.seen.add(entry.document);
    this.named.add(key);
    this.found.push(entry);
  }

  addAll(entries: readonly Entry[]): void {
    entries.forEach((entry) => this.add(entry));
  }

  /** Adds the objects that are related to an object. */
  spread(entry: Entry): void {
    const { kind, namespace } = entry.document.self;
    for (const { named, role } of entry.document.mentions) if (role === "reference") this.addAll(this.meant(entry.uri, named));
    this.addAll(this.podsOf(entry));
    if (kind === "Service") this.addAll(this.referrersOf(entry, ["Ingress"]));
    if (!workloadKinds.includes(kind)) return;
    this.addAll(this.referrersOf(entry, ["HorizontalPodAutoscaler"]));
    for (const companion of companions) this.addAll(this.inNamespace(companion, namespace).filter((one) => this.actsOn(one, entry)));
    for (const bound of ["ResourceQuota", "LimitRange"]) this.addAll(this.inNamespace(bound, namespace).filter((one) => this.isAtHome(one)));
  }

  /** The objects, of all kinds or of some, that mention an object by name. A Namespace is left out, since everything in it mentions it. */
  referrersOf({ uri, document: { self } }: Entry, kinds?: readonly string[]): readonly Entry[] {
    if (self.kind === "Namespace") return [];
    const named: Named = { is: "object", kind: self.kind, namespace: self.namespace, name: self.name };
    return this.catalog
      .mentions(nameKey(named))
      .filter(({ mention, document }) => mention.role === "reference" && (kinds === undefined || kinds.includes(document.self.kind)))
      .filter((found) => this.meant(found.uri, named).some((entry) => entry.uri === uri))
      .map(({ uri: place, from, document }) => ({ uri: place, from, document }));
  }

  private meant(uri: string, named: Named): readonly Entry[] {
    if (named.is !== "object" && named.is !== "key") return [];
    return this.binding.nearest(uri, this.catalog.find(named.kind, named.namespace, named.name).filter(isWhole));
  }

  /** The workloads whose pods a Service, a budget or a policy selects. */
  private podsOf({ uri, document }: Entry): readonly Entry[] {
    const selector = podSelectorOf(document);
    return selector ? this.binding.nearest(uri, this.catalog.selected(document.self.namespace, selector).filter(isWhole)) : [];
  }

  private actsOn(companion: Entry, { document }: Entry): boolean {
    const selector = podSelectorOf(companion.document);
    if (!selector || !matches(selector, document.podLabels)) return false;
    return this.podsOf(companion).some((one) => one.document === document);
  }

  /** Whether an object belongs to the namespace of the file. Objects without a namespace belong to it unless they are in another branch of folders. */
  private isAtHome({ uri, document }: Entry): boolean {
    if (this.binding.areAlternatives(this.file.uri, uri)) return false;
    const [here, there] = [this.file.uri, uri].map(folderOf) as [string, string];
    return document.manifest.namespace !== undefined || isBelow(here, there) || isBelow(there, here) || here === there;
  }

  /** The objects of a kind in a namespace. */
  private inNamespace(kind: string, namespace: string): readonly Entry[] {
    return this.catalog.all(kind).filter(({ document }) => document.self.namespace === namespace);
  }
}

/** The selector fields of kinds that act on pods. */
const selecting: Readonly<Record<string, string>> = { Service: "selector", PodDisruptionBudget: "selector", NetworkPolicy: "podSelector" };
const companions: readonly string[] = Object.keys(selecting);

/** The pod selector of a Service, a budget or a policy, unless it is empty. */
function podSelectorOf(document: Document): LabelSelector | undefined {
  return selecting[document.self.kind] === undefined ? undefined : document.kept(selecting, () => readPodSelector(document));
}

function readPodSelector({ self: { kind }, manifest }: Document): LabelSelector | undefined {
  const path = selecting[kind]!;
  const selector = kind === "Service" ? selectorOf(manifest.value) : asSelector(valueAt(manifest.value, ["spec", path]));
  const asked = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0);
  return asked > 0 ? selector : undefined;
}

function isWhole({ document }: Entry): boolean {
  return document.recognition === "manifest";
}
