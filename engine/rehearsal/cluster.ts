import { isObject } from "../../api/object.ts";
import { Causes, type Cause } from "../../api/cause.ts";
import { decodeObject } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";
import { parseQuantity, sign } from "../../api/quantity.ts";
import type { Node, Pod, StorageClass } from "../../schemas/generated/types.ts";
import { say } from "../../api/words/say.ts";
import { quoted } from "../../api/words/sentence.ts";

/** The cluster of a rehearsal: its nodes, the pods that run on them at the start, and the quotas, limits and classes that apply to new pods. */
export interface Cluster {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  /** Storage classes, priority classes, quotas and limits, as they were given. */
  readonly others: readonly Readonly<Record<string, unknown>>[];
}

const otherKinds: ReadonlySet<string> = new Set(["StorageClass", "PriorityClass", "ResourceQuota", "LimitRange"]);

/** The default storage class of most clusters: a driver creates each volume on the node of the first pod that uses it. */
export const standardClass: StorageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "csi.example.com",
  volumeBindingMode: "WaitForFirstConsumer",
  allowVolumeExpansion: true,
};

/** A cluster that was read, and the causes why parts of the input were left out, with paths into it. Reading never fails. */
export interface ReadCluster {
  readonly cluster: Cluster;
  readonly causes: readonly Cause[];
}

/** Reads what `kubectl get nodes,pods -o yaml` prints: a List, a NodeList, a PodList, a single Node or Pod, or several of these in an array. Classes, quotas and limits may be among them. */
export function readCluster(value: unknown): ReadCluster {
  const causes = new Causes();
  const [nodes, pods, others]: [Map<string, Node>, Pod[], Readonly<Record<string, unknown>>[]] = [new Map(), [], []];
  for (const { object, at } of unpack(value, causes)) {
    if (object["kind"] === "Node") readNode(object, at, nodes, causes);
    else if (object["kind"] === "Pod") readPod(object, at, pods, causes);
    else if (otherKinds.has(kindOf(object))) others.push(object);
    else causes.notSupported(at.field("kind"), kindOf(object), ["Node", "Pod", "List", "NodeList", "PodList"]);
  }
  if (nodes.size === 0 && causes.list.length === 0) causes.required(Path.root, say("no-nodes"));
  return { cluster: { nodes: [...nodes.values()], pods, others }, causes: causes.list };
}

interface Found {
  readonly object: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

/** The objects of a value, those in lists one by one. */
function* unpack(value: unknown, causes: Causes): Generator<Found> {
  const documents: { value: unknown; at: Path }[] = Array.isArray(value)
    ? value.map((each, i) => ({ value: each, at: Path.root.index(i) }))
    : [{ value, at: Path.root }];
  for (const document of documents) {
    if (!isObject(document.value)) causes.add("WrongType", document.at, say("no-cluster-object", { value: quoted(document.value) }));
    else if (kindOf(document.value).endsWith("List")) yield* unpackList(document.value, document.at, causes);
    else yield { object: document.value, at: document.at };
  }
}

/** Items of a NodeList need not have a kind. */
function* unpackList(list: Found["object"], at: Path, causes: Causes): Generator<Found> {
  const { items = [] } = list;
  const itemKind = kindOf(list).slice(0, -"List".length);
  if (!Array.isArray(items)) causes.add("WrongType", at.field("items"), say("no-object-list", { value: quoted(items) }));
  else
    for (const [i, object] of items.entries()) {
      if (isObject(object)) yield { object: itemKind === "" ? object : { kind: itemKind, ...object }, at: at.field("items").index(i) };
      else causes.add("WrongType", at.field("items").index(i), say("no-object", { value: quoted(object) }));
    }
}

function kindOf({ kind }: Found["object"]): string {
  return typeof kind === "string" ? kind : "";
}

function readNode(object: Found["object"], at: Path, nodes: Map<string, Node>, causes: Causes): void {
  const node = decodeObject(object, "Node", at, causes) as Node;
  const name = node.metadata?.name;
  if (!name) causes.required(at.field("metadata").field("name"), say("node-without-name"));
  else if (nodes.has(name)) causes.duplicate(at.field("metadata").field("name"), say("node-name-taken", { name: quoted(name) }));
  else {
    const amounts = at.field("status").field("allocatable");
    const allocatable = readAmounts(node.status?.allocatable ?? node.status?.capacity, amounts, causes);
    if (allocatable === undefined) causes.required(amounts, say("node-without-amounts", { name: quoted(name) }));
    nodes.set(name, { ...node, status: { ...node.status, allocatable: allocatable ?? {} } });
  }
}

function readPod(object: Found["object"], at: Path, pods: Pod[], causes: Causes): void {
  const pod = decodeObject(object, "Pod", at, causes) as Pod;
  if (!pod.metadata?.name) causes.required(at.field("metadata").field("name"), say("pod-without-name"));
  else pods.push(pod);
}

/** The amounts of a resource list, without negative ones. */
function readAmounts(
  amounts: Readonly<Record<string, string | number>> | undefined,
  at: Path,
  causes: Causes,
): Record<string, string | number> | undefined {
  if (amounts === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(amounts).filter(([name, text]) => {
      const quantity = parseQuantity(text);
      const isGood = quantity !== undefined && sign(quantity) >= 0;
      if (!isGood) causes.invalid(at.key(name), say("no-node-amount", { value: quoted(text), name }));
      return isGood;
    }),
  );
}
