import { refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive, isReady, type StoredPod } from "../../../engine/core/pods.ts";
import { isDone } from "../../../engine/rehearsal/progress.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Concern, Spot } from "../concern.ts";
import { answerTo, missesOf, type ProbeName } from "./probes.ts";
import { assumedOf, commandPath } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** Containers run, and their readiness or startup probe never succeeds. */
export const neverReady: Check = {
  code: "never-ready",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      if (isDone(workload)) continue;
      const pod = rehearsed.podsOf(workload).find((one) => isActive(one) && !isReady(one) && one.spec.nodeName && isRunning(one));
      const place = pod && rehearsed.containersOf(workload).find(({ container, isInit }) => !isInit && isUnready(pod, container.name ?? ""));
      if (!place) continue;
      const name = place.container.startupProbe && !hasStarted(pod, place.container.name ?? "") ? "startupProbe" : "readinessProbe";
      if (place.container[name]) yield concernOf(workload, place, name, rehearsed);
    }
  },
};

function isRunning({ status }: StoredPod): boolean {
  return (status.containerStatuses ?? []).every(({ state }) => state?.running);
}

function isUnready({ status }: StoredPod, name: string): boolean {
  return status.containerStatuses?.some((one) => one.name === name && !one.ready && (one.restartCount ?? 0) === 0) ?? false;
}

function hasStarted({ status }: StoredPod, name: string): boolean {
  return status.containerStatuses?.some((one) => one.name === name && one.started === true) ?? false;
}

function concernOf(workload: StoredObject, place: ContainerPlace, name: ProbeName, rehearsed: Rehearsed): Concern {
  const object = refOf(workload);
  const at = (...path: (string | number)[]): Spot => ({ object, path: [...place.path, name, ...path] });
  const common = { state: "never" as const, about: object, assumed: assumedOf(place) };
  const misses = missesOf(workload, place, name, rehearsed);
  if (misses) return { ...common, ...misses };
  const takes = answerTo(place, place.container[name]!)?.takes;
  return {
    ...common,
    spot: rehearsed.cause(at("timeoutSeconds"), at("exec", "command"), at(), { object, path: commandPath(place) }),
    message: say("never-ready", { workload: nameOf(object), container: place.container.name ?? "" }),
    fixes: takes === undefined ? [] : [setTo(at("timeoutSeconds"), Math.ceil(takes) + 1)],
  };
}
