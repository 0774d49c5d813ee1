import { sameValue } from "../../api/equal.ts";
import { formatTime, parseTime } from "../../api/time.ts";
import type { Container, ContainerStatus, PodCondition, PodStatus } from "../../schemas/generated/types.ts";
import { withConditions } from "../core/pods.ts";
import { restartsAll } from "./actions.ts";
import { containerStatuses } from "./containerStatus.ts";
import { hasSandbox, isRunning } from "./life.ts";
import { asSeen, initOf, isSidecar, type Look, regularOf, say } from "./look.ts";
import { type Conditions, lostStatus, podConditions } from "./podConditions.ts";
import { type Phase, phaseOf } from "./phase.ts";

const deadlineMessage = "Pod was active on the node longer than the specified deadline";

/** Computes the pod's status from its containers and stores it. Returns the phase. */
export function generate(look: Look, isTerminal = false): Phase {
  const { life, pod, now } = look;
  const { regular, init } = containerStatuses(isTerminal ? look : asSeen(look));
  const statuses = init.length > 0 ? [...init, ...regular] : regular;
  const hasStarted = regularOf(pod).some(({ name }) => isRunning(life.containers[name]?.latest, now));
  const old = life.status ?? pod.status;
  let phase = phaseOf(pod, statuses, isTerminal, hasStarted);
  if (phase !== "Failed" && phase !== "Succeeded" && (old.phase === "Failed" || old.phase === "Succeeded")) phase = old.phase;
  let reason = phase === old.phase ? { reason: old.reason, message: old.message } : {};
  if (isPastDeadline(look)) {
    say(look, "Normal", "DeadlineExceeded", deadlineMessage);
    phase = "Failed";
    reason = { reason: "DeadlineExceeded", message: deadlineMessage };
  }
  const conditions = merged(look, podConditions(pod, { statuses, phase, ...surroundingsOf(look), restartsAll: restartsAll(look) }).all);
  const { qosClass, nominatedNodeName, hostIP } = pod.status;
  const podIP = life.sandboxFrom === undefined ? undefined : addressOf(look);
  const status: PodStatus = { phase, conditions, startTime: old.startTime ?? formatTime(now), containerStatuses: regular };
  if (init.length > 0) status.initContainerStatuses = init;
  if (podIP !== undefined) [status.podIP, status.podIPs] = [podIP, old.podIPs?.[0]?.ip === podIP ? old.podIPs : [{ ip: podIP }]];
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (nominatedNodeName !== undefined) status.nominatedNodeName = nominatedNodeName;
  if (hostIP !== undefined) status.hostIP = hostIP;
  if (reason.reason !== undefined) status.reason = reason.reason;
  if (reason.message !== undefined) status.message = reason.message;
  life.status = pod.status === life.lastReported && sameValue(status, pod.status) ? pod.status : status;
  return phase;
}

function surroundingsOf({ life, pod, now }: Look): { readonly hasSandbox: boolean; readonly before: readonly PodCondition[] } {
  return { hasSandbox: hasSandbox(life, now), before: (life.status ?? pod.status).conditions ?? none };
}

/** Updates only the readiness in the status after a probe's result. */
export function setReadiness(look: Look, container: string, ready: boolean): void {
  const { life, pod } = look;
  const status = life.status;
  if (!status || isAlready(status, container, ready)) return;
  const change = (list: PodStatus["containerStatuses"]): NonNullable<PodStatus["containerStatuses"]> =>
    (list ?? []).map((one) => (one.name === container && one.ready !== ready ? { ...one, ready } : one));
  const next: PodStatus = {
    ...status,
    containerStatuses: change(status.containerStatuses),
    ...(status.initContainerStatuses && { initContainerStatuses: change(status.initContainerStatuses) }),
  };
  const all = [...(next.initContainerStatuses ?? []), ...(next.containerStatuses ?? [])];
  next.conditions = merged(
    look,
    podConditions(pod, { statuses: all, phase: (status.phase ?? "Pending") as Phase, ...surroundingsOf(look), restartsAll: false }).readiness,
  );
  life.status = next;
}

/** Updates only whether a start of a container has passed its startup probe: ready it is not before the next sync. Returns whether that is new. */
export function setStarted({ life }: Look, container: string, start: number | undefined, started: boolean): boolean {
  const { containerStatuses = [], initContainerStatuses } = life.status ?? {};
  const own = [...containerStatuses, ...(initContainerStatuses ?? [])].find(({ name }) => name === container);
  if (!own?.state?.running || own.started === started || own.restartCount !== start) return false;
  const change = (list: readonly ContainerStatus[]): ContainerStatus[] => list.map((one) => (one === own ? { ...one, started } : one));
  life.status = {
    ...life.status,
    containerStatuses: change(containerStatuses),
    ...(initContainerStatuses && { initContainerStatuses: change(initContainerStatuses) }),
  };
  return true;
}

function isAlready({ containerStatuses, initContainerStatuses }: PodStatus, container: string, ready: boolean): boolean {
  const own = containerStatuses?.find(({ name }) => name === container) ?? initContainerStatuses?.find(({ name }) => name === container);
  return own?.ready === ready;
}

/** A pod that has ended counts as finished whatever became of it, and what did not end in sight as lost. */
export function finish({ life }: Look): void {
  life.stage = "gone";
  const status = life.status!;
  const { initContainerStatuses: init, containerStatuses: regular = [] } = status;
  const last = (init ?? []).findLastIndex(hasBegun);
  const isInitialized = life.wasInitialized;
  const lost = (init ?? []).slice(0, Math.max(0, last) + 1).concat(isInitialized ? regular : []);
  const phase = status.phase === "Succeeded" ? "Succeeded" : "Failed";
  if (status.phase === phase && lost.every(({ state }) => state?.terminated)) return;
  life.status = {
    ...status,
    phase,
    containerStatuses: isInitialized ? regular.map(lostStatus) : regular,
    ...(init && { initContainerStatuses: init.map((one, i) => (i <= Math.max(0, last) ? lostStatus(one) : one)) }),
  };
}

/** Whether the init containers of a pod were through, as far as its status tells. */
export function isInitialized({ life, pod }: Look): boolean {
  const { containerStatuses = [], initContainerStatuses = [] } = life.status ?? {};
  return initOf(pod).length === 0 || containerStatuses.some(hasBegun) || isThrough(initOf(pod).at(-1)!, initContainerStatuses.at(-1));
}

function hasBegun({ state, lastState }: ContainerStatus): boolean {
  return state?.waiting === undefined || lastState?.terminated !== undefined;
}

/** Whether the last init container has done its part: a sidecar has started, another one has ended well. */
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

/** Conditions of others are as the API server has them. */
function merged({ life, pod, now }: Look, conditions: Conditions): PodCondition[] {
  const known = pod.status.conditions ?? none;
  const own = life.status?.conditions ?? known;
  if (own === known || pod.status === life.lastReported) return conditions.mergedInto(own, now);
  const isOwn = ({ type }: PodCondition): boolean => ownTypes.has(type ?? "");
  return withConditions([...known.filter((one) => !isOwn(one)), ...own.filter(isOwn)], conditions.changes, now);
}

const none: readonly PodCondition[] = [];

const ownTypes = new Set(["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled", "AllContainersRestarting"]);

/** Addresses are counted like objects: no two pods that live at the same time share one. */
function addressOf({ pod, life }: Look): string {
  const n = Number(pod.metadata.uid);
  return life.status?.podIP ?? pod.status.podIP ?? `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}
