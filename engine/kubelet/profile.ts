import type { Millis } from "../core/objects.ts";
import type { PodBehaviour } from "../processes/behaviour.ts";
import type { WhatIf } from "../processes/whatIf.ts";

/** How long actions take on a node, and which faults there are. */
export interface KubeletProfile {
  /** Time to pull an image that the node does not have. */
  readonly pullMillis: Millis;
  /** Time from the pulled image to a running process. */
  readonly startMillis: Millis;
  /** Time from a running process to one that answers its probes. */
  readonly warmUpMillis: Millis;
  /** Time from SIGTERM to the end, limited by the grace period. */
  readonly stopMillis: Millis;
  /** How long a pod works that runs to completion, such as a Job's. */
  readonly workMillis: Millis;
  /** The largest relative variation of each duration from pod to pod. */
  readonly spread: number;
  readonly faults: readonly Fault[];
  /** Whether unknown images run as root. */
  readonly imagesRunAsRoot?: boolean;
  /** What the scenario states about processes and images. */
  readonly stated?: readonly Statement[];
  /** The what-ifs of containers, in addition to their behaviour. */
  readonly whatIfs?: readonly ContainerWhatIf[];
}

/** A what-if about a container, or its image, in the pods of an owner or a revision, by its key (`web#2`), or in a pod by its name. */
export type ContainerWhatIf = WhatIf & { readonly of: string; readonly container: string };

/** What the pods of an owner or a revision do, by its key (`web#2`), or a pod by its name. */
export interface Statement extends PodBehaviour {
  readonly of: string;
}

/** What goes wrong with the pods of an owner or a revision, by its key (`web#2`). */
export type Fault =
  | { readonly of: string; readonly is: "crash"; readonly afterMillis: Millis }
  | { readonly of: string; readonly is: "never-ready" }
  | { readonly of: string; readonly is: "slow"; readonly warmUpMillis: Millis };

/** Times of an ordinary node, without faults. */
export const ordinaryKubelet: KubeletProfile = {
  pullMillis: 4000,
  startMillis: 1000,
  warmUpMillis: 2000,
  stopMillis: 3000,
  workMillis: 20_000,
  spread: 0.25,
  faults: [],
};
