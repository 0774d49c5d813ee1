import { refOf, type StoredObject } from "../../engine/core/objects.ts";
import { isActive, isReady, type StoredPod } from "../../engine/core/pods.ts";
import { answerOf, listensFrom, runOf, type Seconds } from "../../engine/processes/behaviour.ts";
import { isDone } from "../../engine/rehearsal/progress.ts";
import { nameOf, say } from "../words/findings/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "./concern.ts";
import { assumedOf, commandPath, portOfProbe } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "./rehearsed.ts";

/** Containers run, and their readiness or startup probe never succeeds. */
export const neverReady: Check = {
  code: "never-ready",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      if (isDone(workload)) continue;
      const pod = rehearsed.podsOf(workload).find((one) => isActive(one) && !isReady(one) && one.spec.nodeName && isRunning(one));
      const place = pod && rehearsed.containersOf(workload).find(({ container, isInit }) => !isInit && isUnready(pod, container.name ?? ""));
      const name = pod && place && hasStarted(pod, place.container.name ?? "") ? "readinessProbe" : "startupProbe";
      if (place) yield* concernsOf(workload, place, place.container.startupProbe ? name : "readinessProbe", rehearsed);
    }
  },
};

/** A second of the run at which all that starts late has started. */
const longAfterItsStart: Seconds = 1e9;

function isRunning({ status }: StoredPod): boolean {
  return (status.containerStatuses ?? []).every(({ state }) => state?.running);
}

function isUnready({ status }: StoredPod, name: string): boolean {
  return status.containerStatuses?.some((one) => one.name === name && !one.ready && (one.restartCount ?? 0) === 0) ?? false;
}

function hasStarted({ status }: StoredPod, name: string): boolean {
  return status.containerStatuses?.some((one) => one.name === name && one.started === true) ?? false;
}

type ProbeName = "startupProbe" | "readinessProbe";

function* concernsOf(workload: StoredObject, place: ContainerPlace, name: ProbeName, rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(workload);
  const probe = place.container[name];
  if (!probe) return;
  const at = (...path: (string | number)[]): Spot => ({ object, path: [...place.path, name, ...path] });
  const run = runOf(place.process.behaviour, 0);
  const port = portOfProbe(place, probe);
  const listens = [...listensFrom(run).keys()];
  const kind = probe.httpGet ? "httpGet" : probe.tcpSocket ? "tcpSocket" : probe.grpc ? "grpc" : "exec";
  const parts = { workload: nameOf(object), container: place.container.name ?? "" };
  const answer = port === undefined ? undefined : answerOf(run, port, probe.httpGet?.path ?? "/", longAfterItsStart);
  const command: Spot = { object, path: commandPath(place) };
  const common = { state: "never" as const, about: object, assumed: assumedOf(place) };
  if (port !== undefined && !answer) {
    const spot = at(kind, "port");
    const fixes: Candidate[] = listens.slice(0, 2).map((one) => setTo(spot, one));
    const message =
      listens.length === 0 ? say("nothing-listens", { ...parts, port }) : say("probes-wrong-port", { ...parts, port, listens: listens[0]! });
    yield { ...common, spot: rehearsed.cause(spot, command), message, fixes };
  } else if (answer && answer.status >= 400) {
    const message = say("probes-wrong-path", { ...parts, path: probe.httpGet?.path ?? "/", status: answer.status });
    yield { ...common, spot: rehearsed.cause(at(kind, "path"), command), message, fixes: [setTo(at(kind, "path"), "/")] };
  } else {
    const spot = rehearsed.cause(at("timeoutSeconds"), at(kind, "command"), at(kind), command);
    yield { ...common, spot, message: say("never-ready", parts), fixes: answer ? [setTo(at("timeoutSeconds"), Math.ceil(answer.takes) + 1)] : [] };
  }
}
