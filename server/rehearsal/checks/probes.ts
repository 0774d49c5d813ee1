import type { Probe } from "../../../schemas/generated/types.ts";
import { refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { answerOf, listensFrom, outcomeOf, runOf, type Seconds } from "../../../engine/processes/behaviour.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Concern, Spot } from "../concern.ts";
import { commandPath, portOfProbe } from "./processes.ts";
import type { ContainerPlace, Rehearsed } from "../rehearsed.ts";

/** The probes of a container. */
export type ProbeName = "livenessProbe" | "readinessProbe" | "startupProbe";

/** A second of the run by which everything has started. */
const longAfterItsStart: Seconds = 1e9;

/** The answer of the started process to a probe; nothing if it does not listen on the port, or if the probe uses no port. */
export function answerTo(place: ContainerPlace, probe: Probe): ReturnType<typeof answerOf> {
  const port = portOfProbe(place, probe);
  return port === undefined ? undefined : answerOf(runOf(place.process.behaviour, 0), port, probe.httpGet?.path ?? "/", longAfterItsStart);
}

/** The wrong field of a probe that uses a closed port or an unknown path, and what to set instead. */
export function missesOf(
  workload: StoredObject,
  place: ContainerPlace,
  name: ProbeName,
  rehearsed: Rehearsed,
): Pick<Concern, "spot" | "message" | "fixes"> | undefined {
  const object = refOf(workload);
  const probe = place.container[name]!;
  const port = portOfProbe(place, probe);
  if (port === undefined) return undefined;
  const at = (field: string): Spot => ({
    object,
    path: [...place.path, name, probe.httpGet ? "httpGet" : probe.tcpSocket ? "tcpSocket" : "grpc", field],
  });
  const command: Spot = { object, path: commandPath(place) };
  const parts = { workload: nameOf(object), container: place.container.name ?? "" };
  const ports = listensFrom(runOf(place.process.behaviour, 0));
  if (!ports.has(port)) {
    const [listens, ...others] = ports.keys();
    return {
      spot: rehearsed.cause(at("port"), command),
      message: listens === undefined ? say("nothing-listens", { ...parts, port }) : say("probes-wrong-port", { ...parts, port, listens }),
      fixes: (listens === undefined ? [] : [listens, ...others.slice(0, 1)]).map((one) => setTo(at("port"), one)),
    };
  }
  const answer = answerTo(place, probe);
  if (!answer || answer.status < 400) return undefined;
  const message = say("probes-wrong-path", { ...parts, path: probe.httpGet?.path ?? "/", status: answer.status });
  return { spot: rehearsed.cause(at("path"), command), message, fixes: [setTo(at("path"), "/")] };
}

/** The second of the run from which on a probe fails that succeeded before. */
export function failsFrom(place: ContainerPlace, probe: Probe): Seconds | undefined {
  const run = runOf(place.process.behaviour, 0);
  const command = probe.exec?.command;
  if (!command) {
    const port = portOfProbe(place, probe);
    return run.serves?.find((serve) => serve.port === port && serve.until !== undefined)?.until;
  }
  const changes = (run.exec?.[command.join(" ")] ?? []).map(({ from = 0 }) => from);
  return changes.find((from) => from > 0 && outcomeOf(run, command, from).code !== 0 && outcomeOf(run, command, from - 0.001).code === 0);
}
