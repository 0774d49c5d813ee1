import { formatTime } from "../../api/time.ts";
import type { ContainerState, ContainerStatus, PodStatus } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { type StoredPod, withConditions } from "../core/pods.ts";

/** A kubelet's report about a pod. */
export type Report =
  | { readonly is: "running"; readonly ready: boolean }
  /** Its containers have ended and wait for a restart. */
  | { readonly is: "crashed" }
  | { readonly is: "finished"; readonly phase: "Succeeded" | "Failed"; readonly exitCode: number; readonly reason?: string };

/** The status of a pod after a kubelet's report. The pod has an IP address from the first report on. */
export function statusAfter(pod: StoredPod, report: Report, now: Millis): PodStatus {
  const at = formatTime(now);
  const common = { ...pod.status, startTime: pod.status.startTime ?? at };
  switch (report.is) {
    case "running":
      return live(pod, { ...common, ...containers(pod, { running: { startedAt: at } }, report.ready, 0) }, report.ready, now);
    case "crashed":
      return live(pod, { ...common, ...containers(pod, { waiting: { reason: "CrashLoopBackOff" } }, false, 1) }, false, now);
    case "finished": {
      const { phase, exitCode } = report;
      const terminated = { exitCode, reason: report.reason ?? (exitCode === 0 ? "Completed" : "Error"), startedAt: at, finishedAt: at };
      const status = { ...common, phase, ...containers(pod, { terminated }, false, 0) };
      return withReadiness(status, false, phase === "Succeeded" ? "PodCompleted" : "PodFailed", now);
    }
  }
}

/** Whether its containers are in CrashLoopBackOff. */
export function isCrashing({ status }: StoredPod): boolean {
  return status.containerStatuses?.some(({ state }) => state?.waiting?.reason === "CrashLoopBackOff") ?? false;
}

function live(pod: StoredPod, status: PodStatus, ready: boolean, now: Millis): PodStatus {
  const podIP = status.podIP ?? addressOf(pod);
  return withReadiness({ ...status, phase: "Running", podIP, podIPs: [{ ip: podIP }] }, ready, "ContainersNotReady", now);
}

/** IP addresses are numbered like objects, so that no two existing pods share one. */
export function addressOf({ metadata }: StoredPod): string {
  const n = Number(metadata.uid);
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

function containers(pod: StoredPod, state: ContainerState, ready: boolean, restarted: number): { containerStatuses: ContainerStatus[] } {
  const before = pod.status.containerStatuses;
  return {
    containerStatuses: (pod.spec.containers ?? []).map(({ name, image }, i) => ({
      name,
      image,
      imageID: "",
      ready,
      started: ready,
      state,
      restartCount: (before?.[i]?.restartCount ?? 0) + restarted,
    })),
  };
}

function withReadiness(status: PodStatus, ready: boolean, reason: string, now: Millis): PodStatus {
  const readiness = ready ? { status: "True" } : { status: "False", reason };
  const changes = [
    { type: "Initialized", status: "True" },
    { type: "Ready", ...readiness },
    { type: "ContainersReady", ...readiness },
  ];
  return { ...status, conditions: withConditions(status.conditions, changes, now) };
}
