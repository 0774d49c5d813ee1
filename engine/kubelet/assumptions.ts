import type { Container, Probe } from "../../schemas/generated/types.ts";
import { hashOf } from "../core/names.ts";
import type { Millis } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { CommandResult, Run, Seconds, Serve } from "../processes/behaviour.ts";
import { containersOf } from "./look.ts";
import { portOf } from "./network.ts";
import type { Fault, KubeletProfile } from "./profile.ts";

/** The assumed behaviour of a run about which nothing is known. */
export interface Assumption {
  readonly pod: StoredPod;
  readonly container: Container;
  readonly profile: KubeletProfile;
  readonly seed: number;
  readonly fault: Fault | undefined;
}

/** The run answers all probes of its pod after its warm-up. It keeps running or, if it is not restarted, works for a while and exits. It takes a moment to stop. */
export function assumedRun(assumption: Assumption): Run {
  const { pod, container, profile, fault } = assumption;
  const exit = exitOf(assumption);
  const stop = { takes: drawn(assumption, "stop", profile.stopMillis), ...(exit && { code: 143 }) };
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe].filter((probe) => probe !== undefined);
  const common = { stop, ...(exit && { exit }) };
  if (probes.length === 0 && !container.ports && !container.lifecycle) return common;
  if (fault?.is === "never-ready") return { ...common, exec: commandsOf(probes, Infinity) };
  const after = fault?.is === "slow" ? fault.warmUpMillis / 1000 : drawn({ pod, profile, seed: assumption.seed }, "warm up", profile.warmUpMillis);
  return { ...common, serves: servesOf(pod, container, after), exec: commandsOf(probes, after) };
}

function exitOf(assumption: Assumption): Run["exit"] {
  const { pod, container, profile, fault } = assumption;
  if (fault?.is === "crash" && container === pod.spec.containers?.[0]) return { after: fault.afterMillis / 1000, code: 1 };
  const isInit = pod.spec.initContainers?.includes(container) ?? false;
  if (isInit) return container.restartPolicy === "Always" ? undefined : { after: drawn(assumption, "start", profile.startMillis), code: 0 };
  if ((container.restartPolicy ?? pod.spec.restartPolicy ?? "Always") === "Always") return undefined;
  return { after: drawn(assumption, "work", profile.workMillis), code: 0 };
}

/** The ports that it names, and those that its probes ask, unless another container of the pod names them. */
function servesOf(pod: StoredPod, container: Container, after: Seconds): Serve[] {
  const all = containersOf(pod);
  const named = portsOf(container);
  const others = new Set(all.flatMap((other) => (other.name === container.name ? [] : portsOf(other))));
  const serves = named.map((port): Serve => ({ port, after, speaks: "tcp" }));
  for (const asking of all) {
    for (const { httpGet, tcpSocket, grpc } of asksOf(asking)) {
      const port = portOf(asking, (httpGet ?? tcpSocket ?? grpc)?.port);
      const isOwn = port !== undefined && (named.includes(port) || (asking.name === container.name && !others.has(port)));
      if (!isOwn) continue;
      const speaks = httpGet ? (httpGet.scheme === "HTTPS" ? "https" : "http") : grpc ? "grpc" : "tcp";
      if (!serves.some((serve) => serve.port === port && serve.speaks === speaks)) serves.push({ port, after, speaks });
    }
  }
  return serves.toSorted((a, b) => Number(a.speaks !== "tcp") - Number(b.speaks !== "tcp"));
}

function portsOf({ ports = [] }: Container): number[] {
  return ports.flatMap(({ containerPort }) => containerPort ?? []);
}

/** What the kubelet asks a container by its network. */
function asksOf({ startupProbe, readinessProbe, livenessProbe, lifecycle }: Container): readonly Probe[] {
  const hooks = [lifecycle?.postStart?.httpGet, lifecycle?.preStop?.httpGet].map((httpGet) => (httpGet ? { httpGet } : undefined));
  return [startupProbe, readinessProbe, livenessProbe, ...hooks].filter((probe) => probe !== undefined);
}

function commandsOf(probes: readonly Probe[], after: Seconds): Record<string, readonly CommandResult[]> {
  const later = after < Infinity ? [{ from: after, code: 0 }] : [];
  return Object.fromEntries(probes.flatMap(({ exec }) => (exec ? [[(exec.command ?? []).join(" "), [{ code: 1 }, ...later]]] : [])));
}

/** A duration that varies by workload and by node, in whole seconds, so that many events coincide. */
export function drawn({ pod, profile, seed }: Pick<Assumption, "pod" | "profile" | "seed">, what: string, millis: Millis): Seconds {
  const chance = hashOf(`${seed} ${what} ${steadyName(pod)} ${pod.spec.nodeName ?? ""}`) / 2 ** 32;
  return Math.round((millis * (1 + profile.spread * (2 * chance - 1))) / 1000);
}

/** The part of a pod's name that stays when its template is edited: without the template's hash and the generated letters. */
function steadyName({ metadata: { name, generateName, labels } }: StoredPod): string {
  return generateName?.replace(`${labels?.["pod-template-hash"] ?? ""}-`, "") ?? name;
}
