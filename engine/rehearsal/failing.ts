import type { View } from "../core/controller.ts";
import { templateField } from "../core/manifest.ts";
import { keyOf, refOf } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { because, type FieldRef, type Why } from "../core/why.ts";
import { textsOf } from "../kubelet/circumstances.ts";
import { isSidecar } from "../kubelet/look.ts";
import { processesOf } from "../processes/behaviourOf.ts";
import { collisionsIn } from "../processes/listeners.ts";
import { type PodPart, partsOf } from "./podParts.ts";
import { standing } from "./standing.ts";
import type { TracedEvent } from "./trace.ts";

/** Why a container of these pods keeps terminating: its port is taken, its image requires a variable, its kubelet kills it, or it exits by itself. */
export function crashing(pods: readonly StoredPod[], view: View, events: readonly TracedEvent[]): Why | undefined {
  const failing = pods.flatMap((pod) => partsOf(pod).filter(isFailing));
  const [first] = failing.slice(0, 1);
  if (!first) return undefined;
  const part = worst(failing.filter(({ pod }) => pod === first.pod));
  const { pod, name: container, isInit, field } = part;
  const processes = processesOf(pod.spec, { lookUp: (kind, name) => textsOf(view.store, pod, kind, name) });
  const at = (...fields: readonly [string, ...string[]]): readonly [FieldRef] => {
    const [head, ...others] = fields.map((each) => templateField(pod, `${field}${each}`, view));
    return [standing([head!, ...others], view)];
  };
  const collision = collisionsIn(pod.spec, processes).find(({ refused }) => refused === container);
  if (collision) return because("stuck-port", { container, port: collision.port, holder: collision.holder }, at(""));
  const killed = killedBy(part, events);
  if (killed?.probe) return because("stuck-killed", { container, message: saidOf(killed) }, at(`.${killed.probe}Probe`, ""));
  if (killed) return because("stuck-hook", { container }, at(".lifecycle.postStart", ""));
  const code = codeOf(part);
  const lacks = processes.get(container)?.remarks.find(({ is }) => is === "variableMissing");
  if (lacks?.is === "variableMissing" && code === 1)
    return because("stuck-variable", { container, code, variables: lacks.variables.join(", ") }, at(".env", ".envFrom", ".image", ""));
  const restarts = Math.max(...failing.map((one) => (one.name === container ? (one.status.restartCount ?? 0) : 0)));
  return because(isInit && !isSidecar(part.container) ? "stuck-init" : "stuck-crashing", { container, code, restarts }, at(""));
}

/** Whether a container keeps failing: it was restarted and, if it is an init container, has not succeeded. */
function isFailing({ status: { restartCount = 0, state }, isInit }: PodPart): boolean {
  return restartCount > 0 && !(isInit && state?.terminated?.exitCode === 0);
}

/** The container to report: one that has failed comes before one that runs, then the one with the most restarts. */
function worst(parts: readonly PodPart[]): PodPart {
  const rank = (part: PodPart): number =>
    Number(part.status.state?.running === undefined) * 4e9 + Number(codeOf(part) !== 0) * 2e9 + (part.status.restartCount ?? 0);
  return parts.toSorted((a, b) => rank(b) - rank(a))[0]!;
}

function codeOf({ status: { state, lastState } }: PodPart): number {
  return (state?.terminated ?? lastState?.terminated)?.exitCode ?? 0;
}

/** The kubelet's last event before it killed a running container: a failed probe or hook. */
function killedBy({ pod, name }: PodPart, events: readonly TracedEvent[]): TracedEvent | undefined {
  const key = keyOf(refOf(pod));
  const own = events.filter(({ about, container }) => container === name && keyOf(about) === key);
  const last = own.findLastIndex(({ reason, message }) => reason === "Killing" && !message.startsWith("Stopping"));
  return own
    .slice(0, last + 1)
    .findLast(({ reason, probe }) => reason === "FailedPostStartHook" || (reason === "Unhealthy" && probe !== "readiness"));
}

/** The kubelet's message, without the unknown output of a command. */
function saidOf({ message }: TracedEvent): string {
  return message.replace(/: $/, "");
}

/** Why running pods never become ready: an init container does not end, or a probe fails, with its last event. */
export function unready(pods: readonly StoredPod[], view: View, events: readonly TracedEvent[]): Why | undefined {
  const [pod] = pods;
  if (!pod) return undefined;
  const before = partsOf(pod).find(({ isInit, container, status }) => isInit && !isSidecar(container) && status.state?.running);
  if (before) {
    const at = ["command", "args", "image"].map((name) => templateField(pod, `${before.field}.${name}`, view)) as [FieldRef, ...FieldRef[]];
    return because("stuck-init-runs", { container: before.name }, [standing(at, view)]);
  }
  const key = keyOf(refOf(pod));
  const said = events.findLast(({ about, reason, probe }) => reason === "Unhealthy" && probe !== "liveness" && keyOf(about) === key);
  const part = partsOf(pod).find(({ name, status }) => name === said?.container && !status.ready);
  const probed = Math.max(0, pod.spec.containers?.findIndex(({ readinessProbe }) => readinessProbe) ?? 0);
  const field = part ? `${part.field}.${said!.probe}Probe` : `spec.containers[${probed}].readinessProbe`;
  const at = [standing([templateField(pod, field, view)], view)] as const;
  return part
    ? because("stuck-probe", { pods: pods.length, container: part.name, message: saidOf(said!) }, at)
    : because("stuck-unready", { pods: pods.length }, at);
}
