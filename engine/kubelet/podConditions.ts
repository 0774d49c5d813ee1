import { sameValue } from "../../api/equal.ts";
import { memoize } from "../../api/memoize.ts";
import type { Container, ContainerStatus, PodCondition } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { type StoredPod, withConditions } from "../core/pods.ts";
import { initOf, isSidecar, regularOf } from "./look.ts";
import type { Phase } from "./phase.ts";
import { mayRestartAll } from "./restarts.ts";

/** Conditions to set. It caches the merged lists of recent pods, so that pods in the same state share them. */
export class Conditions {
  readonly changes: readonly PodCondition[];
  private readonly recent: Merged[] = [];

  constructor(changes: readonly PodCondition[]) {
    this.changes = changes;
  }

  /** The conditions with these set. Pods that do the same at the same time share the list. */
  mergedInto(own: readonly PodCondition[], now: Millis): PodCondition[] {
    const second = now - (now % 1000);
    for (const one of this.recent) if (one.conditions === own || (one.own === own && one.second === second)) return one.conditions;
    const same = this.recent.find((one) => one.second === second && sameValue(one.own, own));
    if (same) return same.conditions;
    const conditions = withConditions(own, this.changes, now);
    this.recent.unshift({ second, own, conditions });
    this.recent.length = Math.min(this.recent.length, mostRecent);
    return conditions;
  }
}

interface Merged {
  readonly second: Millis;
  readonly own: readonly PodCondition[];
  readonly conditions: PodCondition[];
}

const mostRecent = 4;

/** The conditions that a kubelet sets: all of them, and the two that a probe's result changes. Conditions that others set stay as they are. */
export interface KubeletConditions {
  readonly all: Conditions;
  readonly readiness: Conditions;
}

/** What the conditions of a pod depend on, besides its spec. */
export interface Basis {
  readonly statuses: readonly ContainerStatus[];
  readonly phase: Phase;
  readonly hasSandbox: boolean;
  /** Its present conditions. */
  readonly before: readonly PodCondition[];
  /** Whether all its containers are being restarted. */
  readonly restartsAll: boolean;
}

/** The pod conditions that a kubelet sets. */
export function podConditions(pod: StoredPod, basis: Basis): KubeletConditions {
  const { statuses, phase, hasSandbox } = basis;
  if (initOf(pod).length > 0 || (pod.spec.readinessGates?.length ?? 0) > 0 || mayRestartAll(pod)) return made(conditionsOf(pod, basis));
  const known = plainConditions(regularOf(pod));
  for (const one of known) if (one.phase === phase && one.hasSandbox === hasSandbox && hasReady(one, statuses)) return one.conditions;
  const conditions = made(conditionsOf(pod, basis));
  known.push({ phase, hasSandbox, ready: statuses.map(({ ready = false }) => ready), conditions });
  return conditions;
}

function made(changes: readonly PodCondition[]): KubeletConditions {
  return { all: new Conditions(changes), readiness: new Conditions(changes.filter(isReadiness)) };
}

function isReadiness({ type }: PodCondition): boolean {
  return type === "Ready" || type === "ContainersReady";
}

interface State {
  readonly phase: Phase;
  readonly hasSandbox: boolean;
  readonly ready: readonly boolean[];
  readonly conditions: KubeletConditions;
}

function hasReady({ ready }: State, statuses: readonly ContainerStatus[]): boolean {
  for (let i = 0; i < ready.length; i++) if (ready[i] !== (statuses[i]?.ready ?? false)) return false;
  return true;
}

/** Pods of one template share conditions that depend only on which of their containers are ready. */
const plainConditions = memoize((_: readonly Container[]): State[] => []);

function conditionsOf(pod: StoredPod, basis: Basis): readonly PodCondition[] {
  const { statuses, phase, hasSandbox } = basis;
  const containersReady = containersReadiness(pod, statuses, phase);
  return [
    { type: "PodReadyToStartContainers", status: hasSandbox ? "True" : "False" },
    { type: "Initialized", ...initialized(pod, basis) },
    { type: "Ready", ...(containersReady.status === "True" ? gates(pod) : containersReady) },
    { type: "ContainersReady", ...containersReady },
    { type: "PodScheduled", status: "True" },
    ...(mayRestartAll(pod) ? [{ type: "AllContainersRestarting", ...restarting(basis) }] : []),
  ];
}

function restarting({ phase, restartsAll }: Basis): Verdict {
  if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
  if (phase === "Failed") return { status: "False", reason: "PodFailed" };
  if (!restartsAll) return { status: "False" };
  return { status: "True", reason: "RestartAllContainersStarted", message: "container exited with restart policy rule" };
}

type Verdict = Pick<PodCondition, "status" | "reason" | "message">;

function containersReadiness(pod: StoredPod, statuses: readonly ContainerStatus[], phase: Phase): Verdict {
  if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
  if (phase === "Failed") return { status: "False", reason: "PodFailed" };
  const counted = [...initOf(pod).filter((one) => isSidecar(one)), ...regularOf(pod)].map(({ name }) => name);
  const unready = counted.filter((name) => !statuses.find((status) => status.name === name)?.ready);
  if (unready.length === 0) return { status: "True" };
  return { status: "False", reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
}

/** The readiness gates of a pod: conditions that others must set. */
function gates(pod: StoredPod): Verdict {
  const lacking = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = pod.status.conditions?.find(({ type }) => type === conditionType);
    if (!condition) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return condition.status === "True" ? [] : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  return lacking.length === 0 ? { status: "True" } : { status: "False", reason: "ReadinessGatesNotReady", message: lacking.join(", ") };
}

/** A pod that is initialized stays so, even if a sidecar or an init container has to start again. */
function initialized(pod: StoredPod, { statuses, phase, before }: Basis): Verdict {
  if (phase === "Succeeded") return { status: "True", reason: "PodCompleted" };
  const initContainers = initOf(pod);
  if (initContainers.length === 0) return { status: "True" };
  const of = (name: string): ContainerStatus | undefined => statuses.find((status) => status.name === name);
  if (regularOf(pod).some(({ name }) => of(name)?.state?.running ?? of(name)?.state?.terminated)) return { status: "True" };
  const incomplete = initContainers.filter((one) => !(isSidecar(one) ? of(one.name)?.started : of(one.name)?.ready)).map(({ name }) => name);
  if (incomplete.length === 0 || before.some(({ type, status }) => type === "Initialized" && status === "True")) return { status: "True" };
  return { status: "False", reason: "ContainersNotInitialized", message: `containers with incomplete status: [${incomplete.join(" ")}]` };
}

/** The status of a container that disappeared, so that its exit code is unknown. */
export function lostStatus(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated) return status;
  const message = "The container could not be located when the pod was terminated";
  return { ...status, state: { terminated: { reason: "ContainerStatusUnknown", message, exitCode: 137 } } };
}
