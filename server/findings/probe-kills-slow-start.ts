import { memoize } from "../../api/memoize.ts";
import { keyOf, type Millis, refOf, type StoredObject } from "../../engine/core/objects.ts";
import { nameOf, say } from "../words/findings/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Spot } from "./concern.ts";
import { assumedOf, listensAfter, portOfProbe } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "./rehearsed.ts";

/** A liveness or startup probe ends a process before it has had the time to start. */
export const probeKillsSlowStart: Check = {
  code: "probe-kills-slow-start",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      for (const place of rehearsed.containersOf(workload)) {
        const kill = killOf(workload, place, rehearsed);
        if (!kill) continue;
        const { probe, at } = kill;
        const object = refOf(workload);
        const settings = place.container[probe]!;
        const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = settings;
        const seconds = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
        const starts = Math.ceil(listensAfter(place, portOfProbe(place, settings)) ?? 0);
        const fields = ["failureThreshold", "initialDelaySeconds", "periodSeconds", "timeoutSeconds"].map((field): Spot => ({
          object,
          path: [...place.path, probe, field],
        }));
        const [first, ...others] = [...fields, { object, path: [...place.path, probe] }];
        const parts = { workload: nameOf(object), container: place.container.name ?? "", seconds };
        yield {
          state: "never",
          about: object,
          spot: rehearsed.cause(first, ...others, { object, path: [...place.path, "command"] }, { object, path: [...place.path, "args"] }),
          message:
            starts > 0
              ? say(probe === "livenessProbe" ? "liveness-kills-start" : "startup-kills-start", { ...parts, starts })
              : say("probe-always-kills", parts),
          assumed: assumedOf(place),
          at: rehearsed.since(at),
          fixes: starts > 0 ? fixesOf(place, probe, starts, workload) : [],
        };
      }
    }
  },
};

type ProbeName = "livenessProbe" | "startupProbe";

/** When a probe ended a container of a workload first. */
function killOf(workload: StoredObject, { container, isInit }: ContainerPlace, rehearsed: Rehearsed): Kill | undefined {
  const kill = isInit ? undefined : killsIn(rehearsed).get(killKey(workload, container.name));
  return kill && container[kill.probe] ? kill : undefined;
}

interface Kill {
  readonly probe: ProbeName;
  readonly at: Millis;
}

const rules: Readonly<Record<string, ProbeName>> = { "pod-killed-by-probe": "livenessProbe", "pod-killed-by-startup-probe": "startupProbe" };

/** The first time that a probe ended each container, by its workload and name. */
const killsIn = memoize((rehearsed: Rehearsed): ReadonlyMap<string, Kill> => {
  const kills = new Map<string, Kill>();
  for (const { why, about, at } of rehearsed.trace.actions) {
    const probe = rules[why.rule];
    const pod = probe && rehearsed.known.get(keyOf(about));
    if (!probe || !pod || !("container" in why.numbers)) continue;
    const key = killKey(rehearsed.rootOf(pod), String(why.numbers.container));
    if (!kills.has(key)) kills.set(key, { probe, at });
  }
  return kills;
});

function killKey(workload: StoredObject, container = ""): string {
  return `${keyOf(refOf(workload))} ${container}`;
}

function fixesOf({ container, path }: ContainerPlace, probe: ProbeName, starts: number, workload: StoredObject): Candidate[] {
  const object = refOf(workload);
  const { httpGet, tcpSocket, exec, grpc, periodSeconds = 10, initialDelaySeconds = 0, timeoutSeconds = 1 } = container[probe]!;
  const failures = Math.ceil(Math.max(0, starts * 2 - initialDelaySeconds) / periodSeconds) + 2;
  const longer = setTo({ object, path: [...path, probe, "failureThreshold"] }, failures);
  if (probe === "startupProbe") return [longer];
  const asked = { ...(httpGet && { httpGet }), ...(tcpSocket && { tcpSocket }), ...(exec && { exec }), ...(grpc && { grpc }) };
  const startup = { ...asked, periodSeconds, failureThreshold: failures, ...(timeoutSeconds > 1 && { timeoutSeconds }) };
  return [
    { label: say("fix-startup-probe", { seconds: periodSeconds * failures }), changes: [{ object, path: [...path, "startupProbe"], to: startup }] },
    setTo({ object, path: [...path, probe, "initialDelaySeconds"] }, starts * 2),
    longer,
  ];
}
