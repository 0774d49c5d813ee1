import { textOf } from "../../api/object.ts";
import { scaled } from "../../api/intOrString.ts";
import { selectorOf } from "../workspace/podOf.ts";
import { valueAt } from "../text/values.ts";
import { scalerOf } from "./scaler.ts";
import type { Catalog, Entry } from "../workspace/catalog.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A budget that never allows an eviction, so that nodes can't be drained. For a workload with an autoscaler, its minimum counts. */
export const pdbBlocksEviction: Rule = {
  code: "pdb-blocks-eviction",
  severity: "warning",
  looksAt: "workspace",
  kinds: ["PodDisruptionBudget"],
  *check({ document, value, catalog }) {
    const most = valueAt(value, ["spec", "maxUnavailable"]);
    const least = valueAt(value, ["spec", "minAvailable"]);
    if (most === 0 || most === "0%") yield { path: ["spec", "maxUnavailable"], message: say("never-unavailable") };
    if (least === "100%") yield { path: ["spec", "minAvailable"], message: say("all-available") };
    else if (typeof least === "number" || typeof least === "string") {
      const selected = catalog.selected(document.self.namespace, selectorOf(value)).filter(({ document: { self } }) => self.kind !== "Pod");
      const fewest = sum(selected, catalog, "minReplicas");
      if (!blocks(least, fewest)) return;
      const path = ["spec", "minAvailable"];
      const parts = { least: textOf(least), replicas: fewest };
      if (blocks(least, sum(selected, catalog, "maxReplicas"))) yield { path, message: say("none-evicted", parts) };
      else yield { path, message: say("none-evicted-at-minimum", parts), severity: "information" };
    }
  },
};

/** Whether a budget allows no eviction at a number of pods; false if the number is unknown. */
function blocks(least: string | number, replicas: number): boolean {
  return replicas > 0 && (scaled(least, replicas, "up") ?? 0) >= replicas;
}

/** The total pods of some workloads; 0 if unknown. An autoscaler's bound counts before the replicas. */
function sum(workloads: readonly Entry[], catalog: Catalog, bound: "minReplicas" | "maxReplicas"): number {
  const counts = workloads.map(({ document: { self, manifest } }): unknown => {
    const scaler = scalerOf(self, catalog);
    return (scaler ? valueAt(scaler.document.manifest.value, ["spec", bound]) : valueAt(manifest.value, ["spec", "replicas"])) ?? 1;
  });
  return counts.every((count) => typeof count === "number") ? counts.reduce((total, count) => total + count, 0) : 0;
}
