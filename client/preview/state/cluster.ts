import { fieldOf } from "../../../api/cause.ts";
import type { Language } from "../../../api/words/sentence.ts";
import { readCluster, standardClass } from "../../../engine/rehearsal/cluster.ts";
import { parseQuantity } from "../../../api/quantity.ts";
import type { NodePool } from "../../../engine/rehearsal/scenario.ts";
import type { OpenedCluster } from "../host/messages.ts";
import { spoken } from "../words/spoken.ts";
import { isObject } from "../../../api/object.ts";
import type { StorageClass } from "../../../schemas/generated/types.ts";

/** The nodes of the rehearsal: editable pools, or nodes from a file. */
export type ClusterChoice =
  | { readonly is: "shape"; readonly pools: readonly NodePool[]; readonly classes?: string }
  | { readonly is: "opened"; readonly name: string; readonly objects: readonly unknown[] };

export type { NodePool };

/** The choice of a cluster that was read from a file. */
export function openedChoice({ name, objects }: OpenedCluster): ClusterChoice {
  return { is: "opened", name, objects };
}

const small: NodePool = { name: "node", count: 3, cpu: "2", memory: "4Gi", pods: "110", zones: "zone-a, zone-b, zone-c", taints: "" };

/** Three small nodes in three zones. */
export const startingCluster: ClusterChoice = { is: "shape", pools: [small] };

/** Preset clusters, by the name of their text in `words`. */
export const clusterPresets: Readonly<Record<"threeSmall" | "oneNode" | "withSpot" | "hundred" | "thousands", ClusterChoice>> = {
  threeSmall: startingCluster,
  oneNode: { is: "shape", pools: [{ ...small, count: 1, cpu: "4", memory: "8Gi", zones: "" }] },
  withSpot: {
    is: "shape",
    pools: [
      { ...small, name: "steady", cpu: "4", memory: "16Gi" },
      { ...small, name: "spot", cpu: "8", memory: "32Gi", taints: "spot=true:NoSchedule" },
    ],
  },
  hundred: { is: "shape", pools: [{ ...small, count: 100, cpu: "8", memory: "32Gi" }] },
  thousands: { is: "shape", pools: [{ ...small, count: 5000, cpu: "16", memory: "64Gi" }] },
};

/** The objects of the cluster: nodes, pods if some were opened with them, and a storage class that makes volumes for claims, unless a manifest has its own of that name. */
export function objectsOfCluster(choice: ClusterChoice, manifests: readonly unknown[]): readonly unknown[] {
  const own = new Set(manifests.flatMap((object) => (isObject(object) && object["kind"] === "StorageClass" ? nameOf(object) : [])));
  const storage = classesOf(choice).filter(({ metadata }) => !own.has(metadata!.name!));
  if (choice.is === "shape") return [...choice.pools.flatMap(nodesOfPool), ...storage];
  const { nodes, pods } = readCluster(choice.objects).cluster;
  // Items of a list need not say what they are.
  return [...[...nodes, ...pods].map((object) => ({ apiVersion: "v1", ...object })), ...storage];
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): string {
  return isObject(metadata) ? String(metadata["name"]) : "";
}

/** The storage classes, all with a driver that makes volumes; the first is the default. */
function classesOf(choice: ClusterChoice): StorageClass[] {
  if (choice.is !== "shape" || choice.classes === undefined) return [standardClass];
  return words(choice.classes).map((name, i) => ({ ...standardClass, metadata: { ...(i === 0 && standardClass.metadata), name } }));
}

/** The errors of an opened cluster file as sentences, each with its field if it has one. */
export function faultsOfCluster(choice: ClusterChoice, language: Language): string[] {
  if (choice.is === "shape")
    return choice.pools.flatMap((pool) => faultsOfPool(pool).map(({ field }) => `${pool.name}: ${field} ${pool[field] ?? ""}`));
  return readCluster(choice.objects).causes.map((cause) =>
    [fieldOf(cause), spoken(cause.message, language)].filter((part) => part !== "").join(": "),
  );
}

function nodesOfPool(pool: NodePool): unknown[] {
  const zones = words(pool.zones);
  const count = Number.isFinite(pool.count) ? Math.min(Math.max(0, Math.floor(pool.count)), mostNodes) : 0;
  const width = String(count).length;
  return Array.from({ length: count }, (_, i) => {
    const name = `${pool.name}-${count <= 26 ? String.fromCharCode(97 + i) : String(i + 1).padStart(width, "0")}`;
    const zone = zones[i % zones.length];
    const labels = Object.fromEntries(words(pool.labels ?? "").map((label) => [label.split("=")[0]!, label.split("=")[1] ?? ""]));
    const room = { cpu: pool.cpu, memory: pool.memory, pods: pool.pods };
    return {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name,
        labels: { ...labels, "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...(zone ? { "topology.kubernetes.io/zone": zone } : {}) },
      },
      spec: {
        taints: [...words(pool.taints).map(taintOf), ...words(pool.conditions ?? "").flatMap((condition) => taintOfCondition[condition] ?? [])],
      },
      status: { capacity: room, allocatable: room, conditions: conditionsOf(pool), nodeInfo: { kubeletVersion: pool.version || "v1.36.0" } },
    };
  });
}

/** The most nodes in a pool: the size up to which Kubernetes is tested. */
const mostNodes = 5000;

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

/** A taint as `kubectl` writes it: `key=value:Effect`. */
export function taintOf(text: string): { key: string; value?: string; effect: string } {
  const [, key = text, value, effect = "NoSchedule"] = /^([^=:]+)(?:=([^:]*))?(?::(.+))?$/.exec(text) ?? [];
  return { key, ...(value ? { value } : {}), effect };
}

type NodeTaint = ReturnType<typeof taintOf>;

const ofItself = (key: string, effect = "NoSchedule"): NodeTaint[] => [{ key: `node.kubernetes.io/${key}`, effect }];

/** The taints that a cluster itself puts on a node for its conditions. */
const taintOfCondition: Readonly<Record<string, readonly NodeTaint[]>> = {
  MemoryPressure: ofItself("memory-pressure"),
  DiskPressure: ofItself("disk-pressure"),
  PIDPressure: ofItself("pid-pressure"),
  NetworkUnavailable: ofItself("network-unavailable"),
  NotReady: [...ofItself("not-ready"), ...ofItself("not-ready", "NoExecute")],
};

/** The conditions that a node can have, as the editor offers them. */
export const nodeConditions: readonly string[] = Object.keys(taintOfCondition);

function conditionsOf({ conditions = "" }: NodePool): { type: string; status: string }[] {
  const held = words(conditions);
  return [
    { type: "Ready", status: held.includes("NotReady") ? "False" : "True" },
    ...held.filter((type) => type !== "NotReady").map((type) => ({ type, status: "True" })),
  ];
}

/** A field of a pool that cannot be read, and what it should be: the code of a sentence in `words`. */
export interface PoolFault {
  readonly field: keyof NodePool;
  readonly is: "amount" | "count" | "name" | "taint" | "label" | "condition" | "version";
}

const effects: ReadonlySet<string> = new Set(["NoSchedule", "PreferNoSchedule", "NoExecute"]);

/** What cannot be read of a pool, field by field. */
export function faultsOfPool(pool: NodePool): PoolFault[] {
  const isAmount = (text: string) => /^\d/.test(text) && parseQuantity(text) !== undefined;
  const all = (text: string | undefined, isGood: (word: string) => boolean) => words(text ?? "").every(isGood);
  const checks: readonly (readonly [PoolFault["field"], PoolFault["is"], boolean])[] = [
    ["name", "name", /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(pool.name)],
    ["count", "count", Number.isInteger(pool.count) && pool.count >= 0 && pool.count <= mostNodes],
    ["cpu", "amount", isAmount(pool.cpu)],
    ["memory", "amount", isAmount(pool.memory)],
    ["pods", "amount", isAmount(pool.pods)],
    ["taints", "taint", all(pool.taints, (text) => /^[^=:]+(=[^:]*)?:/.test(text) && effects.has(taintOf(text).effect))],
    ["labels", "label", all(pool.labels, (text) => /^[^=]+=[^=]*$/.test(text))],
    ["conditions", "condition", all(pool.conditions, (text) => nodeConditions.includes(text))],
    ["version", "version", !pool.version || /^v1\.\d+(\.\d+)?$/.test(pool.version)],
  ];
  return checks.flatMap(([field, is, isGood]) => (isGood ? [] : [{ field, is }]));
}

/** A cluster as `kubectl get nodes,pods -A -o json` prints it, or why it is none. */
export function pastedCluster(text: string): OpenedChoice | "not-json" | "no-nodes" {
  try {
    const value: unknown = JSON.parse(text);
    const { nodes, pods } = readCluster(value).cluster;
    return nodes.length === 0 ? "no-nodes" : { is: "opened", name: "kubectl", objects: [...nodes, ...pods] };
  } catch {
    return "not-json";
  }
}

type OpenedChoice = ClusterChoice & { readonly is: "opened" };
