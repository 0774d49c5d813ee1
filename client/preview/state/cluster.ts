import { mostNodes, nodeConditions, smallPools, taintOf, words } from "../../../engine/rehearsal/pools.ts";
import { parseQuantity } from "../../../api/quantity.ts";
import type { NodePool } from "../../../engine/rehearsal/scenario.ts";
import type { OpenedCluster } from "../host/messages.ts";

/** The nodes of the rehearsal: editable pools, or nodes from a file. */
export type ClusterChoice =
  | { readonly is: "shape"; readonly pools: readonly NodePool[]; readonly classes?: string }
  | { readonly is: "opened"; readonly name: string; readonly objects: readonly unknown[] };

/** Nodes, and pods on them, that the user opened or pasted. */
export type OpenedChoice = ClusterChoice & { readonly is: "opened" };

export type { NodePool };

/** The choice of a cluster that was read from a file. */
export function openedChoice({ name, objects }: OpenedCluster): ClusterChoice {
  return { is: "opened", name, objects };
}

/** Three small nodes in three zones. */
export const startingCluster: ClusterChoice = { is: "shape", pools: smallPools };

const [small] = smallPools;

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

/** The first field of a pool that cannot be read, with its value; nothing of a cluster from a file, which the worker reads. */
export function faultOfShape(choice: ClusterChoice): string | undefined {
  if (choice.is !== "shape") return undefined;
  for (const pool of choice.pools) for (const { field } of faultsOfPool(pool)) return `${pool.name}: ${field} ${pool[field] ?? ""}`;
  return undefined;
}

/** A field of a pool that cannot be read, and what it should be: the code of a sentence in `words`. */
export interface PoolFault {
  readonly field: keyof NodePool;
  readonly is: "amount" | "count" | "name" | "taint" | "label" | "condition" | "version";
}

const effects: ReadonlySet<string> = new Set(["NoSchedule", "PreferNoSchedule", "NoExecute"]);

/** The faults of a pool, by field. */
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
