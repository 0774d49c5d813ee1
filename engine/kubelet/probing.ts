import { memoize } from "../../api/memoize.ts";
import type { Container, ContainerStatus, PodSpec, Probe } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { isTerminating } from "../core/pods.ts";
import { proberOf } from "./actions.ts";
import { statusNamed } from "./containerStatus.ts";
import { isRunning, type Prober, type ProbeType } from "./life.ts";
import { containerOf, isSidecar, type Look, type NamedContainer, regularOf, sayOfProbe } from "./look.ts";
import { lastLook } from "./looks.ts";
import { type ProbeAnswer, probe } from "./probe.ts";
import { setReadiness, setStarted } from "./reporting.ts";
import { restartsAfter } from "./restarts.ts";

/** Starts the probers of the containers, up to the first that exists already: probers after it that have ended are not started again. */
export function addProbers({ pod, life, now }: Look): void {
  for (const container of probedOf(pod.spec)) {
    for (const type of types) {
      if (!probeOf(container, type)) continue;
      if (proberOf(life, container.name, type)) return;
      life.probers = [
        ...life.probers,
        {
          container: container.name,
          type,
          base: now,
          nextAt: now,
          start: undefined,
          result: undefined,
          lastResult: undefined,
          resultRun: 0,
          onHold: false,
          answer: undefined,
          triggered: false,
          hasTurned: false,
          steadyWith: undefined,
        },
      ];
    }
  }
}

const types = ["startup", "readiness", "liveness"] as const;

/** The containers of a pod that have a probe. */
const probedOf = memoize(({ containers = [], initContainers = [] }: PodSpec): readonly NamedContainer[] => {
  const lasting = [...containers, ...initContainers.filter((one) => isSidecar(one))] as NamedContainer[];
  return lasting.filter((container) => types.some((type) => probeOf(container, type)));
});

/** Stops liveness and startup probes of terminating pods. */
export function stopProbers({ pod, life }: Look): void {
  if (life.probers.length === 0) return;
  const regular = new Set(regularOf(pod).map(({ name }) => name));
  life.probers = life.probers.filter(({ container, type }) => type === "readiness" || !regular.has(container));
}

/** Wakes the probers that wait for a change: they run again at their next tick. Those that would only succeed again keep waiting. */
export function wakeProbers({ pod, life, now }: Look): void {
  for (const prober of life.probers) {
    if (prober.steadyWith === life.containers && !isTerminating(pod)) continue;
    prober.nextAt = Math.min(prober.nextAt, nextTick(prober, probeOf(containerOf(pod, prober.container), prober.type)!, now));
  }
}

/** Runs every probe that is due. Returns whether a result requires a sync. */
export function runProbers(look: Look): boolean {
  const { life } = look;
  if (life.probers.length === 0) return false;
  let wants = false;
  for (const prober of life.probers) {
    if (prober.answer && prober.answer.at <= look.now) wants = settle(look, prober, prober.answer) || wants;
    if (prober.answer) continue;
    if (prober.triggered) {
      prober.base = prober.nextAt = look.now;
      prober.hasTurned = true;
    }
    if (prober.nextAt > look.now) continue;
    prober.triggered = false;
    wants = ask(look, prober) || wants;
  }
  for (const { type, container, start, result } of life.probers)
    if (type === "startup" && result !== undefined && setStarted(look, container, start, result === "success")) wakeProbers(look);
  if (life.probers.some(hasLeft)) life.probers = life.probers.filter((prober) => !hasLeft(prober));
  return wants;
}

/** When the next prober has work. */
export function nextProbe({ probers }: Look["life"]): Millis {
  let next = Infinity;
  for (const { answer, triggered, nextAt } of probers)
    next = Math.min(next, answer ? answer.at : triggered ? 0 : nextAt === gone ? Infinity : nextAt);
  return next;
}

/** Marks a prober that has ended; the next sync creates a new one. */
const gone = -1;

function hasLeft({ nextAt }: Prober): boolean {
  return nextAt === gone;
}

/** One tick of a prober. Returns whether a result requires a sync. */
function ask(look: Look, prober: Prober): boolean {
  const { pod, now, life } = look;
  const container = containerOf(pod, prober.container);
  const spec = probeOf(container, prober.type)!;
  const status = statusOf(look, prober.container);
  if (life.status?.phase === "Failed" || life.status?.phase === "Succeeded") return leave(prober);
  if (!status?.containerID) return sleep(prober);
  const wants = meet(look, prober, Number(status.containerID.slice(status.containerID.lastIndexOf("/") + 1)));
  if (prober.onHold) return sleep(prober) || wants;
  if (!status.state?.running) {
    const changed = setResult(look, prober, "failure") || wants;
    const code = status.state?.terminated?.exitCode;
    if (code !== undefined && !restartsAfter(container, pod, code)) return leave(prober) || changed;
    return sleep(prober) || changed;
  }
  if (isTerminating(pod) && prober.type !== "readiness") {
    setResult(look, prober, "success");
    return leave(prober) || wants;
  }
  const startedAt = life.containers[prober.container]?.latest?.startedAt ?? now;
  const isDue = Math.floor(startedAt / cutOff) * cutOff - cutOff + (spec.initialDelaySeconds ?? 0) * 1000;
  if (now < isDue) {
    prober.nextAt = nextTick(prober, spec, isDue - 1);
    return wants;
  }
  if (status.started === (prober.type === "startup")) return sleep(prober) || wants;
  return pose(look, prober, container, spec) || wants;
}

/** The start time in a status has whole seconds, so half a second is cut off on average. */
const cutOff = 500;
/** A prober begins to tick just before its container starts, so changes at exactly the time of a tick come after it, except for the signal that ends a pod. After an extra probe it ticks after the start. */
const tick = 1;

/** Runs the probe, and settles its result when it is complete. */
function pose(look: Look, prober: Prober, container: NamedContainer, spec: Probe): boolean {
  const run = look.life.containers[container.name]?.latest;
  const isBehind = prober.hasTurned && run?.startedAt !== undefined && prober.base >= run.startedAt && lastLook(run.startedAt) !== run.startedAt;
  const at = isTerminating(look.pod) || (isBehind && prober.base < look.now) ? look.now : look.now - tick;
  const answer: ProbeAnswer = isRunning(run, at)
    ? probe(look, container, run, spec, at)
    : { is: "failure", says: "container not running", seconds: 0, until: Infinity };
  prober.nextAt = nextTick(prober, spec, look.now);
  prober.steadyWith = undefined;
  if (answer.is === "error") {
    sayOfProbe(look, prober, "Unhealthy", `${titles[prober.type]} probe errored and resulted in unknown state: ${answer.says}`);
    prober.nextAt = Infinity;
    return false;
  }
  if (answer.is === "warning") sayOfProbe(look, prober, "ProbeWarning", `${titles[prober.type]} probe warning: ${answer.says}`);
  const ok = answer.is !== "failure";
  const given = { at: look.now + answer.seconds * 1000, ok, says: answer.says };
  if (given.at > look.now) {
    prober.answer = given;
    return false;
  }
  const wants = settle(look, prober, given);
  if (isSteady(prober, spec, ok)) {
    prober.nextAt = answer.until === Infinity ? Infinity : nextTick(prober, spec, answer.until - Number(isBehind));
    if (answer.is === "success") prober.steadyWith = look.life.containers;
  }
  return wants;
}

/** Whether another run would give the same result. */
function isSteady({ result, type, onHold, resultRun }: Prober, spec: Probe, ok: boolean): boolean {
  if (onHold) return true;
  if (result !== (ok ? "success" : "failure")) return false;
  return ok ? resultRun >= thresholdOf(spec, true) : type === "readiness" && resultRun >= 2;
}

/** Counts a result: enough equal results in a row decide. */
function settle(look: Look, prober: Prober, { ok, says }: NonNullable<Prober["answer"]>): boolean {
  const spec = probeOf(containerOf(look.pod, prober.container), prober.type)!;
  if (prober.answer) {
    prober.nextAt = Math.max(nextTick(prober, spec, prober.answer.at - (prober.answer.at - prober.base > 0 ? 1 : 0)), look.now);
    prober.answer = undefined;
  }
  const result = ok ? "success" : "failure";
  if (!ok) sayOfProbe(look, prober, "Unhealthy", `${titles[prober.type]} probe failed: ${says}`);
  prober.resultRun = prober.lastResult === result ? prober.resultRun + 1 : 1;
  prober.lastResult = result;
  if (prober.resultRun < thresholdOf(spec, ok)) return false;
  const wants = setResult(look, prober, result);
  if (prober.type === "startup" || (prober.type === "liveness" && !ok)) {
    prober.onHold = true;
    prober.resultRun = 0;
  }
  return wants;
}

/** Resets the result at a new start of the container. */
function meet(look: Look, prober: Prober, start: number): boolean {
  if (prober.start === start) return false;
  prober.start = start;
  prober.result = undefined;
  prober.onHold = false;
  return setResult(look, prober, initial[prober.type]);
}

function setResult(look: Look, prober: Prober, result: NonNullable<Prober["result"]>): boolean {
  if (prober.result === result) return false;
  prober.result = result;
  if (prober.type === "readiness") setReadiness(look, prober.container, result === "success");
  return prober.type !== "liveness" || result === "failure";
}

const initial = { startup: "unknown", readiness: "failure", liveness: "success" } as const;
const titles = { startup: "Startup", readiness: "Readiness", liveness: "Liveness" } as const;

function thresholdOf({ successThreshold = 1, failureThreshold = 3 }: Probe, ok: boolean): number {
  return ok ? successThreshold : failureThreshold;
}

function leave(prober: Prober): false {
  prober.nextAt = gone;
  return false;
}

/** Lets the prober wait until the pod's status changes. */
function sleep(prober: Prober): false {
  prober.nextAt = Infinity;
  return false;
}

function nextTick({ base }: Prober, { periodSeconds = 10 }: Probe, after: Millis): Millis {
  const period = Math.max(1, periodSeconds) * 1000;
  return base + (Math.floor(Math.max(0, after - base) / period) + 1) * period;
}

function probeOf(container: Container, type: ProbeType): Probe | undefined {
  return type === "startup" ? container.startupProbe : type === "readiness" ? container.readinessProbe : container.livenessProbe;
}

function statusOf({ life }: Look, name: string): ContainerStatus | undefined {
  return statusNamed(life.status?.containerStatuses, name) ?? statusNamed(life.status?.initContainerStatuses, name);
}
