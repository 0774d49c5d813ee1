import { addTo, groupBy } from "../../api/groupBy.ts";
import { isObject } from "../../api/object.ts";
import { type CustomKind, customKindsOf } from "../../api/customResources.ts";
import type { LabelSelector } from "../../schemas/generated/types.ts";
import { matcher } from "../../api/selector.ts";

import { workloadKinds } from "../../api/workloads.ts";
import type { Mention } from "../names/named.ts";
import { nameKey } from "../names/named.ts";
import { likeliest } from "./likeliest.ts";
import { isMadeBy, splitSelector } from "./madeLabels.ts";
import type { Document, FileModel } from "./model.ts";

/** A document with the file that it is in. */
export interface Entry {
  readonly uri: string;
  readonly from: number;
  readonly document: Document;
}

/** A mention with the document that it is in. */
export interface Found extends Entry {
  readonly mention: Mention;
}

/** All manifests of a workspace, for looking up names. Immutable; the index of the files that did not change is shared with the next catalog. */
export class Catalog {
  private readonly parts: readonly EntryIndex[];
  private readonly knownSelected = new Map<string, readonly Entry[]>();

  constructor(parts: readonly EntryIndex[]) {
    this.parts = parts;
  }

  /** Every object of a kind, or every object. */
  all(kind?: string): readonly Entry[] {
    return this.parts.flatMap((part) => (kind === undefined ? part.entries : (part.byKind.get(kind) ?? [])));
  }

  /** The objects with a name; the namespace of cluster-scoped objects is "". */
  find(kind: string, namespace: string, name: string): readonly Entry[] {
    return this.all(kind).length === 0 ? [] : this.parts.flatMap((part) => part.byRef.get(`${kind}/${namespace}/${name}`) ?? []);
  }

  /** Every place that mentions a name. */
  mentions(key: string): readonly Found[] {
    return this.parts.flatMap((part) => part.byName.get(key) ?? []);
  }

  /** The workloads of a namespace whose pods a selector selects. */
  selected(namespace: string, selector: LabelSelector | undefined): readonly Entry[] {
    if (selector === undefined) return [];
    const key = `${namespace} ${JSON.stringify(selector)}`;
    const known = this.knownSelected.get(key) ?? this.selectedBy(namespace, selector);
    this.knownSelected.set(key, known);
    return known;
  }

  private selectedBy(namespace: string, selector: LabelSelector): readonly Entry[] {
    const { written, made } = splitSelector(selector);
    const [pair] = Object.entries(isObject(written.matchLabels) ? written.matchLabels : {});
    const candidates = pair ? this.parts.flatMap((part) => part.byPodLabel.get(labelKey(namespace, ...pair)) ?? []) : this.workloads(namespace);
    const selects = matcher(written);
    return candidates.filter(({ document: { podLabels, self } }) => {
      return selects(podLabels) && made.every(([key, value]) => podLabels?.[key] === value || isMadeBy([key, value], self));
    });
  }

  /** The workloads of a namespace that have this name, and then those whose pods have one of these labels. */
  resembling(namespace: string, name: string, labels: readonly (readonly [string, string])[]): readonly Entry[] {
    const named = workloadKinds.flatMap((kind) => this.find(kind, namespace, name));
    return [...named, ...this.parts.flatMap((part) => labels.flatMap((pair) => part.byPodLabel.get(labelKey(namespace, ...pair)) ?? []))];
  }

  /** The names of all objects of a kind in a namespace, and of those in none. */
  names(kind: string, namespace: string): ReadonlySet<string> {
    return new Set(this.parts.flatMap((part) => [namespace, ""].flatMap((place) => [...(part.namesOf.get(`${kind}/${place}`) ?? [])])));
  }

  /** A kind that a CustomResourceDefinition of the workspace defines, for a file. */
  customKind(apiVersion: string, kind: string, uri: string): CustomKind | undefined {
    const definition = this.definitionOf(apiVersion, kind, uri);
    return definition && kindsIn(definition).find((one) => isOne(one, apiVersion, kind));
  }

  /** The CustomResourceDefinition that defines a kind; of several, such as those of a project's releases, the likeliest one for a file. */
  definitionOf(apiVersion: string, kind: string, uri: string): Entry | undefined {
    const all = this.all("CustomResourceDefinition").filter((entry) => kindsIn(entry).some((one) => isOne(one, apiVersion, kind)));
    return likeliest(all, uri);
  }

  customKinds(): readonly CustomKind[] {
    return this.all("CustomResourceDefinition").flatMap(kindsIn);
  }

  /** The workloads of a namespace. */
  workloads(namespace: string): readonly Entry[] {
    return this.parts.flatMap((part) => part.workloads.get(namespace) ?? []);
  }
}

/** The entries of some files, with lookups that are built on first use. */
export class EntryIndex {
  readonly entries: readonly Entry[];
  private knownKinds: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownRefs: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownWorkloads: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownLabels: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownNamesOf: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private knownNames: ReadonlyMap<string, readonly Found[]> | undefined;

  constructor(files: Iterable<FileModel>) {
    this.entries = [...files].flatMap(({ uri, documents }) =>
      documents
        .filter(({ document: { recognition } }) => recognition === "manifest" || recognition === "patch" || recognition === "kustomization")
        .map(({ from, document }) => ({ uri, from, document })),
    );
  }

  get byKind(): ReadonlyMap<string, readonly Entry[]> {
    return (this.knownKinds ??= groupBy(this.entries, ({ document }) => document.self.kind));
  }

  get byRef(): ReadonlyMap<string, readonly Entry[]> {
    return (this.knownRefs ??= groupBy(this.entries, ({ document: { self } }) => `${self.kind}/${self.namespace}/${self.name}`));
  }

  /** Names by kind and namespace. */
  get namesOf(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.knownNamesOf) return this.knownNamesOf;
    const entries = groupBy(this.entries, ({ document: { self } }) => `${self.kind}/${self.namespace}`);
    return (this.knownNamesOf = new Map([...entries].map(([key, group]) => [key, new Set(group.map(({ document }) => document.self.name))])));
  }

  get workloads(): ReadonlyMap<string, readonly Entry[]> {
    return (this.knownWorkloads ??= groupBy(
      workloadKinds.flatMap((kind) => this.byKind.get(kind) ?? []),
      ({ document }) => document.self.namespace,
    ));
  }

  /** Workloads by each label of their pods. */
  get byPodLabel(): ReadonlyMap<string, readonly Entry[]> {
    if (this.knownLabels) return this.knownLabels;
    const byLabel = new Map<string, Entry[]>();
    for (const entry of [...this.workloads.values()].flat()) {
      for (const [key, value] of Object.entries(entry.document.podLabels ?? {}))
        addTo(byLabel, labelKey(entry.document.self.namespace, key, value), entry);
    }
    return (this.knownLabels = byLabel);
  }

  get byName(): ReadonlyMap<string, readonly Found[]> {
    return (this.knownNames ??= groupBy(
      this.entries.flatMap((entry) => entry.document.mentions.map((mention): Found => ({ ...entry, mention }))),
      ({ mention }) => nameKey(mention.named),
    ));
  }
}

function kindsIn({ document }: Entry): readonly CustomKind[] {
  return document.kept(customKindsOf, () => customKindsOf(document.manifest.value));
}

function isOne(one: CustomKind, apiVersion: string, kind: string): boolean {
  return one.apiVersion === apiVersion && one.kind === kind;
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}
