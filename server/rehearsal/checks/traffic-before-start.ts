import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { serviceOf } from "./all-pods-down.ts";
import type { Check } from "./check.ts";
import type { Candidate, Spot } from "../concern.ts";
import { assumedOf, commandPath, listensAfter } from "./processes.ts";
import type { ContainerPlace } from "../rehearsed.ts";

/** A start time, in seconds, in which hardly any requests arrive. */
const negligible = 2;

/** Without a readiness probe a pod is ready at once, and receives requests before its process listens. */
export const trafficBeforeStart: Check = {
  code: "traffic-before-start",
  *find(rehearsed) {
    for (const workload of rehearsed.isUpdate ? rehearsed.workloads : []) {
      const service = serviceOf(workload, rehearsed);
      if (!service || !rehearsed.isReconfigured(refOf(workload), "spec", "template")) continue;
      for (const place of rehearsed.containersOf(workload)) {
        const { container, isInit, path } = place;
        const after = listensAfter(place);
        const served = container.ports?.length ? container.ports : undefined;
        if (isInit || container.readinessProbe || container.startupProbe || !served) continue;
        const object = refOf(workload);
        const removed: Spot = { object, path: [...path, "readinessProbe"] };
        const wasThere = rehearsed.formerly(removed) !== undefined;
        if ((after ?? 0) < negligible && !wasThere) continue;
        const parts = { workload: nameOf(object), container: container.name ?? "", service: nameOf(refOf(service)) };
        const isKnown = (after ?? 0) >= negligible;
        yield {
          state: "hurts",
          about: object,
          spot: rehearsed.cause({ object, path: commandPath(place) }, { object, path: [...path, "name"] }),
          message: isKnown ? say("traffic-before-start", { ...parts, seconds: Math.round(after!) }) : say("readiness-removed", parts),
          assumed: isKnown ? assumedOf(place) : [say("assumed-slow-start")],
          fixes: probed(place, removed, rehearsed.formerly(removed)),
        };
      }
    }
  },
};

function probed({ container }: ContainerPlace, spot: Spot, former: unknown): Candidate[] {
  const port = container.ports?.[0]?.containerPort;
  if (former !== undefined) return [{ label: say("fix-former", { field: "readinessProbe" }), changes: [{ ...spot, to: former }] }];
  return [{ label: say("fix-readiness-probe", { port: port ?? 0 }), changes: [{ ...spot, to: { tcpSocket: { port }, periodSeconds: 5 } }] }];
}
