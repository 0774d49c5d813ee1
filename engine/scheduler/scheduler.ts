import type { KubernetesObject } from "../../api/object.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import { sentence, Verdict } from "./explain.ts";
import {
  type Decision,
  type Placed,
  type Preemption,
  type RefusedNodes,
  type ScoreTable,
  type Skipped,
  totalOf,
  type Unplaced,
} from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import { uidOf } from "./podInfo.ts";
import { preempt } from "./preemption.ts";
import { type Preparation, refusalBesideRivals } from "./preparation.ts";
import { plugins } from "./plugins/index.ts";
import { assumeVolumes } from "./plugins/volumeBinding.ts";
import { scoreNodes } from "./scoring.ts";
import { SharedWork } from "./sharedWork.ts";
import { Snapshot } from "./snapshot.ts";
import { Volumes } from "./volumes.ts";

export interface SchedulerOptions {
  /** Whether decisions carry what was said about every node. Without, equal pods share their work, and a big cluster is placed quickly. */
  readonly explain?: boolean;
  /** Draws lots among equally good nodes, from 0 to below 1. Without, the first by name wins. */
  readonly random?: () => number;
}

/** Places pods one after the other, and remembers where it put them before anybody has bound them. */
export interface Scheduler {
  readonly snapshot: Snapshot;
  /** Learns of an object, new or changed. Kinds that do not matter to placing pods are passed over. */
  readonly set: (object: KubernetesObject) => void;
  /** An object is gone. */
  readonly remove: (object: KubernetesObject) => void;
  /** Where the pod would go now, and why. Changes nothing. */
  readonly decide: (pod: Pod) => Decision;
  /** Counts the pod as running on a node, its volumes as bound. */
  readonly assume: (pod: Pod, node: string) => void;
  /** Takes back what was assumed about a pod. */
  readonly forget: (pod: Pod) => void;
  /** Decides and assumes what was decided. */
  readonly schedule: (pod: Pod) => Decision;
  /** Takes the victims of a preemption off the node at once, and lets the pod hold the room against weaker ones. */
  readonly carryOut: (pod: Pod, node: string, preemption: Preemption) => void;
}

/** A scheduler of the default profile that knows nothing yet. */
export function createScheduler({ explain = true, random }: SchedulerOptions = {}): Scheduler {
  const snapshot = new Snapshot();
  const shared = new SharedWork(snapshot);

  const decide = (info: PodInfo): Decision => {
    const skipped = skip(info);
    if (skipped !== undefined) return skipped;
    if (explain || random !== undefined) return decideFully(info, shared.prepare(info), snapshot, random);
    const node = shared.bestNode(info);
    if (node !== undefined) return { is: "placed", pod: info.name, node: node.name };
    return shared.failureOf(info) ?? decideBriefly(info, shared, snapshot);
  };
  const assume = (info: PodInfo, node: string): void => {
    const home = snapshot.node(node);
    snapshot.clearNomination(info.uid);
    snapshot.addPod(info, node);
    if (home !== undefined && info.shape.volumes.length > 0) assumeVolumes(info, home, snapshot.volumes);
  };
  return {
    snapshot,
    set: (object) => learn(object, snapshot),
    remove: (object) => unlearn(object, snapshot),
    decide: (pod) => decide(snapshot.infoOf(pod)),
    assume: (pod, node) => assume(snapshot.infoOf(pod), node),
    forget: (pod) => snapshot.removePod(uidOf(pod)),
    schedule: (pod) => {
      const info = snapshot.infoOf(pod);
      const decision = decide(info);
      if (decision.is === "placed") assume(info, decision.node);
      if (decision.is === "unplaced" && !decision.keepsNomination) snapshot.clearNomination(info.uid);
      return decision;
    },
    carryOut: (pod, node, { candidates }) => {
      const info = snapshot.infoOf(pod);
      const victims = candidates.find((candidate) => candidate.node === node)?.victims ?? [];
      const isVictim = ({ namespace, name }: PodInfo): boolean => victims.some((victim) => victim.namespace === namespace && victim.name === name);
      for (const { uid } of snapshot.node(node)?.pods.filter(isVictim) ?? []) snapshot.removePod(uid);
      for (const rival of snapshot.nominatedTo(node)) if (rival.shape.priority < info.shape.priority) snapshot.clearNomination(rival.uid);
    },
  };
}

/** Pods that the scheduler does not even try. */
function skip(info: PodInfo): Skipped | undefined {
  const { pod, name } = info;
  const { nodeName, schedulerName } = pod.spec ?? {};
  if (nodeName) return { is: "skipped", pod: name, because: "bound", node: nodeName };
  if (schedulerName && schedulerName !== "default-scheduler") return { is: "skipped", pod: name, because: "another scheduler's" };
  if (pod.metadata?.deletionTimestamp) return { is: "skipped", pod: name, because: "terminating" };
  for (const { preEnqueue } of plugins) {
    const message = preEnqueue?.(info);
    if (message !== undefined) return { is: "skipped", pod: name, because: "gated", message };
  }
  return undefined;
}

/** The plain path: asks every node, and says what each one said. */
export function decideFully(pod: PodInfo, preparation: Preparation, snapshot: Snapshot, random?: () => number): Placed | Unplaced {
  if (snapshot.nodes.length === 0)
    return { is: "unplaced", pod: pod.name, message: "no nodes available to schedule pods", refused: [], keepsNomination: true };
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
  const verdict = new Verdict();
  if (refusal !== undefined) {
    for (const { name } of snapshot.nodes) verdict.add(name, refusal.plugin, refusal.refusal);
    return { feasible: [], refused: verdict.list };
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
    else verdict.add(node.name, refused.plugin, refused.refusal);
  }
  return { feasible, refused: verdict.list };
}

function explainFailure(pod: PodInfo, preparation: Preparation, refused: readonly RefusedNodes[], snapshot: Snapshot): Unplaced {
  const verdicts = { nodes: snapshot.nodes.length, refused, ofPod: preparation.refusal?.refusal };
  const base = { is: "unplaced", pod: pod.name, refused } as const;
  // Asked about a pod that was refused outright, the plugin of resource claims misses its own notes, and says just this before preemption has its turn.
  if (verdicts.ofPod !== undefined) return { ...base, message: sentence(verdicts, "not found"), keepsNomination: true };
  const outcome = preempt(pod, preparation, verdicts, snapshot);
  if (outcome.is === "possible") return { ...base, message: sentence(verdicts), preemption: outcome.preemption, keepsNomination: false };
  return {
    ...base,
    message: sentence(verdicts, `no new claims to deallocate, preemption: ${outcome.message}`),
    keepsNomination: outcome.keepsNomination,
  };
}

/** One of the best nodes: the first by name, or by lot. */
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

/** The plain path without its explanations, for pods that cannot share their work, and those that fit nowhere. */
function decideBriefly(pod: PodInfo, shared: SharedWork, snapshot: Snapshot): Decision {
  const decision = decideFully(pod, shared.prepare(pod), snapshot);
  if (decision.is === "placed") return { is: "placed", pod: decision.pod, node: decision.node };
  const { refused: _, ...brief } = decision;
  shared.remember(pod, brief);
  return brief;
}

function learn(object: KubernetesObject, snapshot: Snapshot): void {
  const kind = object.kind ?? "";
  if (kind === "Pod") learnOfPod(object, snapshot);
  else if (kind === "Node") snapshot.setNode(object);
  else if (kind === "Namespace") snapshot.setNamespace(object);
  else if (kind === "PodDisruptionBudget") snapshot.setBudget(object);
  else if (snapshot.owners.set({ ...object, kind })) snapshot.startEpoch();
  else if (Volumes.isKind(kind)) {
    snapshot.volumes.set(kind, object);
    snapshot.startEpoch();
  }
}

function learnOfPod(pod: Pod, snapshot: Snapshot): void {
  const { nodeName } = pod.spec ?? {};
  const { phase, nominatedNodeName } = pod.status ?? {};
  const info = snapshot.infoOf(pod);
  if (phase === "Succeeded" || phase === "Failed") {
    snapshot.removePod(info.uid);
    snapshot.clearNomination(info.uid);
  } else if (nodeName) {
    snapshot.clearNomination(info.uid);
    snapshot.addPod(info, nodeName);
  } else if (nominatedNodeName) snapshot.nominate(info, nominatedNodeName);
  else snapshot.clearNomination(info.uid);
}

function unlearn(object: KubernetesObject, snapshot: Snapshot): void {
  const kind = object.kind ?? "";
  const { name = "", namespace } = object.metadata ?? {};
  if (kind === "Pod") {
    snapshot.removePod(uidOf(object));
    snapshot.clearNomination(uidOf(object));
  } else if (kind === "Node") snapshot.removeNode(name);
  else if (kind === "Namespace") snapshot.removeNamespace(name);
  else if (kind === "PodDisruptionBudget") snapshot.removeBudget(object);
  else if (snapshot.owners.remove(kind, namespace || "default", name)) snapshot.startEpoch();
  else if (Volumes.isKind(kind)) {
    snapshot.volumes.remove(kind, namespace, name);
    snapshot.startEpoch();
  }
}
