import { matcher } from "../../api/selector.ts";
import type { PodDisruptionBudget } from "../../schemas/generated/types.ts";
import { sentence, RefusalGroups, type Refusals } from "./explain.ts";
import type { Candidate, Preemption } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import { isEmptySelector, type PodInfo } from "./podInfo.ts";
import { imagine, type PluginRefusal, type Preparation, refusalBesideRivals } from "./preparation.ts";
import type { Snapshot } from "./snapshot.ts";

/** What evictions would do for a pod that fits nowhere. */
export type PreemptionOutcome =
  | { readonly is: "possible"; readonly preemption: Preemption }
  /** The pod keeps its nomination only if preemption was not tried. */
  | { readonly is: "no help"; readonly message: string; readonly keepsNomination: boolean };

/**
 * Finds nodes where evicting pods with lower priority would make room, as few and as unimportant ones as possible,
 * and the best of those nodes.
 */
export function preempt(pod: PodInfo, preparation: Preparation, refusals: Refusals, snapshot: Snapshot): PreemptionOutcome {
  const barred = whyBarred(pod, refusals, snapshot);
  if (barred !== undefined) return { is: "no help", message: barred, keepsNomination: true };
  const groups = new RefusalGroups();
  const found: Found[] = [];
  const curable = new Set(refusals.refused.filter(({ code }) => code === "Unschedulable").flatMap(({ nodes }) => nodes));
  for (const node of snapshot.nodes) {
    const victims = curable.has(node.name) ? victimsOn(node, pod, preparation, snapshot) : notHelpful;
    if ("refusal" in victims) groups.add(node.name, victims.plugin, victims.refusal);
    else found.push({ node: node.name, ...victims });
  }
  if (found.length > 0) return { is: "possible", preemption: { nominated: best(found).map(({ node }) => node), candidates: found.map(candidateOf) } };
  return { is: "no help", message: sentence({ nodes: snapshot.nodes.length, refused: groups.list }), keepsNomination: false };
}

const notHelpful: PluginRefusal = {
  plugin: "DefaultPreemption",
  refusal: { code: "UnschedulableAndUnresolvable", reasons: ["Preemption is not helpful for scheduling"] },
};
const noVictims: PluginRefusal = {
  plugin: "DefaultPreemption",
  refusal: { code: "UnschedulableAndUnresolvable", reasons: ["No preemption victims found for incoming pod"] },
};

/** Why preemption is not tried: the pod's `preemptionPolicy` is Never, or victims of its last preemption are still terminating. */
function whyBarred({ pod, shape }: PodInfo, { refused }: Refusals, snapshot: Snapshot): string | undefined {
  if (pod.spec?.preemptionPolicy === "Never") return "not eligible due to preemptionPolicy=Never.";
  const nominated = pod.status?.nominatedNodeName;
  if (!nominated || refused.some(({ code, nodes }) => code === "UnschedulableAndUnresolvable" && nodes.includes(nominated))) return undefined;
  const leaving = snapshot.node(nominated)?.pods.some((other) => other.shape.priority < shape.priority && isBeingPreempted(other));
  return leaving ? "not eligible due to a terminating pod on the nominated node." : undefined;
}

function isBeingPreempted({ pod }: PodInfo): boolean {
  const target = pod.metadata?.deletionTimestamp && pod.status?.conditions?.find(({ type }) => type === "DisruptionTarget");
  return target ? target.status === "True" && target.reason === "PreemptionByScheduler" : false;
}

interface Victims {
  readonly victims: readonly PodInfo[];
  readonly pdbViolations: number;
}

interface Found extends Victims {
  readonly node: string;
}

function candidateOf({ node, victims, pdbViolations }: Found): Candidate {
  return { node, victims: victims.map(({ namespace, name }) => ({ namespace, name })), pdbViolations };
}

/** Removes all pods with lower priority, then adds back as many as fit: first those whose PodDisruptionBudget would be violated, and the more important ones first. */
function victimsOn(home: NodeInfo, pod: PodInfo, { filters }: Preparation, snapshot: Snapshot): Victims | PluginRefusal {
  const node = home.copy(snapshot.resources);
  const thought = imagine(filters);
  const weaker = node.pods.filter(({ shape }) => shape.priority < pod.shape.priority);
  const remove = (victim: PodInfo): void => {
    node.remove(victim.uid);
    thought.shift(victim, node, -1);
  };
  for (const victim of weaker) remove(victim);
  if (weaker.length === 0) return noVictims;
  const refusal = refusalBesideRivals(node, pod, thought.filters, snapshot);
  if (refusal !== undefined) return refusal;

  const staysOut = (victim: PodInfo): boolean => {
    node.add(victim);
    thought.shift(victim, node, 1);
    if (refusalBesideRivals(node, pod, thought.filters, snapshot) === undefined) return false;
    remove(victim);
    return true;
  };
  const { breaking, harmless } = byBudget(weaker.sort(byImportance), [...snapshot.disruptionBudgets]);
  const broken = breaking.filter(staysOut);
  const victims = [...broken, ...harmless.filter(staysOut)].sort(byImportance);
  if (victims.length === 0) return noVictims;
  return { victims, pdbViolations: broken.length };
}

/** The most important first: by priority, then by age. */
function byImportance(a: PodInfo, b: PodInfo): number {
  return b.shape.priority - a.shape.priority || startOf(a) - startOf(b) || 0;
}

/** When a pod started, in milliseconds; a pod that has not counts as the youngest of all. */
function startOf({ pod }: PodInfo): number {
  const start = Date.parse(pod.status?.startTime ?? "");
  return Number.isNaN(start) ? Number.MAX_SAFE_INTEGER : start;
}

/** Separates pods whose eviction would violate a PodDisruptionBudget from the others. The allowed disruptions are used up in order. */
function byBudget(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): { breaking: PodInfo[]; harmless: PodInfo[] } {
  const left = budgets.map(({ metadata, spec, status }) => ({
    namespace: metadata?.namespace || "default",
    selects: spec?.selector === undefined || isEmptySelector(spec.selector) ? () => false : matcher(spec.selector),
    disrupted: new Set(Object.keys(status?.disruptedPods ?? {})),
    allowed: status?.disruptionsAllowed ?? 0,
  }));
  const breaks = ({ name, namespace, shape }: PodInfo): boolean => {
    if (Object.keys(shape.labels).length === 0) return false;
    const own = left.filter((budget) => budget.namespace === namespace && !budget.disrupted.has(name) && budget.selects(shape.labels));
    for (const budget of own) budget.allowed--;
    return own.some(({ allowed }) => allowed < 0);
  };
  const [breaking, harmless]: [PodInfo[], PodInfo[]] = [[], []];
  for (const pod of pods) (breaks(pod) ? breaking : harmless).push(pod);
  return { breaking, harmless };
}

/** The criteria that are compared in order until one candidate is left. Less is better. */
const costs: readonly ((candidate: Found) => number)[] = [
  ({ pdbViolations }) => pdbViolations,
  ({ victims }) => victims[0]!.shape.priority,
  ({ victims }) => victims.reduce((sum, { shape }) => sum + shape.priority + 2 ** 31, 0),
  ({ victims }) => victims.length,
  ({ victims }) => -Math.min(...victims.filter(({ shape }) => shape.priority === victims[0]!.shape.priority).map(startOf)),
];

function best(candidates: readonly Found[]): readonly Found[] {
  return costs.reduce((left, cost) => {
    const least = Math.min(...left.map(cost));
    return left.filter((candidate) => cost(candidate) === least);
  }, candidates);
}
