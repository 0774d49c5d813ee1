import type { Container, ContainerStateTerminated, ContainerStatus } from "../../schemas/generated/types.ts";
import { conditionOf, isFinished, isReady, isTerminating, type StoredPod } from "./pods.ts";

/** What `kubectl get pods` prints for a pod: how many containers are ready, the most important state as one word, and the number of restarts. */
export interface PodColumns {
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When a container last terminated before its restart, if the status says so. */
  readonly lastRestart?: string;
}

interface Tally {
  reason: string;
  ready: number;
  restarts: number;
  lastRestart: string;
}

/** The columns READY, STATUS and RESTARTS, computed as the API server does for its tables. */
export function podColumns(pod: StoredPod): PodColumns {
  const { spec, status } = pod;
  const gated = conditionOf(pod, "PodScheduled")?.reason === "SchedulingGated";
  const reason = gated ? "SchedulingGated" : status.reason || status.phase || "Unknown";
  const sidecars = (spec.initContainers ?? []).filter(isSidecar);
  const first = initial(pod, { reason, ready: 0, restarts: 0, lastRestart: "" });
  const isInitialized = !first.isInitializing || conditionOf(pod, "Initialized")?.status === "True";
  const tally = isInitialized ? main(pod, first) : first.tally;
  const total = (spec.containers ?? []).length + sidecars.length;
  return {
    ready: `${tally.ready}/${total}`,
    status: leaving(pod) ?? tally.reason,
    restarts: tally.restarts,
    ...(tally.lastRestart !== "" && { lastRestart: tally.lastRestart }),
  };
}

function leaving(pod: StoredPod): string | undefined {
  if (!isTerminating(pod)) return undefined;
  if (pod.status.reason === "NodeLost") return "Unknown";
  return isFinished(pod) ? undefined : "Terminating";
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === "Always";
}

interface Initial {
  readonly tally: Tally;
  /** The restarts of sidecars. */
  readonly beside: Pick<Tally, "restarts" | "lastRestart">;
  readonly isInitializing: boolean;
}

/** Goes through the init containers up to the first that is not done. */
function initial({ spec, status }: StoredPod, start: Tally): Initial {
  const tally = { ...start };
  const beside = { restarts: 0, lastRestart: "" };
  for (const [i, container] of (status.initContainerStatuses ?? []).entries()) {
    const definition = spec.initContainers?.find(({ name }) => name === container.name);
    const goesOn = definition !== undefined && isSidecar(definition);
    count(tally, container);
    if (goesOn) count(beside, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated && (terminated.exitCode ?? 0) === 0) continue;
    if (goesOn && container.started) {
      if (container.ready) tally.ready++;
      continue;
    }
    if (terminated) tally.reason = `Init:${endOf(terminated)}`;
    else if (waiting?.reason && waiting.reason !== "PodInitializing") tally.reason = `Init:${waiting.reason}`;
    else tally.reason = `Init:${i}/${(spec.initContainers ?? []).length}`;
    return { tally, beside, isInitializing: true };
  }
  return { tally, beside, isInitializing: false };
}

/** Visits the containers from the last to the first, so that the state of the first one wins. */
function main(pod: StoredPod, { tally: before, beside }: Initial): Tally {
  const tally = { ...before, ...beside };
  let runs = false;
  let failure = "";
  for (const container of (pod.status.containerStatuses ?? []).toReversed()) {
    count(tally, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) tally.reason = waiting.reason;
    else if (terminated) {
      tally.reason = endOf(terminated);
      if (terminated.exitCode !== 0) failure = tally.reason;
    } else if (container.ready && running) {
      runs = true;
      tally.ready++;
    }
  }
  if (tally.reason === "Completed") {
    if (runs && isReady(pod)) tally.reason = "Running";
    else if (failure !== "") tally.reason = failure;
    else if (runs) tally.reason = "NotReady";
  }
  return tally;
}

function count(tally: Pick<Tally, "restarts" | "lastRestart">, { restartCount = 0, lastState }: ContainerStatus): void {
  tally.restarts += restartCount;
  const at = lastState?.terminated?.finishedAt ?? "";
  if (at > tally.lastRestart) tally.lastRestart = at;
}

function endOf({ reason, signal, exitCode }: ContainerStateTerminated): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);
}
