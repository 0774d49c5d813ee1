import { refOf } from "../../../engine/core/objects.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { assumedOf, commandPath, runsFor } from "./processes.ts";

/** The containers of a pod start after its init containers have ended, and one of them never does. */
export const initNeverEnds: Check = {
  code: "init-never-ends",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const waits = rehearsed.podsOf(workload).filter(isActive);
      for (const place of rehearsed.containersOf(workload)) {
        const { container, isInit } = place;
        if (!isInit || container.restartPolicy === "Always" || runsFor(place) < Infinity) continue;
        if (!waits.some(({ status }) => status.initContainerStatuses?.some(({ name, state }) => name === container.name && state?.running))) continue;
        const object = refOf(workload);
        const spot: Spot = rehearsed.cause(
          { object, path: commandPath(place) },
          { object, path: [...place.path, "args"] },
          { object, path: [...place.path, "image"] },
        );
        const sidecar = setTo({ object, path: [...place.path, "restartPolicy"] }, "Always");
        const message = say("init-never-ends", { workload: nameOf(object), container: container.name ?? "" });
        yield { state: "never", about: object, spot, message, assumed: assumedOf(place), fixes: [sidecar] };
      }
    }
  },
};
