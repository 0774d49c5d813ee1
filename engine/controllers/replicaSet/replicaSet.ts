import type { Controller, Sync, View } from "../../core/controller.ts";
import { isActive, isTerminating, type StoredPod } from "../../core/pods.ts";
import { selectorFromMap } from "../../../api/selector.ts";
import type { LabelSelector } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import type { Change } from "../../core/store.ts";
import { claim } from "../claim.ts";
import { ownOrOwnersOf } from "../concerns.ts";
import { manage } from "./manage.ts";
import { nextLook, writeStatus } from "./status.ts";
import type { ReplicaOwner } from "./shape.ts";

/** The ReplicaSet controller: keeps `spec.replicas` pods. */
export const replicaSetController = replicaController("replicaset-controller", "ReplicaSet", (owner) => owner.spec.selector);

/** The ReplicationController controller: the same, but the selector is a plain map. */
export const replicationController = replicaController("replication-controller", "ReplicationController", (owner) =>
  selectorFromMap(owner.spec.selector as Readonly<Record<string, string>> | undefined),
);

/** Its own status writes need no sync, unless something was refused: then it tries again. */
function isOwnReport({ before, after }: Change<ReplicaOwner>): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    after.kind !== ("Pod" as string) &&
    before.spec === after.spec &&
    before.metadata.labels === after.metadata.labels &&
    before.metadata.deletionTimestamp === after.metadata.deletionTimestamp &&
    !findCondition(after.status.conditions, "ReplicaFailure")
  );
}

function replicaController(name: string, kind: ReplicaOwner["kind"], selectorOf: (owner: ReplicaOwner) => LabelSelector | undefined): Controller {
  function* syncOwner(owner: ReplicaOwner, view: View): Sync {
    const selector = selectorOf(owner);
    const pods = yield* claim<StoredPod>({ owner, kind: "Pod", selector, fits: isActive }, view);
    const failure = isTerminating(owner) ? undefined : yield* manage(owner, pods, view);
    yield* writeStatus(owner, pods, selector, failure, view);
    return failure ? { retry: failure.message } : nextLook(owner, pods, view.now);
  }
  return {
    name,
    watches: [kind, "Pod"],
    worksFor: kind,
    concerns: (change, view) =>
      isOwnReport(change as Change<ReplicaOwner>) ? [] : ownOrOwnersOf(change, kind, view, (owner) => selectorOf(owner as ReplicaOwner)),
    sync(ref, view) {
      const owner = view.store.get<ReplicaOwner>(ref);
      return owner && syncOwner(owner, view);
    },
  };
}
