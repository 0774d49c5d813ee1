import type { DaemonSet, Deployment, Job, StatefulSet } from "../schemas/generated/types.ts";
import { findCondition, isTrue } from "./conditions.ts";
import type { View } from "./controller.ts";
import { manifestField, templateField } from "./controllers/manifest.ts";
import { needsHand } from "./controllers/statefulSet/byHand.ts";
import type { StoredStatefulSet } from "./controllers/statefulSet/shape.ts";
import { unboundClaim } from "./controllers/volumes/obstacle.ts";
import { controllerOf, refOf, type Stored, type StoredObject } from "./objects.ts";
import { conditionOf, isFinished, isReady, isTerminating, type StoredPod } from "./pods.ts";
import type { FieldRef, Why } from "./why.ts";

/** Kinds that can be done, and when they are. What a controller owns counts with its owner. */
const done: Readonly<{ [kind: string]: (object: never) => boolean }> = {
  Deployment: ({ metadata, spec, status }: Stored<Deployment>) =>
    status.observedGeneration === metadata.generation &&
    [status.updatedReplicas, status.replicas, status.availableReplicas].every((count) => (count ?? 0) === spec.replicas),
  ReplicaSet: hasAllReady,
  ReplicationController: hasAllReady,
  StatefulSet: ({ metadata, spec, status }: Stored<StatefulSet>) =>
    status.observedGeneration === metadata.generation &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (spec.updateStrategy?.type === "OnDelete" ||
      status.currentRevision === status.updateRevision ||
      (spec.updateStrategy?.rollingUpdate?.partition ?? 0) > 0),
  DaemonSet: ({ metadata, spec, status }: Stored<DaemonSet>) =>
    status.observedGeneration === metadata.generation &&
    (status.numberAvailable ?? 0) === (status.desiredNumberScheduled ?? 0) &&
    (spec.updateStrategy?.type === "OnDelete" || (status.updatedNumberScheduled ?? 0) === (status.desiredNumberScheduled ?? 0)),
  Job: ({ spec, status }: Stored<Job>) => spec.suspend === true || isTrue(status.conditions, "Complete") || isTrue(status.conditions, "Failed"),
  Pod: (pod: StoredPod) => isFinished(pod) || (pod.spec.restartPolicy === "Always" && isReady(pod)),
};

/** What is not done yet, workloads before their pods: whether there is anything at all, the first one tells. */
export function* unfinished({ store }: View): Generator<StoredObject> {
  for (const [kind, isDone] of Object.entries(done)) {
    for (const object of store.list(kind))
      if (isTerminating(object) || ((kind === "Job" || !controllerOf(object)) && !isDone(object as never))) yield object;
  }
}

/** Whether a Deployment that is not done has said that it gives up. */
export function hasGivenUp({ store }: View): boolean {
  const gaveUp = ({ status }: Stored<Deployment>) => findCondition(status.conditions, "Progressing")?.reason === "ProgressDeadlineExceeded";
  return store.list<Stored<Deployment>>("Deployment").some((deployment) => gaveUp(deployment) && !done["Deployment"]!(deployment as never));
}

/** What holds the first of these objects up, and the field to change: nothing where time may still help. */
export function obstacle(objects: readonly StoredObject[], view: View): Why | undefined {
  const pods = view.store.list<StoredPod>("Pod").filter((pod) => !isTerminating(pod) && !isFinished(pod) && !isReady(pod));
  const paused = objects.find((object) => object.kind === "Deployment" && (object as Stored<Deployment>).spec.paused);
  return (
    oldPod(objects, view) ??
    unboundClaim(pods, view) ??
    unscheduled(pods, view) ??
    unpullable(pods, view) ??
    crashing(pods, view) ??
    refused(view) ??
    (paused && pausedWhy(paused, view)) ??
    unready(pods, view)
  );
}

function oldPod(objects: readonly StoredObject[], view: View): Why | undefined {
  return objects
    .filter(({ kind }) => kind === "StatefulSet")
    .map((set) => needsHand(set as StoredStatefulSet, view))
    .find((why) => why !== undefined);
}

function unscheduled(pods: readonly StoredPod[], view: View): Why | undefined {
  const waiting = pods.filter(({ spec }) => !spec.nodeName);
  const [pod] = waiting;
  if (!pod) return undefined;
  const message = conditionOf(pod, "PodScheduled")?.message ?? "";
  const field = /Insufficient/.test(message)
    ? "spec.containers[0].resources.requests"
    : /selector|affinity/.test(message)
      ? "spec.affinity"
      : /taint/.test(message)
        ? "spec.tolerations"
        : "spec";
  return because("stuck-unschedulable", { pods: waiting.length, message }, templateField(pod, field, view));
}

function unpullable(pods: readonly StoredPod[], view: View): Why | undefined {
  const waiting = pods.filter(({ status }) => status.containerStatuses?.some(({ state }) => /Image/.test(state?.waiting?.reason ?? "")));
  const [pod] = waiting;
  return (
    pod &&
    because(
      "stuck-image",
      { pods: waiting.length, image: pod.spec.containers?.[0]?.image ?? "" },
      templateField(pod, "spec.containers[0].image", view),
    )
  );
}

function crashing(pods: readonly StoredPod[], view: View): Why | undefined {
  const failing = pods.filter(({ status }) => status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 0));
  const [pod] = failing;
  const restarts = Math.max(0, ...failing.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0));
  return pod && because("stuck-crashing", { pods: failing.length, restarts }, templateField(pod, "spec.containers[0]", view));
}

function refused(view: View): Why | undefined {
  for (const set of view.store.list<Stored<Deployment>>("ReplicaSet")) {
    const failure = findCondition(set.status.conditions, "ReplicaFailure");
    if (failure) return because("stuck-refused", { message: failure.message ?? "" }, manifestField(set, "spec.replicas", view));
  }
  return undefined;
}

function pausedWhy(deployment: StoredObject, view: View): Why {
  return because("stuck-paused", { name: deployment.metadata.name }, manifestField(deployment, "spec.paused", view));
}

function unready(pods: readonly StoredPod[], view: View): Why | undefined {
  const [pod] = pods;
  return pod && because("stuck-unready", { pods: pods.length }, templateField(pod, "spec.containers[0].readinessProbe", view));
}

/** Where nothing in particular holds it up, but it does not go on either. */
export function waiting(objects: readonly StoredObject[]): Why {
  const [first] = objects;
  return {
    rule: "stuck-waiting",
    numbers: { kind: first?.kind ?? "", name: first?.metadata.name ?? "" },
    fields: first ? [{ object: refOf(first), field: "spec" }] : [],
  };
}

function because(rule: string, numbers: Why["numbers"], field: FieldRef): Why {
  return { rule, numbers, fields: [field] };
}

function hasAllReady({ spec, status }: Stored<Deployment>): boolean {
  return (status.readyReplicas ?? 0) === (spec.replicas ?? 1) && (status.replicas ?? 0) === (spec.replicas ?? 1);
}
