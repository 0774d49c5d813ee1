import { reasonsOf, sentence, RefusalGroups } from "./explain.ts";
import { type Placed, type RefusedNodes, type ScoreTable, totalOf, type Unplaced } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import { preempt } from "./preemption.ts";
import { type Preparation, refusalBesideRivals } from "./preparation.ts";
import { scoreNodes } from "./scoring.ts";
import type { Snapshot } from "./snapshot.ts";

/** The plain path: asks every node, and returns each node's answer. */
export function decideFully(pod: PodInfo, preparation: Preparation, snapshot: Snapshot, random?: () => number): Placed | Unplaced {
  if (snapshot.nodes.length === 0)
    return {
      is: "unplaced",
      pod: pod.name,
      message: "no nodes available to schedule pods",
      reasons: "no nodes available to schedule pods",
      refused: [],
      keepsNomination: true,
    };
  const { feasible, refused } = filterNodes(pod, preparation, snapshot);
  if (feasible.length === 0) return explainFailure(pod, preparation, refused, snapshot);
  const scores = scoreNodes(feasible, preparation.scorers);
  return { is: "placed", pod: pod.name, node: choose(scores, random), scores, refused };
}

interface Filtered {
  readonly feasible: readonly NodeInfo[];
  readonly refused: readonly RefusedNodes[];
}

function filterNodes(pod: PodInfo, preparation: Preparation, snapshot: Snapshot): Filtered {
  const { filters, refusal, only } = preparation;
  const groups = new RefusalGroups();
  if (refusal !== undefined) {
    for (const { name } of snapshot.nodes) groups.add(name, refusal.plugin, refusal.refusal);
    return { feasible: [], refused: groups.list };
  }
  const nominated = snapshot.node(pod.pod.status?.nominatedNodeName ?? "");
  const refusedAhead = nominated && refusalBesideRivals(nominated, pod, filters, snapshot);
  if (nominated !== undefined && refusedAhead === undefined) return { feasible: [nominated], refused: [] };
  const feasible: NodeInfo[] = [];
  const passedOver = only && {
    plugin: only.plugin,
    refusal: { code: "UnschedulableAndUnresolvable", reasons: [`node(s) didn't satisfy plugin(s) [${only.plugin}]`] } as const,
  };
  for (const node of snapshot.nodes) {
    const isAsked = only === undefined || only.nodes.has(node.name);
    const refused = node === nominated ? refusedAhead : isAsked ? refusalBesideRivals(node, pod, filters, snapshot) : passedOver;
    if (refused === undefined) feasible.push(node);
    else groups.add(node.name, refused.plugin, refused.refusal);
  }
  return { feasible, refused: groups.list };
}

function explainFailure(pod: PodInfo, preparation: Preparation, refused: readonly RefusedNodes[], snapshot: Snapshot): Unplaced {
  const refusals = { nodes: snapshot.nodes.length, refused, ofPod: preparation.refusal?.refusal };
  const base = { is: "unplaced", pod: pod.name, reasons: reasonsOf(refusals), refused } as const;
  // The scheduler prints just this message for a pod that PreFilter refused: the plugin of resource claims finds no state of its own. Preemption does not run.
  if (refusals.ofPod !== undefined) return { ...base, message: sentence(refusals, "not found"), keepsNomination: true };
  const outcome = preempt(pod, preparation, refusals, snapshot);
  if (outcome.is === "possible") return { ...base, message: sentence(refusals), preemption: outcome.preemption, keepsNomination: false };
  return {
    ...base,
    message: sentence(refusals, `no new claims to deallocate, preemption: ${outcome.message}`),
    keepsNomination: outcome.keepsNomination,
  };
}

/** One of the best nodes: the first by name, or a random one. */
function choose(scores: ScoreTable, random: (() => number) | undefined): string {
  let best: string[] = [];
  let most = -Infinity;
  scores.nodes.forEach((node, row) => {
    const total = totalOf(scores, row);
    if (total > most) [best, most] = [[node], total];
    else if (total === most && random !== undefined) best.push(node);
  });
  return best[random === undefined ? 0 : Math.floor(random() * best.length)]!;
}
