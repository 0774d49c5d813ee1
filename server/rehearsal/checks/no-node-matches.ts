import { nearest } from "../../../api/cause.ts";
import type { Node } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { whatIf } from "../../../engine/scheduler/whatIf.ts";
import { valueAt } from "../../text/values.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo, without } from "./candidates.ts";
import type { Candidate } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";
import { refusedBy, schedulable, type Unplaced } from "./unplaced.ts";

/** No node has the labels that a pod asks for, or all have taints that it does not tolerate. */
export const noNodeMatches = refusedBy({
  code: "no-node-matches",
  plugins: ["NodeAffinity", "TaintToleration", "NodeName", "NodeUnschedulable", "SchedulingGates"],
  message: ({ workload, count, reasons }) => say("no-node-matches", { workload: nameOf(refOf(workload)), count, reasons }),
  fixes: (unplaced, rehearsed) => [...selected(unplaced, rehearsed), ...tolerated(unplaced, rehearsed)],
});

function selected({ workload, spots, refusal }: Unplaced, rehearsed: Rehearsed): Candidate[] {
  if (refusal.plugin === "NodeName" || refusal.plugin === "SchedulingGates") return spots.map(without);
  if (refusal.plugin !== "NodeAffinity") return [];
  return spots
    .filter((spot) => rehearsed.written(spot) !== undefined)
    .flatMap((spot) => {
      const [key, inSelector] = [spot.path.at(-1)!, spot.path.at(-2) === "nodeSelector"];
      const wanted = valueAt(workload, spot.path);
      const near = inSelector && typeof wanted === "string" ? nearest(wanted, valuesOf(String(key), rehearsed)) : undefined;
      const one = inSelector ? { object: spot.object, path: spot.path.slice(0, -1) } : spot;
      return [...(near === undefined ? [] : [setTo(spot, near)]), without(one)];
    });
}

/** The values that nodes have for a label. */
function valuesOf(label: string, { view }: Rehearsed): string[] {
  return view.store.list<Stored<Node>>("Node").flatMap(({ metadata }) => metadata.labels?.[label] ?? []);
}

function tolerated({ workload, pod, refusal }: Unplaced, { view }: Rehearsed): Candidate[] {
  if (refusal.plugin !== "TaintToleration") return [];
  const remedy = whatIf(
    pod,
    schedulable(view).filter(({ metadata }) => metadata.uid !== pod.metadata.uid),
  ).find(({ change }) => change.is === "tolerate");
  if (remedy?.change.is !== "tolerate") return [];
  const path = [...templatePath(workload.kind)!, "spec", "tolerations"];
  const kept = valueAt(workload, path);
  const added = remedy.change.taints.map(({ key, value, effect }) =>
    value ? { key, operator: "Equal", value, effect } : { key, operator: "Exists", effect },
  );
  const to = [...(Array.isArray(kept) ? (kept as unknown[]) : []), ...added];
  return [
    { label: say("fix-tolerate", { taint: remedy.change.taints.map(({ key }) => key).join() }), changes: [{ object: refOf(workload), path, to }] },
  ];
}
