import { refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import { type Kill, killOf } from "./kills.ts";
import { failsFrom, missesOf } from "./probes.ts";
import { assumedOf, commandPath, listensAfter, portOfProbe } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** A liveness or startup probe kills a process before it has started. */
export const probeKillsSlowStart: Check = {
  code: "probe-kills-slow-start",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      for (const place of rehearsed.containersOf(workload)) {
        const kill = killOf(workload, place, rehearsed);
        if (!kill) continue;
        const { probe, at } = kill;
        const common = { state: "never" as const, about: refOf(workload), assumed: assumedOf(place), at: rehearsed.since(at) };
        yield { ...common, ...(missesOf(workload, place, probe, rehearsed) ?? tooEarly(workload, place, probe, rehearsed)) };
      }
    }
  },
};

/** A probe that gives up before the process has started, or when it no longer answers. */
function tooEarly(
  workload: StoredObject,
  place: ContainerPlace,
  probe: Kill["probe"],
  rehearsed: Rehearsed,
): Pick<Concern, "spot" | "message" | "fixes"> {
  const object = refOf(workload);
  const settings = place.container[probe]!;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = settings;
  const parts = { workload: nameOf(object), container: place.container.name ?? "" };
  const at = (field: string): Spot => ({ object, path: [...place.path, field] });
  const commands = [at("command"), at("args")];
  const from = failsFrom(place, settings);
  if (from !== undefined) {
    const command = settings.exec ? [at(probe)] : [];
    return {
      spot: rehearsed.cause({ object, path: commandPath(place) }, ...commands, ...command),
      message: say("probe-kills-later", { ...parts, from }),
      fixes: [],
    };
  }
  const seconds = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
  const starts = Math.ceil(listensAfter(place, portOfProbe(place, settings)) ?? 0);
  const fields = ["failureThreshold", "initialDelaySeconds", "periodSeconds", "timeoutSeconds"].map((field): Spot => ({
    object,
    path: [...place.path, probe, field],
  }));
  const [first, ...others] = [...fields, at(probe)];
  return {
    spot: rehearsed.cause(first, ...others, ...commands),
    message:
      starts > 0
        ? say(probe === "livenessProbe" ? "liveness-kills-start" : "startup-kills-start", { ...parts, seconds, starts })
        : say("probe-always-kills", { ...parts, seconds }),
    fixes: starts > 0 ? fixesOf(place, probe, starts, workload) : [],
  };
}

function fixesOf({ container, path }: ContainerPlace, probe: Kill["probe"], starts: number, workload: StoredObject): Candidate[] {
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
