import { addressOf } from "./podStatus.ts";
import { sameValue } from "../../api/equal.ts";
import { formatTime, parseTime } from "../../api/time.ts";
import type { Container, ContainerStatus, PodCondition, PodStatus } from "../../schemas/generated/types.ts";
import { withConditions } from "../core/pods.ts";
import { restartsAll } from "./actions.ts";
import { initStatuses, regularStatuses, statusNamed } from "./containerStatus.ts";
import { hasSandbox, isRunning } from "./life.ts";
import { initOf, isSidecar, type Look, regularOf, say, seenAt } from "./look.ts";
import { type Basis, type Conditions, lostStatus, podConditions } from "./podConditions.ts";
import { type Phase, phaseOf } from "./phase.ts";

const deadlineMessage = "Pod was active on the node longer than the specified deadline";

/** Computes the pod's status from its containers and stores it. Returns the phase. */
export function generate(look: Look, isTerminal = false): Phase {
  const { life, pod, now } = look;
  const seen = isTerminal ? now : seenAt(look);
  const regular = regularStatuses(look, seen);
  const init = initStatuses(look, seen);
  const statuses = init.length > 0 ? [...init, ...regular] : regular;
  const old = life.status ?? pod.status;
  const found = phaseOf(pod, statuses, isTerminal, init.length > 0 && hasStarted(look));
  const isPast = isPastDeadline(look);
  const phase = isPast ? "Failed" : isFinal(old.phase) && !isFinal(found) ? old.phase : found;
  if (isPast) say(look, "Normal", "DeadlineExceeded", deadlineMessage);
  const conditions = merged(look, podConditions(pod, basisOf(look, statuses, phase, restartsAll(look))).all);
  const { qosClass, nominatedNodeName, hostIP } = pod.status;
  const podIP = life.sandboxFrom === undefined ? undefined : (life.status?.podIP ?? pod.status.podIP ?? addressOf(pod));
  const status: PodStatus = { phase, conditions, startTime: old.startTime ?? formatTime(now), containerStatuses: regular };
  if (init.length > 0) status.initContainerStatuses = init;
  if (podIP !== undefined) {
    status.podIP = podIP;
    status.podIPs = old.podIPs?.[0]?.ip === podIP ? old.podIPs : [{ ip: podIP }];
  }
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (nominatedNodeName !== undefined) status.nominatedNodeName = nominatedNodeName;
  if (hostIP !== undefined) status.hostIP = hostIP;
  const reason = isPast ? "DeadlineExceeded" : phase === old.phase ? old.reason : undefined;
  const message = isPast ? deadlineMessage : phase === old.phase ? old.message : undefined;
  if (reason !== undefined) status.reason = reason;
  if (message !== undefined) status.message = message;
  life.status = pod.status === life.lastReported && sameValue(status, pod.status) ? pod.status : status;
  return phase;
}

function isFinal(phase: string | undefined): phase is "Failed" | "Succeeded" {
  return phase === "Failed" || phase === "Succeeded";
}

/** Whether a regular container runs. */
function hasStarted({ life, pod, now }: Look): boolean {
  return regularOf(pod).some(({ name }) => isRunning(life.containers[name]?.latest, now));
}

/** What the pod's conditions depend on. */
function basisOf({ life, pod, now }: Look, statuses: readonly ContainerStatus[], phase: Phase, restarts: boolean): Basis {
  return { statuses, phase, hasSandbox: hasSandbox(life, now), before: (life.status ?? pod.status).conditions ?? none, restartsAll: restarts };
}

/** Updates only the readiness in the status after a probe's result. */
export function setReadiness(look: Look, container: string, ready: boolean): void {
  const { life, pod } = look;
  const { status } = life;
  const own = status && ownStatus(status, container);
  if (!status || own?.ready === ready) return;
  const next = own ? withStatus(status, own, { ...own, ready }) : { ...status };
  const { containerStatuses: regular = none, initContainerStatuses: init } = next;
  const basis = basisOf(look, init ? [...init, ...regular] : regular, (status.phase ?? "Pending") as Phase, false);
  next.conditions = merged(look, podConditions(pod, basis).readiness);
  life.status = next;
}

/** Updates only whether a start of a container has passed its startup probe; it becomes ready in the next sync. Returns whether that is new. */
export function setStarted({ life }: Look, container: string, start: number | undefined, started: boolean): boolean {
  const { status } = life;
  const own = status && ownStatus(status, container);
  if (!status || !own?.state?.running || own.started === started || own.restartCount !== start) return false;
  life.status = withStatus(status, own, { ...own, started });
  return true;
}

function ownStatus({ containerStatuses, initContainerStatuses }: PodStatus, container: string): ContainerStatus | undefined {
  return statusNamed(containerStatuses, container) ?? statusNamed(initContainerStatuses, container);
}

/** A pod's status with the status of one container replaced. */
function withStatus(status: PodStatus, before: ContainerStatus, after: ContainerStatus): PodStatus {
  const changed = (one: ContainerStatus): ContainerStatus => (one === before ? after : one);
  const { containerStatuses, initContainerStatuses } = status;
  const next: PodStatus = { ...status, containerStatuses: containerStatuses?.map(changed) ?? [] };
  if (initContainerStatuses) next.initContainerStatuses = initContainerStatuses.map(changed);
  return next;
}

/** Finishes a pod whose containers have ended. Containers whose end was not observed count as lost. */
export function finish({ life }: Look): void {
  life.stage = "gone";
  const status = life.status!;
  const { initContainerStatuses: init, containerStatuses: regular = [] } = status;
  const last = init?.findLastIndex(hasBegun) ?? -1;
  const isInitialized = life.wasInitialized;
  const lost = [...(init?.slice(0, Math.max(0, last) + 1) ?? []), ...(isInitialized ? regular : [])];
  const phase = status.phase === "Succeeded" ? "Succeeded" : "Failed";
  if (status.phase === phase && lost.every(({ state }) => state?.terminated)) return;
  life.status = {
    ...status,
    phase,
    containerStatuses: isInitialized ? regular.map(lostStatus) : regular,
    ...(init && { initContainerStatuses: init.map((one, i) => (i <= Math.max(0, last) ? lostStatus(one) : one)) }),
  };
}

/** Whether the init containers of a pod are done, by its status. */
export function isInitialized({ life, pod }: Look): boolean {
  const { containerStatuses = [], initContainerStatuses = [] } = life.status ?? {};
  return initOf(pod).length === 0 || containerStatuses.some(hasBegun) || isThrough(initOf(pod).at(-1)!, initContainerStatuses.at(-1));
}

function hasBegun({ state, lastState }: ContainerStatus): boolean {
  return state?.waiting === undefined || lastState?.terminated !== undefined;
}

/** Whether the last init container is done: a sidecar has started, any other has succeeded. */
function isThrough(container: Container, { state, lastState, started }: ContainerStatus = {}): boolean {
  if (isSidecar(container)) return state?.running !== undefined && started === true;
  return [state, lastState].some((one) => one?.terminated?.exitCode === 0);
}

/** The status that is reported to the API server: no final phase while containers may run. */
export function reported({ life, pod }: Look): PodStatus {
  const status = life.status!;
  if (life.stage === "terminated" || life.stage === "gone" || (status.phase !== "Failed" && status.phase !== "Succeeded")) return status;
  if (pod.status.phase === status.phase) return status;
  const { reason: _, message: __, ...rest } = status;
  const { phase = "Pending", reason, message } = pod.status;
  return { ...rest, phase, ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) };
}

/** When a pod's `activeDeadlineSeconds` is over. */
export function deadlineOf({ pod, life }: Look): number {
  const { activeDeadlineSeconds } = pod.spec;
  if (activeDeadlineSeconds === undefined) return Infinity;
  const start = parseTime((life.status ?? pod.status).startTime ?? "");
  return start === undefined ? Infinity : start + activeDeadlineSeconds * 1000;
}

function isPastDeadline(look: Look): boolean {
  return look.pod.spec.activeDeadlineSeconds !== undefined && look.now >= deadlineOf(look);
}

/** The pod's conditions with the kubelet's own replaced; those of others stay as the API server has them. */
function merged({ life, pod, now }: Look, conditions: Conditions): PodCondition[] {
  const known = pod.status.conditions ?? none;
  const own = life.status?.conditions ?? known;
  if (own === known || pod.status === life.lastReported) return conditions.mergedInto(own, now);
  const isOwn = ({ type }: PodCondition): boolean => ownTypes.has(type ?? "");
  return withConditions([...known.filter((one) => !isOwn(one)), ...own.filter(isOwn)], conditions.changes, now);
}

const none: readonly never[] = [];

const ownTypes = new Set(["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled", "AllContainersRestarting"]);
