import type { Container } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { Cluster } from "../../core/cluster.ts";

/** What a command in a container printed, and its code. */
export interface Ran {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code: number;
}

/** A place in a cluster: a container of a pod. */
export interface Inside {
  readonly cluster: Cluster;
  readonly pod: StoredPod;
  readonly container: Container;
}
