import type { ContainerStatus } from "../../schemas/generated/types.ts";
import type { StoredPod } from "../core/pods.ts";
import { initOf, isSidecar, regularOf } from "./look.ts";

/** What `kubectl get pods` prints for a pod besides its name and age. */
export interface PodColumns {
  /** Such as `1/2`: sidecars count, other init containers do not. */
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When a container was last restarted, as its status says. */
  readonly lastRestart?: string;
}

/** READY, STATUS and RESTARTS of a pod, as the API server prints them. */
export function podColumns(pod: StoredPod): PodColumns {
  const { status, metadata } = pod;
  const init = initColumns(pod);
  const goesOn = init.reason === undefined || status.conditions?.some(({ type, status: is }) => type === "Initialized" && is === "True");
  const rest = goesOn ? regularColumns(pod, init.reason) : undefined;
  const total = regularOf(pod).length + initOf(pod).filter((one) => isSidecar(one)).length;
  const counted = goesOn ? [...init.sidecars, ...(status.containerStatuses ?? [])] : init.seen;
  const isOver = status.phase === "Failed" || status.phase === "Succeeded";
  const shown = rest?.reason ?? init.reason ?? baseReason(pod);
  const lastRestart = counted
    .flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? [])
    .sort()
    .at(-1);
  return {
    ready: `${init.ready + (rest?.ready ?? 0)}/${total}`,
    status: metadata.deletionTimestamp === undefined || isOver ? shown : status.reason === "NodeLost" ? "Unknown" : "Terminating",
    restarts: counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    ...(lastRestart !== undefined && { lastRestart }),
  };
}

function baseReason({ status }: StoredPod): string {
  const gated = status.conditions?.some(({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated");
  return gated ? "SchedulingGated" : (status.reason ?? status.phase ?? "Unknown");
}

interface InitColumns {
  readonly ready: number;
  /** The progress of the init containers; nothing when they are done. */
  readonly reason?: string;
  /** Those that it has come to, and the sidecars among them. */
  readonly seen: readonly ContainerStatus[];
  readonly sidecars: readonly ContainerStatus[];
}

function initColumns(pod: StoredPod): InitColumns {
  const specs = new Map(initOf(pod).map((one) => [one.name, one]));
  const [seen, sidecars]: [ContainerStatus[], ContainerStatus[]] = [[], []];
  let ready = 0;
  for (const [i, one] of (pod.status.initContainerStatuses ?? []).entries()) {
    const spec = specs.get(one.name ?? "");
    const { terminated, waiting } = one.state ?? {};
    seen.push(one);
    if (spec && isSidecar(spec)) sidecars.push(one);
    if (terminated?.exitCode === 0) continue;
    if (spec && isSidecar(spec) && one.started) {
      if (one.ready) ready++;
      continue;
    }
    if (terminated) return { ready, seen, sidecars, reason: `Init:${endedReason(terminated)}` };
    if (waiting?.reason && waiting.reason !== "PodInitializing") return { ready, seen, sidecars, reason: `Init:${waiting.reason}` };
    return { ready, seen, sidecars, reason: `Init:${i}/${specs.size}` };
  }
  return { ready, seen, sidecars };
}

function regularColumns(pod: StoredPod, before: string | undefined): { readonly ready: number; readonly reason: string } {
  let reason = before ?? baseReason(pod);
  let [ready, runs, failure]: [number, boolean, string] = [0, false, ""];
  for (const { state = {}, ready: isReady } of (pod.status.containerStatuses ?? []).toReversed()) {
    if (state.waiting?.reason) reason = state.waiting.reason;
    else if (state.terminated) {
      reason = endedReason(state.terminated);
      if (state.terminated.exitCode !== 0) failure = reason;
    } else if (state.running && isReady) [ready, runs] = [ready + 1, true];
  }
  if (reason !== "Completed") return { ready, reason };
  const isPodReady = pod.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return { ready, reason: runs && isPodReady ? "Running" : failure !== "" ? failure : runs ? "NotReady" : reason };
}

function endedReason({ reason, signal, exitCode }: NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>): string {
  return reason ?? (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}
