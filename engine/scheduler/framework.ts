import type { Refusal } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import type { Snapshot } from "./snapshot.ts";

/** A filter made ready for one pod: what its plugin says about each node. */
export interface NodeFilter {
  readonly test: (node: NodeInfo) => Refusal | undefined;
  /** The answer hangs on the node alone, whatever runs there. */
  readonly fixed?: true;
  /** The only nodes worth asking, where the plugin knows them beforehand. */
  readonly only?: ReadonlySet<string>;
  /** Present where the answer depends on pods on other nodes: one node then answers for all nodes that are alike. */
  readonly grouping?: Grouping;
  /** The same filter in a hypothetical cluster, where `shift` can add and remove pods. Absent where pods elsewhere do not matter. */
  readonly copy?: () => NodeFilter & { readonly shift: (pod: PodInfo, node: NodeInfo, by: 1 | -1) => void };
}

/** Which nodes are alike: those of which it says the same get the same answer. */
export interface Grouping {
  /** What stays, such as the node's zone. */
  readonly of: (node: NodeInfo) => Mark;
  /** What changes as pods come and go on this very node, such as how many of a kind it has. */
  readonly now?: (node: NodeInfo) => Mark;
}

/** What two nodes are compared by. */
export type Mark = number | string;

/** A score made ready for one pod: on each node for itself, or among nodes. */
export type NodeScorer = AbsoluteScorer | RelativeScorer;

/** The score hangs on the node and the pods on it alone. */
export interface AbsoluteScorer {
  /** A whole number from 0 to 100. */
  readonly rate: (node: NodeInfo) => number;
}

/** Ratings are compared among the nodes that fit, and brought to 0 to 100 afterwards. */
export interface RelativeScorer {
  /** How nodes are rated, given those that fit. Nothing for a node that is not compared; it scores 0. */
  readonly among: (feasible: readonly NodeGroup[]) => (node: NodeInfo) => number | undefined;
  readonly normalise: (rating: number, range: Range) => number;
  /** Nodes that are alike by it have the same rating. */
  readonly grouping: Grouping;
}

/** The least and the greatest rating among the nodes that fit. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

/** Nodes that fit and are alike to every scorer that compares nodes: a representative, and how many they are. */
export interface NodeGroup {
  readonly node: NodeInfo;
  readonly size: number;
}

/**
 * A rule of the scheduler: a record of the extension points at which it has something to say.
 * What is prepared for a pod serves every pod that equals it for as long as the nodes stay as they are: counts of other pods are read live.
 */
export interface Plugin {
  /** As Kubernetes names it; decisions quote it. */
  readonly name: string;
  /** What its score counts for. */
  readonly weight?: number;
  /** Why the pod is not even queued. */
  readonly preEnqueue?: (pod: PodInfo) => string | undefined;
  /** Prepares a filter; nothing where every node will do, a refusal where none will. */
  readonly filter?: (pod: PodInfo, snapshot: Snapshot) => NodeFilter | Refusal | undefined;
  /** Prepares a score; nothing where the plugin has no opinion. */
  readonly score?: (pod: PodInfo, snapshot: Snapshot) => NodeScorer | undefined;
}
