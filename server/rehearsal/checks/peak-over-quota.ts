import { findCondition } from "../../../engine/core/conditions.ts";
import { controllerOf, refOf, type Stored } from "../../../engine/core/objects.ts";
import type { Deployment, ReplicaSet } from "../../../schemas/generated/types.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { boundsOf } from "../../../engine/rehearsal/bounds.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace, setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { excessOf } from "./quota-refuses-pods.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A rollout that runs with less surge than configured, since a quota refuses the rest. */
export const peakOverQuota: Check = {
  code: "peak-over-quota",
  *find(rehearsed) {
    for (const deployment of rehearsed.isUpdate ? rehearsed.objects<Stored<Deployment>>("Deployment") : []) {
      const at = refusedAt(deployment, rehearsed);
      if (at === undefined) continue;
      const excess = excessOf(deployment, rehearsed, missingPods(deployment, rehearsed));
      if (!excess) continue;
      const object = refOf(deployment);
      const path = ["spec", "strategy", "rollingUpdate", "maxSurge"];
      const hard: Spot = { object: refOf(excess.quota), path: ["spec", "hard", excess.resource] };
      const message = say("peak-over-quota", {
        workload: nameOf(object),
        quota: excess.quota.metadata.name,
        resource: excess.resource,
        hard: excess.hard,
      });
      yield {
        state: "hurts",
        about: object,
        spot: rehearsed.cause({ object, path }, hard, { object, path: ["spec", "replicas"] }),
        message,
        at: rehearsed.since(at),
        also: [hard],
        fixes: [inPlace(deployment), setTo({ object, path }, 0)],
      };
    }
  },
};

/** How many pods more the rollout needs at its peak than at its end. */
function missingPods(deployment: Stored<Deployment>, rehearsed: Rehearsed): number {
  const { wants, ceiling = wants } = boundsOf(deployment);
  return ceiling - rehearsed.podsOf(deployment).filter(isActive).length;
}

/** When a quota refused a pod of an existing Deployment that completed all the same. */
function refusedAt({ metadata }: Stored<Deployment>, { trace, scene }: Rehearsed): number | undefined {
  const isOwn = (object: unknown): object is Stored<ReplicaSet> =>
    (object as Stored<ReplicaSet> | undefined)?.kind === "ReplicaSet" && controllerOf(object as Stored<ReplicaSet>)?.uid === metadata.uid;
  const failed = ({ status }: Stored<ReplicaSet>): boolean => findCondition(status.conditions, "ReplicaFailure") !== undefined;
  if ([...scene.course.end.values()].some((object) => isOwn(object) && failed(object))) return undefined;
  return trace.versions.find(({ at, object }) => at > trace.from && isOwn(object) && failed(object))?.at;
}
