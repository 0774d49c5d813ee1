import type { Probe } from "../../../schemas/generated/types.ts";
import { listensFrom, runOf, type Seconds } from "../../../engine/processes/behaviour.ts";
import type { FindingsSentence } from "../../words/rehearsal/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import type { ContainerPlace } from "../rehearsed.ts";

/** The assumptions of a finding about a process; none if the files determine the process. */
export function assumedOf({ container, process: { source, remarks } }: ContainerPlace): readonly FindingsSentence[] {
  const name = container.name ?? "";
  if (source.is === "image") return [say("assumed-image", { container: name, image: source.image })];
  if (source.is === "assumed") return [say("assumed-process", { container: name })];
  return remarks.some(({ is }) => is !== "needsTerminal" && is !== "cutShort") ? [say("assumed-command", { container: name })] : [];
}

/** The second of the first run at which a container listens on a port, or on any port. Nothing if it never does. */
export function listensAfter({ process }: ContainerPlace, port?: number): Seconds | undefined {
  const ports = listensFrom(runOf(process.behaviour, 0));
  return port === undefined ? (ports.size === 0 ? undefined : Math.min(...ports.values())) : ports.get(port);
}

/** The port of a probe, as a number. */
export function portOfProbe({ container }: ContainerPlace, { httpGet, tcpSocket, grpc }: Probe): number | undefined {
  const port = (httpGet ?? tcpSocket ?? grpc)?.port;
  if (typeof port !== "string") return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}

/** How long a container runs before it exits by itself; `Infinity` if it does not. */
export function runsFor({ process }: ContainerPlace): Seconds {
  return runOf(process.behaviour, 0).exit?.after ?? Infinity;
}

/** The field that says what a container runs, as written. */
export function commandPath({ container, path, process: { source } }: ContainerPlace): readonly (string | number)[] {
  const field = source.is === "command" ? source.field : container.command ? "command" : container.args ? "args" : "image";
  return [...path, field];
}
