import type { Container } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { Cluster } from "../../core/cluster.ts";

/** A place in a cluster: a container of a pod. */
export interface Inside {
  readonly cluster: Pick<Cluster, "store" | "containers">;
  readonly pod: StoredPod;
  readonly container: Container;
}
