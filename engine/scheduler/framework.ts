import type { Refusal } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import type { Snapshot } from "./snapshot.ts";

/** A filter that is prepared for one pod: its plugin's answer for each node. */
export interface NodeFilter {
  readonly test: (node: NodeInfo) => Refusal | undefined;
  /** Whether the answer depends on the node alone, and not on its pods. */
  readonly fixed?: true;
  /** The only nodes to ask, if the plugin knows them beforehand. */
  readonly only?: ReadonlySet<string>;
  /** Present if the answer depends on pods on other nodes: one node then answers for all equivalent nodes. */
  readonly grouping?: Grouping;
  /** The same filter in a hypothetical cluster, where `shift` can add and remove pods. Absent where pods elsewhere do not matter. */
  readonly copy?: () => NodeFilter & { readonly shift: (pod: PodInfo, node: NodeInfo, by: 1 | -1) => void };
}

/** Which nodes are equivalent: nodes with equal marks get the same answer. */
export interface Grouping {
  /** The constant mark, such as the node's zone. */
  readonly of: (node: NodeInfo) => Mark;
  /** The mark that changes with the pods on the node, such as their number. */
  readonly now?: (node: NodeInfo) => Mark;
}

/** The value by which two nodes are compared. */
export type Mark = number | string;

/** A score that is prepared for one pod: absolute for each node, or relative among nodes. */
export type NodeScorer = AbsoluteScorer | RelativeScorer;

/** The score depends only on the node and its pods. */
export interface AbsoluteScorer {
  /** A whole number from 0 to 100. */
  readonly rate: (node: NodeInfo) => number;
}

/** Ratings are compared among the nodes that fit, and then normalized to 0 to 100. */
export interface RelativeScorer {
  /** How nodes are rated, given those that fit. Nothing for a node that is not compared; it scores 0. */
  readonly among: (feasible: readonly NodeGroup[]) => (node: NodeInfo) => number | undefined;
  readonly normalise: (rating: number, range: Range) => number;
  /** Nodes with equal marks have the same rating. */
  readonly grouping: Grouping;
}

/** The least and the greatest rating among the nodes that fit. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

/** Nodes that fit and are equivalent for every relative score: a representative, and their number. */
export interface NodeGroup {
  readonly node: NodeInfo;
  readonly size: number;
}

/**
 * A scheduler plugin: a record of the extension points that it implements.
 * What it prepares for a pod serves all equal pods while the nodes do not change. Counts of other pods are read live.
 */
export interface Plugin {
  /** Its name in Kubernetes, which decisions quote. */
  readonly name: string;
  /** The weight of its score. */
  readonly weight?: number;
  /** Why the pod is not even queued. */
  readonly preEnqueue?: (pod: PodInfo) => string | undefined;
  /** Prepares a filter. Returns nothing if every node fits, and a refusal if none does. */
  readonly filter?: (pod: PodInfo, snapshot: Snapshot) => NodeFilter | Refusal | undefined;
  /** Prepares a score. Returns nothing if the plugin does not score this pod. */
  readonly score?: (pod: PodInfo, snapshot: Snapshot) => NodeScorer | undefined;
}
