import { runOf } from "../../../engine/processes/behaviour.ts";
import { collisionsIn } from "../../../engine/processes/listeners.ts";
import { keyOf, refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { killOf } from "./kills.ts";
import { assumedOf, commandPath, runsFor } from "./processes.ts";
import { type ContainerPlace, podSpecOf, type Rehearsed } from "../rehearsed.ts";

/** A process that should keep running exits and is restarted again and again. */
export const containerKeepsEnding: Check = {
  code: "container-keeps-ending",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      if (workload.kind === "Job" || workload.kind === "CronJob" || podSpecOf(workload)?.restartPolicy !== "Always") continue;
      for (const place of rehearsed.containersOf(workload)) {
        const name = place.container.name ?? "";
        if (!isRestarted(workload, name, rehearsed) || collides(workload, name, rehearsed) || killOf(workload, place, rehearsed)) continue;
        const run = runOf(place.process.behaviour, 0);
        const object = refOf(workload);
        const spot = spotOf(place, workload, rehearsed);
        const parts = { workload: nameOf(object), container: name };
        if (run.fails !== undefined)
          yield {
            state: "never",
            about: object,
            spot,
            message: say("command-missing-here", parts),
            assumed: assumedOf(place),
            fixes: [],
          };
        if (runsFor(place) === Infinity || (place.isInit && run.exit!.code === 0)) continue;
        const { after, code } = run.exit!;
        const fixes = [
          ...(!rehearsed.isEdited(spot) && (place.container.command || place.container.args) ? [without({ object, path: commandPath(place) })] : []),
        ];
        // A process that runs for a while becomes ready, so the rollout completes although the pods crash later.
        const isLate = !place.isInit && after >= late;
        const isComplete = isLate || rehearsed.verdict.findings.some((one) => one.code === "crashes" && keyOf(one.about) === keyOf(object));
        yield {
          state: isLate ? "hurts" : "never",
          about: object,
          spot,
          message: say(isComplete ? "container-ends-later" : "container-keeps-ending", { ...parts, code, seconds: Math.round(after) }),
          assumed: assumedOf(place),
          fixes,
        };
      }
    }
  },
};

const late = 30;

function isRestarted(workload: StoredObject, container: string, rehearsed: Rehearsed): boolean {
  return rehearsed
    .podsOf(workload)
    .some(
      (pod) =>
        isActive(pod) &&
        [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])].some(
          ({ name, restartCount = 0, state }) =>
            name === container &&
            (restartCount > 0 ||
              state?.waiting?.reason === "CrashLoopBackOff" ||
              state?.waiting?.reason === "CreateContainerError" ||
              state?.waiting?.reason === "RunContainerError"),
        ),
    );
}

/** Whether the container exits because its port is taken, which another check reports. */
function collides(workload: StoredObject, container: string, rehearsed: Rehearsed): boolean {
  const spec = podSpecOf(workload);
  const processes = new Map(rehearsed.containersOf(workload).map((place) => [place.container.name ?? "", place.process]));
  return spec !== undefined && collisionsIn(spec, processes).some(({ refused }) => refused === container);
}

/** The command, or an edited environment variable. */
function spotOf(place: ContainerPlace, workload: StoredObject, rehearsed: Rehearsed): Spot {
  const object = refOf(workload);
  const at = (...path: (string | number)[]): Spot => ({ object, path: [...place.path, ...path] });
  return rehearsed.cause(
    { object, path: commandPath(place) },
    at("args"),
    at("command"),
    at("image"),
    at("env"),
    at("envFrom"),
    at("securityContext"),
  );
}
