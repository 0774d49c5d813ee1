import { textOf } from "../../api/object.ts";
import { scaled } from "../../api/intOrString.ts";
import { selectorOf } from "../workspace/podOf.ts";
import { valueAt } from "../text/values.ts";
import { scalerOf } from "./scaler.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A budget that never allows an eviction: nodes can't be drained. Of a workload with an autoscaler its minimum counts. */
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
      const counts = selected.map(({ document: other }) => {
        const scaler = scalerOf(other.self, catalog);
        return (scaler ? valueAt(scaler.document.manifest.value, ["spec", "minReplicas"]) : valueAt(other.manifest.value, ["spec", "replicas"])) ?? 1;
      });
      const replicas = counts.every((count) => typeof count === "number") ? counts.reduce((sum: number, count) => sum + count, 0) : 0;
      if (replicas > 0 && (scaled(least, replicas, "up") ?? 0) >= replicas)
        yield {
          path: ["spec", "minAvailable"],
          message: say("none-evicted", { least: textOf(least), replicas }),
        };
    }
  },
};
