/**
 * Why a plugin refuses a node. Evictions may help against `Unschedulable`, but never against `UnschedulableAndUnresolvable`:
 * preemption considers only nodes with the first code.
 */
export interface Refusal {
  readonly code: "Unschedulable" | "UnschedulableAndUnresolvable";
  /** In the scheduler's own words, such as `Insufficient cpu`. */
  readonly reasons: readonly string[];
  /** The resources of which the node has too little left, if that is the reason. */
  readonly scarce?: readonly string[];
}

/** The result of one attempt to place a pod. Plain data. */
export type Decision = Placed | Unplaced | Skipped;

/** The pod gets a node. */
export interface Placed {
  readonly is: "placed";
  readonly pod: string;
  readonly node: string;
  /** Absent if the scheduler runs without explanations. */
  readonly scores?: ScoreTable;
  readonly refused?: readonly RefusedNodes[];
}

/** No node fits the pod. */
export interface Unplaced {
  readonly is: "unplaced";
  readonly pod: string;
  /** The message of the event and of the condition PodScheduled: `0/5 nodes are available: 3 Insufficient cpu, …`. */
  readonly message: string;
  /** The part of the message that counts nodes by reason: `3 Insufficient cpu`. */
  readonly reasons: string;
  readonly refused?: readonly RefusedNodes[];
  /** Whether the pod keeps its `nominatedNodeName`. */
  readonly keepsNomination: boolean;
  /** What evictions would do. Absent if evictions do not help. */
  readonly preemption?: Preemption;
}

/** The scheduler did not try to place the pod. */
export interface Skipped {
  readonly is: "skipped";
  readonly pod: string;
  readonly because: "bound" | "gated" | "terminating" | "another scheduler's";
  readonly node?: string;
  readonly message?: string;
}

/** The weighted score of every node that fits, by plugin. All rows are in one array, since there may be many thousands. */
export interface ScoreTable {
  readonly nodes: readonly string[];
  readonly plugins: readonly string[];
  /** `weighted[node * plugins.length + plugin]`. */
  readonly weighted: Int16Array;
}

/** Nodes that the same plugin refuses for the same reasons. */
export interface RefusedNodes extends Refusal {
  readonly plugin: string;
  readonly nodes: readonly string[];
}

/** The nodes that evictions would free for a pod. */
export interface Preemption {
  /** The best candidates. There is more than one only if they are equal in everything that is compared. */
  readonly nominated: readonly string[];
  readonly candidates: readonly Candidate[];
}

/** A node that evictions would free. */
export interface Candidate {
  readonly node: string;
  /** Names of pods, the most important first. */
  readonly victims: readonly PodName[];
  readonly pdbViolations: number;
}

/** The name of a pod and its namespace. */
export interface PodName {
  readonly namespace: string;
  readonly name: string;
}

/** The total of a row of a score table. */
export function totalOf({ plugins, weighted }: ScoreTable, row: number): number {
  let total = 0;
  for (let i = row * plugins.length, end = i + plugins.length; i < end; i++) total += weighted[i]!;
  return total;
}
