import { sort } from "../../../engine/controllers/deployment/revisions.ts";
import type { StoredDeployment, StoredReplicaSet } from "../../../engine/controllers/deployment/shape.ts";
import { byCreation } from "../../../engine/core/objects.ts";
import type { Cluster } from "../../core/cluster.ts";

/** The ReplicaSets of a Deployment: the one of its current template, and all others, oldest first. */
export function replicaSetsOf(
  deployment: StoredDeployment,
  { store }: Pick<Cluster, "store">,
): { readonly current: StoredReplicaSet | undefined; readonly old: readonly StoredReplicaSet[] } {
  const sets = [...store.controlledBy<StoredReplicaSet>(deployment.metadata.uid, "ReplicaSet")].sort(byCreation);
  const { fresh, old } = sort(deployment, sets);
  return { current: fresh, old };
}
