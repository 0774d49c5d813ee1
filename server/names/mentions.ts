import type { Steps } from "../../api/path.ts";
import { everKindOf } from "../../api/schema.ts";
import { nodeAt } from "../manifest/locate.ts";
import { metadata, rootShape } from "../schema/schemaAt.ts";
import type { Mapping, Node, Pair, Scalar, SyntaxDocument } from "../syntax/tree.ts";
import { keyText } from "../manifest/mapKey.ts";
import { resolved, scalarAt } from "../text/trail.ts";
import { type Mention, type Named, type Naming, labelMaps, namings } from "./named.ts";
import { type Holder, type VisitedField, around, visitFields } from "./visit.ts";

/** The object that a document describes, to which its names are relative. */
export interface Self {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The object that a document describes, as far as it is written. A namespaced object without a namespace is in `default`. */
export function selfOf({ root }: SyntaxDocument): Self {
  return selfIn(root);
}

function selfIn(root: Node | undefined): Self {
  const text = (...steps: string[]): string => scalarAt(root, ...steps)?.value ?? "";
  const apiVersion = text("apiVersion");
  const kind = text("kind");
  const clusterWide = everKindOf(apiVersion, kind)?.namespaced === false;
  return { apiVersion, kind, namespace: clusterWide ? "" : text("metadata", "namespace") || "default", name: text("metadata", "name") };
}

/** All names in a document, in the order of its text. */
export function mentionsIn(document: SyntaxDocument, self: Self): readonly Mention[] {
  const mentions: Mention[] = document.root ? [...definitionsOf(document.root, self, []), ...itemDefinitions(document, self)] : [];
  const shape = rootShape(self.apiVersion, self.kind);
  const visit = (field: VisitedField): void => {
    const key = `${field.owner}.${field.name}`;
    const naming = namings[key];
    const scalar = scalarOf(field.pair);
    if (naming && scalar && scalar.value !== "") {
      const named = namedBy(naming, scalar.value, field, self);
      if (named) mentions.push(mention(named, "defines" in naming ? "definition" : "reference", scalar, field, isOptional(field.holder)));
    }
    if (labelMaps[key]) for (const label of labelMentions(field, self, labelMaps[key])) mentions.push(label);
  };
  if (shape) visitFields(document.root, shape, [], visit);
  else visitFields(nodeAt(document.root, ["metadata"]), metadata, ["metadata"], visit);
  return mentions;
}

/** The object itself, and the keys of a ConfigMap or Secret. */
function definitionsOf(root: Node | undefined, self: Self, at: Steps): Mention[] {
  const name = scalarAt(root, "metadata", "name");
  if (!name || name.value === "") return [];
  const { kind, namespace } = self;
  const own: Mention = {
    named: { is: "object", kind, namespace, name: name.value },
    role: "definition",
    from: name.from,
    to: name.to,
    optional: false,
    path: [...at, "metadata", "name"],
  };
  if (kind !== "ConfigMap" && kind !== "Secret") return [own];
  const entries = ["data", "binaryData", "stringData"].flatMap((field) =>
    pairsAt(root, field).flatMap((pair): Mention[] => {
      const key = keyText(pair.key);
      if (key === undefined || !pair.key) return [];
      return [
        {
          named: { is: "key", kind, namespace, name: name.value, key },
          role: "definition",
          from: pair.key.from,
          to: pair.key.to,
          optional: false,
          path: [...at, field, key],
        },
      ];
    }),
  );
  return [own, ...entries];
}

/** The objects in a List. The items of a `ConfigMapList` need not say what they are. */
function itemDefinitions({ root }: SyntaxDocument, { apiVersion, kind }: Self): Mention[] {
  const items = kind.endsWith("List") ? resolved(nodeAt(root, ["items"])) : undefined;
  if (items?.is !== "sequence") return [];
  return items.items.flatMap((_, i) => {
    const item = nodeAt(root, ["items", i]);
    const self = selfIn(item);
    const own = self.kind === "" ? { ...self, apiVersion, kind: kind.slice(0, -"List".length) } : self;
    return definitionsOf(item, own, ["items", i]);
  });
}

function pairsAt(root: SyntaxDocument["root"], field: string): readonly Pair[] {
  const mapping = resolved(root);
  const held = mapping?.is === "mapping" ? resolved(mapping.pairs.find((pair) => keyText(pair.key) === field)?.value) : undefined;
  return held?.is === "mapping" ? held.pairs : [];
}

function namedBy(naming: Naming, name: string, field: VisitedField, self: Self): Named | undefined {
  const { holder } = field;
  const { namespace } = self;
  const beside = (key: string, of: Holder | undefined = holder): string => (of && textOf(of.node, key)) ?? "";
  switch (naming.is) {
    case "object":
      return { is: "object", kind: naming.kind, namespace: clusterWide.has(naming.kind) ? "" : beside("namespace") || namespace, name };
    case "objectOfKind": {
      const kind = beside("kind");
      return kind === "" ? undefined : { is: "object", kind, namespace: clusterWide.has(kind) ? "" : beside("namespace") || namespace, name };
    }
    case "key": {
      const object = beside(naming.namedBy);
      return object === "" ? undefined : { is: "key", kind: naming.kind, namespace, name: object, key: name };
    }
    case "keyOfSource":
      return keyOfSource(holder.within, name, namespace);
    case "volume":
    case "container":
    case "port":
      if (naming.is === "port" && /^\d+$/.test(name)) return undefined;
      return { is: naming.is, pod: podOf(field, self), name };
    case "servicePort": {
      const service = self.kind === "Service" ? self.name : beside("name", around(holder, "IngressServiceBackend"));
      return { is: "servicePort", namespace, service, name };
    }
    case "targetPort":
      return /^\d+$/.test(name) ? undefined : { is: "targetPort", namespace, service: self.name, name };
    case "image":
    case "topologyKey":
      return undefined;
  }
}

function keyOfSource(source: Holder | undefined, key: string, namespace: string): Named | undefined {
  const kind = source?.type.startsWith("ConfigMap") ? "ConfigMap" : source?.type.startsWith("Secret") ? "Secret" : undefined;
  const name = source && textOf(source.node, source.type === "SecretVolumeSource" ? "secretName" : "name");
  return kind && name ? { is: "key", kind, namespace, name, key } : undefined;
}

/** An autoscaler refers to containers in the pods of another object. */
function podOf({ owner }: VisitedField, self: Self): string {
  return owner === "ContainerResourceMetricSource" ? "" : `${self.kind}/${self.namespace}/${self.name}`;
}

const clusterWide: ReadonlySet<string> = new Set([
  "ClusterRole",
  "IngressClass",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "User",
  "Group",
]);

function labelMentions(field: VisitedField, { namespace }: Self, is: "selector" | "labels"): Mention[] {
  const held = resolved(field.pair.value);
  if (held?.is !== "mapping" || around(field.holder, "NamespaceSelector")) return [];
  return held.pairs.flatMap((pair): Mention[] => {
    const key = keyText(pair.key);
    const scalar = scalarOf(pair);
    if (key === undefined || !scalar) return [];
    return [
      {
        named: { is: "label", namespace, key, value: scalar.value },
        role: is === "labels" ? "definition" : "reference",
        from: scalar.from,
        to: scalar.to,
        optional: false,
        path: [...field.holder.path, field.name, key],
      },
    ];
  });
}

function mention(named: Named, role: Mention["role"], { from, to }: Scalar, { holder, name }: VisitedField, optional: boolean): Mention {
  return { named, role, from, to, optional, path: [...holder.path, name] };
}

function isOptional(holder: Holder): boolean {
  return (
    textOf(holder.node, "optional") === "true" ||
    (holder.within?.type.endsWith("VolumeSource") === true && textOf(holder.within.node, "optional") === "true")
  );
}

function scalarOf(pair: Pair): Scalar | undefined {
  return pair.value?.is === "scalar" ? pair.value : undefined;
}

function textOf(node: Mapping, key: string): string | undefined {
  return scalarAt(node, key)?.value;
}
