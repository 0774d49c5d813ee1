import type { ContainerStatus } from "../../schemas/generated/types.ts";
import type { StoredPod } from "../core/pods.ts";
import { statusNamed } from "./containerStatus.ts";
import { restartOfAll } from "./life.ts";
import { initOf, isSidecar, type NamedContainer, regularOf } from "./look.ts";
import { restartsAfter } from "./restarts.ts";

/** The phase of a pod. */
export type Phase = "Pending" | "Running" | "Succeeded" | "Failed";

interface Count {
  pending: number;
  failed: number;
  unknown: number;
  waiting: number;
  running: number;
  stopped: number;
  stoppedForGood: number;
  succeeded: number;
}

/** A pod's phase by the state of its containers. `isTerminal`: nothing of it will run again; `hasStarted`: a regular container runs. */
export function phaseOf(pod: StoredPod, statuses: readonly ContainerStatus[], isTerminal: boolean, hasStarted: boolean): Phase {
  const count: Count = { pending: 0, failed: 0, unknown: 0, waiting: 0, running: 0, stopped: 0, stoppedForGood: 0, succeeded: 0 };
  for (const container of initOf(pod)) {
    const status = statusNamed(statuses, container.name)!;
    if (isSidecar(container)) countSidecar(status, count, hasStarted);
    else countInit(status, count, container, pod);
  }
  for (const container of regularOf(pod)) countRegular(statusNamed(statuses, container.name)!, count, container, pod);
  if (count.failed > 0) return "Failed";
  if (count.pending > 0 || count.waiting > 0) return "Pending";
  if (count.running > 0 && count.unknown === 0) return "Running";
  if (count.running > 0 || count.stopped === 0 || count.unknown > 0) return "Pending";
  if (!isTerminal && count.stopped !== count.stoppedForGood) return "Running";
  return count.stopped === count.succeeded ? "Succeeded" : "Failed";
}

function countInit({ state, lastState }: ContainerStatus, count: Count, container: NamedContainer, pod: StoredPod): void {
  const ended = state?.terminated ?? (state?.waiting && lastState?.terminated);
  if (ended?.exitCode === undefined) count.pending++;
  else if (ended.exitCode !== 0 && ended.reason !== restartOfAll && !restartsAfter(container, pod, ended.exitCode)) count.failed++;
}

function countSidecar({ state, lastState, started }: ContainerStatus, count: Count, hasStarted: boolean): void {
  if (state?.running) {
    if (!started && !hasStarted) count.pending++;
    count.running++;
  } else if (state?.waiting && !lastState?.terminated) {
    if (!hasStarted) count.pending++;
    count.waiting++;
  }
}

function countRegular({ state, lastState }: ContainerStatus, count: Count, container: NamedContainer, pod: StoredPod): void {
  if (state?.running) {
    count.running++;
    return;
  }
  const { exitCode: code, reason } = state?.terminated ?? (state?.waiting && lastState?.terminated) ?? {};
  if (code === undefined) {
    if (state?.waiting) count.waiting++;
    else count.unknown++;
    return;
  }
  count.stopped++;
  if (reason !== restartOfAll && !restartsAfter(container, pod, code)) count.stoppedForGood++;
  if (state?.terminated && code === 0) count.succeeded++;
}
