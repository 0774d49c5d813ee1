import { findCondition } from "../../../engine/core/conditions.ts";
import { keyOf, refOf, type Stored } from "../../../engine/core/objects.ts";
import { isReady } from "../../../engine/core/pods.ts";
import type { Deployment } from "../../../schemas/generated/types.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { listensAfter, portOfProbe } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** Pods become ready after the progress deadline, so `kubectl rollout status` fails. */
export const progressDeadlineTooShort: Check = {
  code: "progress-deadline-too-short",
  *find(rehearsed) {
    for (const deployment of rehearsed.objects<Stored<Deployment>>("Deployment")) {
      const at = givenUp(deployment, rehearsed);
      if (at === undefined || isBlocked(deployment, rehearsed)) continue;
      const object = refOf(deployment);
      const { progressDeadlineSeconds: deadline = 600, minReadySeconds = 0 } = deployment.spec;
      const slowest = rehearsed
        .containersOf(deployment)
        .filter(({ isInit }) => !isInit)
        .toSorted((a, b) => earliestReady(b) - earliestReady(a))[0];
      const least = (slowest ? earliestReady(slowest) : 0) + minReadySeconds;
      const spot: Spot = { object, path: ["spec", "progressDeadlineSeconds"] };
      const probes = slowest
        ? ["readinessProbe", "startupProbe"].map((probe): Spot => ({ object, path: [...slowest.path, probe, "initialDelaySeconds"] }))
        : [];
      const isCertain = least > deadline;
      yield {
        state: "never",
        about: object,
        spot: rehearsed.cause(spot, ...probes, { object, path: ["spec", "minReadySeconds"] }),
        message: isCertain
          ? say("deadline-before-ready", { workload: nameOf(object), deadline, seconds: least })
          : say("deadline-passes", { workload: nameOf(object), deadline }),
        ...(!isCertain && { assumed: [say("assumed-start")] }),
        related: probes.filter((one) => rehearsed.written(one) !== undefined).map((one) => ({ ...one, message: say("first-probe") })),
        at: rehearsed.since(at),
        fixes: [setTo(spot, roomy(Math.max(least, deadline))), setTo(spot, 600), setTo(spot, 1800)],
      };
    }
  },
};

/** When a Deployment exceeded its deadline for the first time. */
function givenUp({ kind, metadata }: Stored<Deployment>, { trace }: Rehearsed): number | undefined {
  const key = keyOf({ kind, namespace: metadata.namespace, name: metadata.name });
  return trace.versions.find(
    ({ key: of, at, object }) =>
      of === key &&
      at > trace.from &&
      findCondition((object as Stored<Deployment> | undefined)?.status.conditions, "Progressing")?.reason === "ProgressDeadlineExceeded",
  )?.at;
}

/** Whether pods wait for more than time: a node, a quota, an image, or a crashing process. */
function isBlocked(deployment: Stored<Deployment>, rehearsed: Rehearsed): boolean {
  const pods = rehearsed.podsOf(deployment).filter((pod) => !isReady(pod));
  const sets = rehearsed.scene.ownedBy<Stored<Deployment>>(deployment, "ReplicaSet");
  return (
    deployment.spec.paused === true ||
    sets.some(({ status }) => findCondition(status.conditions, "ReplicaFailure") !== undefined) ||
    pods.some(
      ({ spec, status }) =>
        !spec.nodeName || (status.containerStatuses ?? []).some(({ state, restartCount = 0 }) => restartCount > 0 || !state?.running),
    ) ||
    (pods.length > 0 &&
      rehearsed.containersOf(deployment).every((place) => earliestReady(place) < (deployment.spec.progressDeadlineSeconds ?? 600) / 2))
  );
}

/** The seconds after its start at which a container can be ready at the earliest. */
function earliestReady(place: ContainerPlace): number {
  const { startupProbe, readinessProbe } = place.container;
  const probe = readinessProbe ?? startupProbe;
  const listens = probe && listensAfter(place, portOfProbe(place, probe));
  return Math.max(startupProbe?.initialDelaySeconds ?? 0, readinessProbe?.initialDelaySeconds ?? 0, listens ?? 0);
}

/** A generous deadline, in whole minutes. */
function roomy(seconds: number): number {
  return Math.ceil((seconds * 1.5 + 30) / 60) * 60;
}
