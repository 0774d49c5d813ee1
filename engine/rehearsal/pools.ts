import { isObject, textOf } from "../../api/object.ts";
import type { StorageClass } from "../../schemas/generated/types.ts";
import { readCluster, standardClass } from "./cluster.ts";
import { labelsOfKubelet } from "./kubeletLabels.ts";
import type { NodePool } from "./scenario.ts";

/** The nodes of a rehearsal, and its storage classes if they are not the standard one. */
export interface Pools {
  readonly pools: readonly NodePool[];
  readonly classes?: string;
}

/** Three small nodes in three zones: the default cluster of a rehearsal. */
export const smallPools: readonly [NodePool] = [
  { name: "node", count: 3, cpu: "2", memory: "4Gi", pods: "110", zones: "zone-a, zone-b, zone-c", taints: "" },
];

/** The nodes of some pools, and storage classes that provision volumes, unless a manifest has one of the same name. */
export function clusterOfPools({ pools, classes }: Pools, manifests: readonly unknown[]): readonly unknown[] {
  return [...pools.flatMap(nodesOfPool), ...storageBeside(manifests, classes)];
}

/** The given nodes and pods with their classes, quotas and limits; and the standard storage class if no class is among them. */
export function clusterOfObjects(objects: readonly unknown[], manifests: readonly unknown[]): readonly unknown[] {
  const { nodes, pods, others } = readCluster(objects).cluster;
  const storage = others.some(({ kind }) => kind === "StorageClass") ? [] : storageBeside(manifests);
  // Items of a list need not have a kind.
  return [...others, ...[...nodes, ...pods].map((object) => ({ apiVersion: "v1", ...object })), ...storage];
}

function storageBeside(manifests: readonly unknown[], classes?: string): StorageClass[] {
  const own = new Set(manifests.flatMap((object) => (isObject(object) && object["kind"] === "StorageClass" ? nameOf(object) : [])));
  return classesOf(classes).filter(({ metadata }) => !own.has(metadata!.name!));
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): string {
  return isObject(metadata) ? textOf(metadata["name"]) : "";
}

/** The storage classes, all with a driver that provisions volumes; the first is the default. */
function classesOf(classes: string | undefined): StorageClass[] {
  if (classes === undefined) return [standardClass];
  return words(classes).map((name, i) => ({ ...standardClass, metadata: { ...(i === 0 && standardClass.metadata), name } }));
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
        labels: { ...labelsOfKubelet(name), ...labels, "kubernetes.io/hostname": name, ...(zone ? { "topology.kubernetes.io/zone": zone } : {}) },
      },
      spec: {
        taints: [...words(pool.taints).map(taintOf), ...words(pool.conditions ?? "").flatMap((condition) => taintOfCondition[condition] ?? [])],
      },
      status: { capacity: room, allocatable: room, conditions: conditionsOf(pool), nodeInfo: { kubeletVersion: pool.version || "v1.36.0" } },
    };
  });
}

/** The most nodes in a pool: the size up to which Kubernetes is tested. */
export const mostNodes = 5000;

/** The words of a text, separated by commas or blanks. */
export function words(text: string): string[] {
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
