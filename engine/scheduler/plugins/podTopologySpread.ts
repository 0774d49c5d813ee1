import { matcher } from "../../../api/selector.ts";
import type { LabelSelector, Toleration, TopologySpreadConstraint } from "../../../schemas/generated/types.ts";
import type { Refusal } from "../../core/decision.ts";
import type { NodeGroup, NodeFilter, NodeScorer, Plugin, Range } from "../framework.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import { type NodeMatcher, requiredNodes, untoleratedTaint } from "../nodeSelector.ts";
import { groupByDomain } from "../grouping.ts";
import { maxScore } from "../normalise.ts";
import type { CountedNode, DomainCount, PodCount } from "../podCount.ts";
import { isEmptySelector, type PodInfo, type PodShape } from "../podInfo.ts";
import type { Snapshot } from "../snapshot.ts";

const hostname = "kubernetes.io/hostname";
const zone = "topology.kubernetes.io/zone";

const tooMany: Refusal = { code: "Unschedulable", reasons: ["node(s) didn't match pod topology spread constraints"] };
const noDomain: Refusal = {
  code: "UnschedulableAndUnresolvable",
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
};

/**
 * Spreads pods over domains: strictly where a constraint says DoNotSchedule, else as a preference.
 * Pods behind a Service or a controller have such preferences by default.
 */
export const podTopologySpread: Plugin = {
  name: "PodTopologySpread",
  weight: 2,
  filter: (pod, snapshot) => {
    const constraints = constraintsOf(pod, "DoNotSchedule", snapshot);
    return constraints.length === 0
      ? undefined
      : strictly(
          counted(constraints, (node) => hasKeys(node, constraints)),
          snapshot,
        );
  },
  score: (pod, snapshot) => {
    const own = constraintsOf(pod, "ScheduleAnyway", snapshot);
    if (own.length > 0) return preferably(own, (node) => hasKeys(node, own));
    const byDefault = defaultsFor(pod, snapshot);
    return byDefault.length === 0 ? undefined : preferably(byDefault, () => true);
  },
};

/** A constraint that is prepared for one pod. */
interface Constraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selects: (shape: PodShape) => boolean;
  /** Pods that are spread over these domains. */
  readonly pods: PodCount;
  /** Whether the pod to be placed is one of those. */
  readonly selectsItself: boolean;
  /** Whether the node's pods are counted. */
  readonly includes: (node: CountedNode) => boolean;
}

function constraintsOf(pod: PodInfo, action: string, snapshot: Snapshot): Constraint[] {
  const constraints = pod.pod.spec?.topologySpreadConstraints ?? [];
  return constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action).map((constraint) => prepare(constraint, pod, snapshot));
}

/** The default constraints for pods of a Service or a controller that have none themselves. */
function defaultsFor(pod: PodInfo, snapshot: Snapshot): Constraint[] {
  if ((pod.pod.spec?.topologySpreadConstraints ?? []).length > 0) return [];
  const labelSelector = snapshot.owners.selectorFor(pod.shape);
  if (labelSelector === undefined) return [];
  return [
    { topologyKey: hostname, maxSkew: 3, labelSelector },
    { topologyKey: zone, maxSkew: 5, labelSelector },
  ].map((constraint) => prepare(constraint, pod, snapshot));
}

function prepare(constraint: TopologySpreadConstraint, { pod, shape }: PodInfo, snapshot: Snapshot): Constraint {
  const { topologyKey = "", maxSkew = 1, minDomains = 1, nodeAffinityPolicy = "Honor", nodeTaintsPolicy = "Ignore" } = constraint;
  const selector = withLabelKeys(constraint, shape);
  const selectsLabels = matcher(selector);
  const isEmpty = selector !== undefined && isEmptySelector(selector);
  const { namespace } = shape;
  const wanted = nodeAffinityPolicy === "Honor" ? requiredNodes(pod) : undefined;
  const tolerations = nodeTaintsPolicy === "Honor" ? (pod.spec?.tolerations ?? []) : undefined;
  return {
    topologyKey,
    maxSkew,
    minDomains,
    selects: (other) => other.namespace === namespace && selectsLabels(other.labels),
    // Terminating pods do not count, and an empty selector counts no pod.
    pods: snapshot.tally(
      `spread ${namespace} ${JSON.stringify(selector)}`,
      (other) => !isEmpty && !other.terminating && other.namespace === namespace && selectsLabels(other.labels),
    ),
    selectsItself: selectsLabels(shape.labels),
    includes: (node) => isIncluded(node, wanted, tolerations),
  };
}

/** The selector narrowed by the pod's own values of `matchLabelKeys`. */
function withLabelKeys({ labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint, { labels }: PodShape): LabelSelector | undefined {
  const keys = matchLabelKeys.filter((key) => Object.hasOwn(labels, key));
  if (labelSelector === undefined || keys.length === 0) return labelSelector;
  const own = keys.map((key) => ({ key, operator: "In", values: [labels[key]!] }));
  return { ...labelSelector, matchExpressions: [...own, ...(labelSelector.matchExpressions ?? [])] };
}

function isIncluded(node: CountedNode, wanted: NodeMatcher | undefined, tolerations: readonly Toleration[] | undefined): boolean {
  return (wanted === undefined || wanted(node)) && (tolerations === undefined || untoleratedTaint(node.taints, tolerations) === undefined);
}

function hasKeys({ labels }: CountedNode, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ topologyKey }) => labels[topologyKey] !== undefined);
}

interface Counted {
  readonly constraint: Constraint;
  readonly count: DomainCount;
}

/** Counts each constraint's pods by domain, over the nodes that are compared and that the constraint includes. */
function counted(constraints: readonly Constraint[], compares: (node: CountedNode) => boolean): Counted[] {
  return constraints.map((constraint) => ({
    constraint,
    count: constraint.pods.among(constraint.topologyKey, (node) => compares(node) && constraint.includes(node)),
  }));
}

/** Refuses nodes whose domain would exceed the emptiest domain by more than `maxSkew`. */
function strictly(all: readonly Counted[], snapshot: Snapshot): NodeFilter {
  const test = ({ labels }: NodeInfo): Refusal | undefined => {
    for (const { constraint, count } of all) {
      const domain = labels[constraint.topologyKey];
      if (domain === undefined) return noDomain;
      const fewest = count.domains.size < constraint.minDomains ? 0 : count.fewest;
      if (count.at(domain) + (constraint.selectsItself ? 1 : 0) - fewest > constraint.maxSkew) return tooMany;
    }
    return undefined;
  };
  return {
    test,
    grouping: groupByDomain(
      all.map(({ count }) => count),
      snapshot,
    ),
    copy: () => {
      const copies = all.map(({ constraint, count }) => ({ constraint, count: count.copy() }));
      const constraints = all.map(({ constraint }) => constraint);
      return {
        ...strictly(copies, snapshot),
        shift: (pod, node, by) => {
          if (!hasKeys(node, constraints)) return;
          for (const { constraint, count } of copies) if (constraint.selects(pod.shape)) count.shift(node, by);
        },
      };
    },
  };
}

/** Prefers nodes whose domains have few of the pods. */
function preferably(constraints: readonly Constraint[], compares: (node: CountedNode) => boolean): NodeScorer {
  const all = counted(constraints, compares);
  const own = constraints.filter(({ topologyKey }) => topologyKey === hostname);
  const podsAt = (node: NodeInfo, { constraint: { topologyKey, pods }, count }: Counted): number | undefined => {
    const domain = node.labels[topologyKey];
    if (domain === undefined) return undefined;
    return topologyKey === hostname ? pods.on(node) : count.at(domain);
  };
  return {
    among: (feasible) => {
      const weights = weightsAmong(
        feasible.filter(({ node }) => compares(node)),
        constraints,
      );
      return (node) => {
        if (!compares(node)) return undefined;
        let sum = 0;
        for (let i = 0; i < all.length; i++) {
          const pods = podsAt(node, all[i]!);
          if (pods !== undefined) sum += pods * weights[i]! + (all[i]!.constraint.maxSkew - 1);
        }
        return Math.round(sum);
      };
    },
    normalise: fewerIsMore,
    grouping: {
      of: (node) => {
        let places = compares(node) ? "" : "!";
        for (const { topologyKey } of constraints)
          places += topologyKey === hostname ? (node.labels[hostname] === undefined ? "-" : "+") : `=${node.labels[topologyKey] ?? ""}\n`;
        return places;
      },
      now: (node) => (own.length === 1 ? own[0]!.pods.on(node) : own.map(({ pods }) => pods.on(node)).join()),
    },
  };
}

/** The weight grows with the number of domains, so that small differences between nodes count beside those between zones. */
function weightsAmong(nodes: readonly NodeGroup[], constraints: readonly Constraint[]): number[] {
  return constraints.map(({ topologyKey }) => {
    const domains =
      topologyKey === hostname ? nodes.reduce((sum, { size }) => sum + size, 0) : new Set(nodes.map(({ node }) => node.labels[topologyKey])).size;
    return Math.log(domains + 2);
  });
}

function fewerIsMore(rating: number, { least, greatest }: Range): number {
  return greatest === 0 ? maxScore : Math.trunc((maxScore * (greatest + least - rating)) / greatest);
}
