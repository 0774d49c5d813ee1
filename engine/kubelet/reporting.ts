import { sameValue } from "../../api/equal.ts";
import { formatTime, parseTime } from "../../api/time.ts";
import type { ContainerStatus, PodCondition, PodStatus } from "../../schemas/generated/types.ts";
import { withConditions } from "../core/pods.ts";
import { containerStatuses } from "./containerStatus.ts";
import { hasSandbox, isRunning } from "./life.ts";
import { initOf, type Look, regularOf, say } from "./look.ts";
import { type Conditions, lostStatus, podConditions } from "./podConditions.ts";
import { type Phase, phaseOf } from "./phase.ts";

const deadlineMessage = "Pod was active on the node longer than the specified deadline";

/** Computes the pod's status from its containers and stores it. Returns the phase. */
export function generate(look: Look, isTerminal = false): Phase {
  const { life, pod, now } = look;
  const { regular, init } = containerStatuses(look);
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
  const conditions = merged(look, podConditions(pod, statuses, phase, hasSandbox(life, now)).all);
  const { qosClass, nominatedNodeName, hostIP } = pod.status;
  const podIP = life.sandboxFrom === undefined ? undefined : addressOf(look);
  const status: PodStatus = { phase, conditions, startTime: old.startTime ?? formatTime(now), containerStatuses: regular };
  if (init.length > 0) status.initContainerStatuses = init;
  if (podIP !== undefined) [status.podIP, status.podIPs] = [podIP, [{ ip: podIP }]];
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (nominatedNodeName !== undefined) status.nominatedNodeName = nominatedNodeName;
  if (hostIP !== undefined) status.hostIP = hostIP;
  if (reason.reason !== undefined) status.reason = reason.reason;
  if (reason.message !== undefined) status.message = reason.message;
  life.status = pod.status === life.lastReported && sameValue(status, pod.status) ? pod.status : status;
  return phase;
}

/** Updates only the readiness in the status after a probe's result. */
export function setReadiness(look: Look, container: string, ready: boolean): void {
  const { life, pod, now } = look;
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
  next.conditions = merged(look, podConditions(pod, all, (status.phase ?? "Pending") as Phase, hasSandbox(life, now)).readiness);
  life.status = next;
}

function isAlready({ containerStatuses, initContainerStatuses }: PodStatus, container: string, ready: boolean): boolean {
  const own = containerStatuses?.find(({ name }) => name === container) ?? initContainerStatuses?.find(({ name }) => name === container);
  return own?.ready === ready;
}

/** A pod that has ended counts as finished whatever became of it, and what did not end in sight as lost. */
export function finish({ life, pod }: Look): void {
  life.stage = "gone";
  const status = life.status!;
  const { initContainerStatuses: init, containerStatuses: regular = [] } = status;
  const hasBegun = ({ state, lastState }: ContainerStatus): boolean => state?.waiting === undefined || lastState?.terminated !== undefined;
  const last = (init ?? []).findLastIndex(hasBegun);
  const isInitialized = initOf(pod).length === 0 || regular.some(hasBegun) || last === initOf(pod).length - 1;
  life.status = {
    ...status,
    phase: status.phase === "Succeeded" ? "Succeeded" : "Failed",
    containerStatuses: isInitialized ? regular.map(lostStatus) : regular,
    ...(init && { initContainerStatuses: init.map((one, i) => (i <= Math.max(0, last) ? lostStatus(one) : one)) }),
  };
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

const ownTypes = new Set(["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]);

/** Addresses are counted like objects: no two pods that live at the same time share one. */
function addressOf({ pod, life }: Look): string {
  const n = Number(pod.metadata.uid);
  return life.status?.podIP ?? pod.status.podIP ?? `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}
