import type { Controller, Sync, View } from "../../core/controller.ts";
import type { Key } from "../../core/objects.ts";
import { isTerminating } from "../../core/pods.ts";
import type { Change } from "../../core/store.ts";
import { claim } from "../claim.ts";
import { ownOrOwnersOf } from "../concerns.ts";
import { oldPodsRun, startNew, stopOld } from "./recreate.ts";
import { create, forget, prepare, sort } from "./revisions.ts";
import { roll } from "./rolling.ts";
import { follow, type Sets, wasScaled } from "./scaling.ts";
import type { StoredDeployment, StoredReplicaSet } from "./shape.ts";
import { isComplete, writePause, writeRolloutStatus, writeStatus } from "./status.ts";

/** The Deployment controller: scales ReplicaSets from one revision to the next. It never changes pods; the ReplicaSet controller does. */
export const deploymentController: Controller = {
  name: "deployment-controller",
  watches: ["Deployment", "ReplicaSet", "Pod"],
  worksFor: "Deployment",
  concerns,
  sync(ref, view) {
    const deployment = view.store.get<StoredDeployment>(ref);
    return deployment && syncDeployment(deployment, view);
  },
};

/** Only the deletion of the last pod during a Recreate concerns a Deployment. */
function concerns(change: Change, view: View): Key[] {
  if ((change.after ?? change.before)!.kind !== "Pod") return ownOrOwnersOf(change, "Deployment", view);
  return change.after ? [] : waitingForLastPod(change, view);
}

/** Recreate continues when the last pod is gone. */
function waitingForLastPod({ before }: Change, { store }: View): Key[] {
  const setKey = store.controllerKey(before, "ReplicaSet");
  const key = setKey && store.controllerKey(store.at(setKey), "Deployment");
  const deployment = key ? store.at<StoredDeployment>(key) : undefined;
  if (deployment?.spec.strategy?.type !== "Recreate") return [];
  const sets = store.controlledBy<StoredReplicaSet>(deployment.metadata.uid, "ReplicaSet");
  return sets.every(({ metadata }) => store.controlledBy(metadata.uid, "Pod").length === 0) ? [key!] : [];
}

/** A sync makes one change. That change triggers the next sync, which does the rest. */
function* syncDeployment(deployment: StoredDeployment, view: View): Sync {
  const { selector, paused } = deployment.spec;
  const claimed = yield* claim<StoredReplicaSet>({ owner: deployment, kind: "ReplicaSet", selector }, view);
  const sets = sort(deployment, claimed);
  if (isTerminating(deployment)) return yield* writeStatus(deployment, sets, view.now);
  if (yield* writePause(deployment, view.now)) return;
  if ((yield* prepare(deployment, sets, view.now)) === "written") return;
  if (paused || wasScaled(deployment, sets)) return yield* scale(deployment, sets, view);
  return deployment.spec.strategy?.type === "Recreate" ? yield* recreate(deployment, sets, view) : yield* rollingUpdate(deployment, sets, view);
}

function* scale(deployment: StoredDeployment, sets: Sets, { now }: View): Sync {
  yield* follow(deployment, sets);
  if (deployment.spec.paused) yield* forget(deployment, sets);
  return yield* writeStatus(deployment, sets, now);
}

function* rollingUpdate(deployment: StoredDeployment, sets: Sets, { now }: View): Sync {
  if (!sets.fresh) return yield* createFresh(deployment, sets, now);
  if (!(yield* roll(deployment, sets)) && isComplete(deployment, deployment.status)) yield* forget(deployment, sets);
  return yield* writeRolloutStatus(deployment, sets, now);
}

function* recreate(deployment: StoredDeployment, sets: Sets, view: View): Sync {
  if (!(yield* stopOld(deployment, sets)) && !oldPodsRun(sets, view)) {
    if (!sets.fresh) return yield* createFresh(deployment, sets, view.now);
    yield* startNew(deployment, sets);
    if (isComplete(deployment, deployment.status)) yield* forget(deployment, sets);
  }
  return yield* writeRolloutStatus(deployment, sets, view.now);
}

function* createFresh(deployment: StoredDeployment, sets: Sets, now: number): Sync {
  const done = yield* create(deployment, sets, now);
  return done === "written" ? undefined : done;
}
