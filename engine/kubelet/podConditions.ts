import { memoize } from "../../api/memoize.ts";
import type { Container, ContainerStatus, PodCondition } from "../../schemas/generated/types.ts";
import type { StoredPod } from "../core/pods.ts";
import { initOf, isSidecar, regularOf } from "./look.ts";
import type { Phase } from "./phase.ts";

/** The pod conditions that a kubelet sets. Conditions that others set stay as they are. */
export function podConditions(pod: StoredPod, statuses: readonly ContainerStatus[], phase: Phase, hasSandbox: boolean): readonly PodCondition[] {
  if (initOf(pod).length > 0 || (pod.spec.readinessGates?.length ?? 0) > 0) return conditionsOf(pod, statuses, phase, hasSandbox);
  const known = plainConditions(regularOf(pod));
  const key = `${phase} ${hasSandbox}${statuses.map(({ name, ready }) => (ready ? "" : ` ${name}`)).join("")}`;
  let found = known.get(key);
  if (!found) known.set(key, (found = conditionsOf(pod, statuses, phase, hasSandbox)));
  return found;
}

/** Pods of one template share what is said of them, where it hangs on nothing but which of their containers are ready. */
const plainConditions = memoize((_: readonly Container[]) => new Map<string, readonly PodCondition[]>());

function conditionsOf(pod: StoredPod, statuses: readonly ContainerStatus[], phase: Phase, hasSandbox: boolean): readonly PodCondition[] {
  const containersReady = containersReadiness(pod, statuses, phase);
  return [
    { type: "PodReadyToStartContainers", status: hasSandbox ? "True" : "False" },
    { type: "Initialized", ...initialized(pod, statuses, phase) },
    { type: "Ready", ...(containersReady.status === "True" ? gates(pod) : containersReady) },
    { type: "ContainersReady", ...containersReady },
    { type: "PodScheduled", status: "True" },
  ];
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

/** Conditions that others have to set first. */
function gates(pod: StoredPod): Verdict {
  const lacking = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = pod.status.conditions?.find(({ type }) => type === conditionType);
    if (!condition) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return condition.status === "True" ? [] : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  return lacking.length === 0 ? { status: "True" } : { status: "False", reason: "ReadinessGatesNotReady", message: lacking.join(", ") };
}

function initialized(pod: StoredPod, statuses: readonly ContainerStatus[], phase: Phase): Verdict {
  if (phase === "Succeeded") return { status: "True", reason: "PodCompleted" };
  const initContainers = initOf(pod);
  if (initContainers.length === 0) return { status: "True" };
  const of = (name: string): ContainerStatus | undefined => statuses.find((status) => status.name === name);
  if (regularOf(pod).some(({ name }) => of(name)?.state?.running ?? of(name)?.state?.terminated)) return { status: "True" };
  const incomplete = initContainers.filter((one) => !(isSidecar(one) ? of(one.name)?.started : of(one.name)?.ready)).map(({ name }) => name);
  if (incomplete.length === 0) return { status: "True" };
  return { status: "False", reason: "ContainersNotInitialized", message: `containers with incomplete status: [${incomplete.join(" ")}]` };
}

/** Those that are ended without a word of how, as they could not be found. */
export function lostStatus(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated) return status;
  const message = "The container could not be located when the pod was terminated";
  return { ...status, state: { terminated: { reason: "ContainerStatusUnknown", message, exitCode: 137 } } };
}
