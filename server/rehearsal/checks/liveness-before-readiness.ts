import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** By its settings, the liveness probe may kill a container before the first readiness probe. */
export const livenessBeforeReadiness: Check = {
  code: "liveness-before-readiness",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const object = refOf(workload);
      for (const { container, path } of rehearsed.containersOf(workload)) {
        const { livenessProbe, readinessProbe, startupProbe, name = "" } = container;
        if (!livenessProbe || !readinessProbe || startupProbe) continue;
        const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = livenessProbe;
        const ends = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
        const asks = readinessProbe.initialDelaySeconds ?? 0;
        if (ends >= asks) continue;
        const at = (field: string): Spot => ({ object, path: [...path, "livenessProbe", field] });
        const ready: Spot = { object, path: [...path, "readinessProbe", "initialDelaySeconds"] };
        yield {
          state: "hurts",
          about: object,
          spot: rehearsed.cause(at("initialDelaySeconds"), at("failureThreshold"), at("periodSeconds"), ready, {
            object,
            path: [...path, "livenessProbe"],
          }),
          message: say("liveness-before-readiness", { workload: nameOf(object), container: name, ends, asks }),
          assumed: [say("assumed-slow", { seconds: asks })],
          related: [{ ...ready, message: say("first-probe") }],
          fixes: [setTo(at("initialDelaySeconds"), asks + periodSeconds)],
        };
      }
    }
  },
};
