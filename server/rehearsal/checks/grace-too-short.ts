import { outcomeOf, runOf } from "../../../engine/processes/behaviour.ts";
import { refOf } from "../../../engine/core/objects.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { assumedOf } from "./processes.ts";
import { type ContainerPlace, podSpecOf } from "../rehearsed.ts";

/** A pod is killed before its preStop hook and its process have ended. */
export const graceTooShort: Check = {
  code: "grace-too-short",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const grace = podSpecOf(workload)?.terminationGracePeriodSeconds ?? 30;
      for (const place of rehearsed.containersOf(workload)) {
        const hook = hookSeconds(place);
        const stop = runOf(place.process.behaviour, 0).stop;
        const needs = hook + (stop?.ignores ? 0 : (stop?.takes ?? 0));
        if (hook === 0 || needs <= grace - (hook === needs ? 1 : 0)) continue;
        const object = refOf(workload);
        const template = [...templatePath(workload.kind)!, "spec"];
        const spot: Spot = { object, path: [...template, "terminationGracePeriodSeconds"] };
        const preStop = [...place.path, "lifecycle", "preStop"];
        const hooks = [
          ["sleep", "seconds"],
          ["exec", "command"],
        ].map((path): Spot => ({ object, path: [...preStop, ...path] }));
        const parts = { workload: nameOf(object), container: place.container.name ?? "", grace, hook };
        yield {
          state: "hurts",
          about: object,
          spot: rehearsed.cause(spot, ...hooks, { object, path: preStop }),
          message: hook >= grace ? say("hook-longer-than-grace", parts) : say("stop-longer-than-grace", { ...parts, needs: Math.round(needs) }),
          assumed: hook >= grace ? [] : assumedOf(place),
          related: hooks.filter((one) => rehearsed.written(one) !== undefined).map((one) => ({ ...one, message: say("the-hook") })),
          fixes: [setTo(spot, Math.ceil((needs + 10) / 5) * 5)],
        };
      }
    }
  },
};

/** How long a preStop hook takes. */
function hookSeconds({ container: { lifecycle }, process }: ContainerPlace): number {
  const { sleep, exec } = lifecycle?.preStop ?? {};
  if (sleep) return sleep.seconds ?? 0;
  return exec?.command ? outcomeOf(runOf(process.behaviour, 0), exec.command, 60).takes : 0;
}
