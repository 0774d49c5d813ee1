import { type CustomKind, customKindsOf } from "../../api/customResources.ts";
import type { LabelSelector, PodTemplateSpec } from "../../schemas/generated/types.ts";
import { type Labels, matches, selectorFromMap } from "../../api/selector.ts";
import type { Mention } from "../names/named.ts";
import { nameKey } from "../names/named.ts";
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

/** All manifests of a workspace, to look names up in. Made for one moment; what only concerns other files than the open one is shared from one to the next. */
export class Catalog {
  private readonly parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }

  /** Every object of a kind, or every object. */
  all(kind?: string): readonly Entry[] {
    return this.parts.flatMap((part) => (kind === undefined ? part.entries : (part.byKind.get(kind) ?? [])));
  }

  /** The objects of a name; a namespace of "" is the whole cluster's. */
  find(kind: string, namespace: string, name: string): readonly Entry[] {
    return this.all(kind).length === 0 ? [] : this.parts.flatMap((part) => part.byRef.get(`${kind}/${namespace}/${name}`) ?? []);
  }

  /** Every place that mentions a name. */
  mentions(key: string): readonly Found[] {
    return this.parts.flatMap((part) => part.byName.get(key) ?? []);
  }

  /** The workloads of a namespace whose pods a selector selects. */
  selected(namespace: string, selector: LabelSelector | undefined): readonly Entry[] {
    return this.workloads(namespace).filter(({ document }) => matches(selector, podLabels(document.manifest.value)));
  }

  /** A kind that a CustomResourceDefinition of the workspace brings. */
  customKind(apiVersion: string, kind: string): CustomKind | undefined {
    for (const { document } of this.all("CustomResourceDefinition")) {
      const found = customKindsOf(document.manifest.value).find((one) => one.apiVersion === apiVersion && one.kind === kind);
      if (found) return found;
    }
    return undefined;
  }

  workloads(namespace: string): readonly Entry[] {
    return workloadKinds.flatMap((kind) => this.all(kind)).filter(({ document }) => document.self.namespace === namespace);
  }
}

/** The entries of some files, with lookups that are built when they are first needed. */
export class Part {
  readonly entries: readonly Entry[];
  private knownKinds: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownRefs: ReadonlyMap<string, readonly Entry[]> | undefined;
  private knownNames: ReadonlyMap<string, readonly Found[]> | undefined;

  constructor(files: Iterable<FileModel>) {
    this.entries = [...files].flatMap(({ uri, documents }) =>
      documents
        .filter(({ document: { recognition } }) => recognition === "manifest" || recognition === "patch")
        .map(({ from, document }) => ({ uri, from, document })),
    );
  }

  get byKind(): ReadonlyMap<string, readonly Entry[]> {
    return (this.knownKinds ??= grouped(this.entries, ({ document }) => document.self.kind));
  }

  get byRef(): ReadonlyMap<string, readonly Entry[]> {
    return (this.knownRefs ??= grouped(this.entries, ({ document: { self } }) => `${self.kind}/${self.namespace}/${self.name}`));
  }

  get byName(): ReadonlyMap<string, readonly Found[]> {
    return (this.knownNames ??= grouped(
      this.entries.flatMap((entry) => entry.document.mentions.map((mention): Found => ({ ...entry, mention }))),
      ({ mention }) => nameKey(mention.named),
    ));
  }
}

/** The kinds that bring pods. */
export const workloadKinds: readonly string[] = [
  "Pod",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
];

/** Where a kind keeps its pod template: the steps to it. */
export function templatePath(kind: string): readonly string[] | undefined {
  if (kind === "Pod") return [];
  if (kind === "CronJob") return ["spec", "jobTemplate", "spec", "template"];
  return workloadKinds.includes(kind) ? ["spec", "template"] : undefined;
}

/** The pod that a plain value describes or makes copies of. Anything may be missing from it, or of a wrong type. */
export function podTemplateOf(value: unknown): PodTemplateSpec | undefined {
  const path = templatePath(String(at(value, "kind")));
  const template = path?.reduce<unknown>((held, step) => at(held, step), value);
  return isObject(template) ? (template as PodTemplateSpec) : undefined;
}

export function podLabels(value: unknown): Labels | undefined {
  return labelsOf(podTemplateOf(value)?.metadata?.labels);
}

/** The selector of a Service or a workload, in the one form that all are compared in. */
export function selectorOf(value: unknown): LabelSelector | undefined {
  const selector = at(at(value, "spec"), "selector");
  if (!isObject(selector)) return undefined;
  const kind = at(value, "kind");
  return kind === "Service" || kind === "ReplicationController" ? selectorFromMap(labelsOf(selector)) : (selector as LabelSelector);
}

/** The labels among a map's pairs: what is no text is passed over. */
function labelsOf(map: unknown): Labels | undefined {
  return isObject(map) ? Object.fromEntries(Object.entries(map).filter((pair): pair is [string, string] => typeof pair[1] === "string")) : undefined;
}

export function at(value: unknown, step: string | number): unknown {
  return isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
