import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../schemas/generated/types.ts";
import { findCondition, isTrue } from "../../engine/core/conditions.ts";
import { refOf, type Stored, type StoredObject } from "../../engine/core/objects.ts";
import { isTerminating } from "../../engine/core/pods.ts";
import type { Stage } from "../../engine/rehearsal/script/stage.ts";
import { merge } from "../../engine/rehearsal/script/named.ts";

/** Kinds whose controllers wait after a refusal, and a test for that. */
const short: Readonly<Record<string, (object: never) => boolean>> = {
  ReplicaSet: lacksPods,
  StatefulSet: lacksPods,
  ReplicationController: lacksPods,
  DaemonSet: ({ status }: Stored<DaemonSet>) => (status.currentNumberScheduled ?? 0) < (status.desiredNumberScheduled ?? 0),
  Job: ({ spec, status }: Stored<Job>) =>
    !isTrue(status.conditions, "Complete") && !isTrue(status.conditions, "Failed") && !spec.suspend && !status.active,
  Deployment: ({ status }: Stored<Deployment>) => findCondition(status.conditions, "Progressing")?.reason === "ReplicaSetCreateError",
};

/**
 * Makes controllers retry now after a refusal, as long as that changes something.
 * It adds an annotation to the object, which for a Deployment counts as a new generation.
 */
export function nudge(stage: Stage): void {
  let nudges = 0;
  for (let before = -1, wanting = wantingIn(stage); wanting.length > 0 && before !== stage.plane.store.size; wanting = wantingIn(stage)) {
    before = stage.plane.store.size;
    for (const object of wanting)
      merge(stage, refOf(object), { metadata: { annotations: { "rehearsal/try": `${stage.plane.writes} ${nudges++}` } } });
    stage.plane.settle();
  }
}

function wantingIn({ names }: Stage): StoredObject[] {
  return Object.entries(short).flatMap(([kind, isShort]) =>
    names
      .all(kind)
      .map(({ object }) => object)
      .filter((object) => !isTerminating(object) && isShort(object as never)),
  );
}

function lacksPods({ spec, status }: Stored<ReplicaSet>): boolean {
  return (status.replicas ?? 0) < (spec.replicas ?? 0);
}
