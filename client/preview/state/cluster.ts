import { fieldOf } from "../../../api/cause.ts";
import type { Language } from "../../../api/words/sentence.ts";
import { readCluster, standardClass } from "../../../engine/rehearsal/cluster.ts";
import type { NodePool } from "../../../engine/rehearsal/scenario.ts";
import type { OpenedCluster } from "../host/messages.ts";
import { spoken } from "../words/spoken.ts";
import type { StorageClass } from "../../../schemas/generated/types.ts";

/** The nodes of the rehearsal: editable pools, or nodes from a file. */
export type ClusterChoice =
  | { readonly is: "shape"; readonly pools: readonly NodePool[] }
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
  const storage = manifests.some(isStandardClass) ? [] : [standardClass];
  if (choice.is === "shape") return [...choice.pools.flatMap(nodesOfPool), ...storage];
  const { nodes, pods } = readCluster(choice.objects).cluster;
  return [...nodes, ...pods, ...storage];
}

function isStandardClass(object: unknown): boolean {
  const { kind, metadata } = object as Partial<StorageClass>;
  return kind === standardClass.kind && metadata?.name === standardClass.metadata?.name;
}

/** The errors of an opened cluster file as sentences, each with its field if it has one. */
export function faultsOfCluster(choice: ClusterChoice, language: Language): string[] {
  if (choice.is === "shape") return [];
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
    const room = { cpu: pool.cpu, memory: pool.memory, pods: pool.pods };
    return {
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name,
        labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...(zone ? { "topology.kubernetes.io/zone": zone } : {}) },
      },
      spec: { taints: words(pool.taints).map(taintOf) },
      status: { capacity: room, allocatable: room },
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
