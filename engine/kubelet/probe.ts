import type { Container, Probe } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { outcomeOf } from "../processes/behaviour.ts";
import type { ContainerRun } from "./life.ts";
import type { Look } from "./look.ts";
import { ageOf, answerOfPod, nextChangeOfPod, portOf } from "./network.ts";

/** The result of one probe. */
export interface ProbeAnswer {
  /** An `error` does not count, since the probe could not run. */
  readonly is: "success" | "warning" | "failure" | "error";
  readonly says: string;
  readonly seconds: number;
  /** Until when the result stays the same if no container restarts. */
  readonly until: Millis;
}

/** Probes a container's process at a time. */
export function probe(look: Look, container: Container, run: ContainerRun & { startedAt: Millis }, spec: Probe, at: Millis): ProbeAnswer {
  if (spec.exec) return execute(at, run, spec.exec.command ?? [], spec.timeoutSeconds ?? 1);
  const until = nextChangeOfPod(look, at);
  const asked = spec.httpGet ?? spec.tcpSocket ?? spec.grpc;
  const port = asked && portOf(container, asked.port);
  if (port === undefined) return { is: "error", says: `invalid port: ${String(asked?.port)}`, seconds: 0, until: Infinity };
  const { is, says, seconds } = spec.httpGet
    ? request(look, spec, port, at)
    : spec.tcpSocket
      ? connect(look, port, at)
      : callHealth(look, spec, port, at);
  return { is, says, seconds, until };
}

type Said = Omit<ProbeAnswer, "until">;

function execute(now: Millis, run: ContainerRun & { startedAt: Millis }, command: readonly string[], timeout: number): ProbeAnswer {
  const { code, takes } = outcomeOf(run.run, command, Math.max(0, ageOf(run, now)));
  const words = command.join(" ");
  const changes = (run.run.exec?.[words] ?? []).map(({ from = 0 }) => run.startedAt + from * 1000).filter((at) => at > now);
  const until = Math.min(run.end?.at ?? Infinity, ...changes);
  if (takes > timeout) return { is: "failure", says: `command timed out: "${words}" timed out after ${timeout}s`, seconds: timeout, until };
  return { is: code === 0 ? "success" : "failure", says: "", seconds: takes, until };
}

function request(look: Look, { httpGet, timeoutSeconds = 1 }: Probe, port: number, at: Millis): Said {
  const { path = "/", scheme = "HTTP" } = httpGet ?? {};
  const answer = answerOfPod(look, port, path, at);
  const speaks = scheme.toLowerCase();
  if (answer?.speaks === speaks && answer.takes < timeoutSeconds && !answer.isCut) return judge(answer);
  const get = `Get "${speaks}://${address(look)}:${port}${path}"`;
  if (!answer) return refused(`${get}: `, look, port);
  if (answer.speaks === speaks && answer.takes < timeoutSeconds) return { is: "failure", says: `${get}: EOF`, seconds: answer.takes };
  if (answer.speaks === speaks)
    return { is: "failure", says: `${get}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`, seconds: timeoutSeconds };
  const says =
    scheme === "HTTPS"
      ? "http: server gave HTTP response to HTTPS client"
      : "net/http: HTTP/1.x transport connection broken: malformed HTTP response";
  return { is: "failure", says: `${get}: ${says}`, seconds: 0 };
}

/** The result of a probe, by the status of the answer. */
function judge({ status, takes }: { readonly status: number; readonly takes: number }): Said {
  if (status < 200 || status >= 400) return { is: "failure", says: `HTTP probe failed with statuscode: ${status}`, seconds: takes };
  return status < 300
    ? { is: "success", says: "", seconds: takes }
    : { is: "warning", says: "Probe terminated redirects, Response body: ", seconds: takes };
}

function connect(look: Look, port: number, at: Millis): Said {
  return answerOfPod(look, port, "", at) ? { is: "success", says: "", seconds: 0 } : refused("", look, port);
}

/** A health check over gRPC; other servers cannot answer it. */
function callHealth(look: Look, { grpc, timeoutSeconds = 1 }: Probe, port: number, at: Millis): Said {
  const answer = answerOfPod(look, port, grpc?.service ?? "", at);
  if (answer?.speaks === "grpc") return { is: answer.status === 200 ? "success" : "failure", says: "service unhealthy", seconds: answer.takes };
  const says = `timeout: failed to connect service "${address(look)}:${port}" within ${timeoutSeconds}s: context deadline exceeded`;
  return { is: "failure", says, seconds: timeoutSeconds };
}

function refused(before: string, look: Look, port: number): Said {
  return { is: "failure", says: `${before}dial tcp ${address(look)}:${port}: connect: connection refused`, seconds: 0 };
}

function address({ life, pod }: Look): string {
  return life.status?.podIP ?? pod.status.podIP ?? "";
}
