import type { KubernetesObject } from "../../api/object.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import { decideFully } from "./decide.ts";
import type { Decision, Preemption, Skipped } from "../core/decision.ts";
import { learn, unlearn } from "./learn.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import { plugins } from "./plugins/index.ts";
import { assumeVolumes } from "./plugins/volumeBinding.ts";
import { type Preparation, refusalBesideRivals } from "./preparation.ts";
import { SharedWork } from "./sharedWork.ts";
import { Snapshot } from "./snapshot.ts";

/** How a scheduler decides. */
export interface SchedulerOptions {
  /** Whether decisions explain every node. Without explanations equal pods share their work, so that a big cluster is placed quickly. */
  readonly explain?: boolean;
  /** A random source (0 to below 1) that chooses among equally good nodes. Without it the first by name wins. */
  readonly random?: () => number;
}

/** Places pods one after the other, and assumes its decisions before the pods are bound. */
export interface Scheduler {
  readonly snapshot: Snapshot;
  /** Adds or updates an object. Kinds that do not matter to placing pods are ignored. */
  readonly set: (object: KubernetesObject) => void;
  /** Removes an object. */
  readonly remove: (object: KubernetesObject) => void;
  /** Where the pod would go now, and why. It changes nothing. */
  readonly decide: (pod: Pod) => Decision;
  /** Counts the pod as running on a node, its volumes as bound. */
  readonly assume: (pod: Pod, node: string) => void;
  /** Undoes the assumption about a pod. */
  readonly forget: (pod: Pod) => void;
  /** Decides and assumes what was decided. */
  readonly schedule: (pod: Pod) => Decision;
  /** Removes the victims of a preemption from the node at once, and reserves the room for the pod against pods with lower priority. */
  readonly carryOut: (pod: Pod, node: string, preemption: Preemption) => void;
}

/** A scheduler with the default profile and without objects. */
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
    forget: (pod) => {
      const info = snapshot.infoOf(pod);
      snapshot.removePod(info.uid);
      snapshot.volumes.release(info);
    },
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

/** The plain path without its explanations, for pods that cannot share their work, and those that fit nowhere. */
function decideBriefly(pod: PodInfo, shared: SharedWork, snapshot: Snapshot): Decision {
  const preparation = shared.prepare(pod);
  const only = onlyNode(preparation, snapshot);
  if (only && refusalBesideRivals(only, pod, preparation.filters, snapshot) === undefined) return { is: "placed", pod: pod.name, node: only.name };
  const decision = decideFully(pod, preparation, snapshot);
  if (decision.is === "placed") return { is: "placed", pod: decision.pod, node: decision.node };
  const { refused: _, ...brief } = decision;
  shared.remember(pod, brief);
  return brief;
}

/** The only node for a pod such as a DaemonSet's: if it fits there, no other node must be asked. */
function onlyNode({ only, refusal }: Preparation, snapshot: Snapshot): NodeInfo | undefined {
  const [name, ...others] = only && refusal === undefined ? only.nodes : [];
  return name === undefined || others.length > 0 ? undefined : snapshot.node(name);
}
