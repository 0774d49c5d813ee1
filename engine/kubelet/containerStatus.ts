import { sameValue } from "../../api/equal.ts";
import { formatTime } from "../../api/time.ts";
import type { ContainerState, ContainerStatus } from "../../schemas/generated/types.ts";
import { resultOf } from "./actions.ts";
import { type ContainerLife, type ContainerRun, hasEnded, isRunning, type Prober, type ProbeType, restartOfAll } from "./life.ts";
import { initOf, isSidecar, type Look, type NamedContainer, regularOf } from "./look.ts";
import { shouldStart } from "./restarts.ts";

/** The container statuses that a kubelet reports: regular containers sorted by name, init containers in their order. */
export function containerStatuses(look: Look): { readonly regular: ContainerStatus[]; readonly init: ContainerStatus[] } {
  const regular = regularOf(look.pod).map((container) => statusOf(look, container, "regular"));
  if (regular.length > 1) regular.sort((a, b) => (a.name! < b.name! ? -1 : 1));
  return { regular, init: initOf(look.pod).map((container) => statusOf(look, container, "init")) };
}

function statusOf(look: Look, container: NamedContainer, kind: "init" | "regular"): ContainerStatus {
  const { life, pod, now } = look;
  const { name, image = "" } = container;
  const own = life.containers[name];
  const latest = own?.latest;
  const status: ContainerStatus = {
    name,
    image: latest?.image ?? image,
    imageID: latest?.image ?? "",
    ready: false,
    started: false,
    restartCount: latest?.number ?? own?.creations ?? 0,
    state: latest ? stateOf(latest, now) : { waiting: waitingOf(look, own) },
  };
  if (latest) status.containerID = `rehearsal://${pod.metadata.uid}/${name}/${latest.number}`;
  if (own?.previous) status.lastState = stateOf(own.previous, now);
  const isDone = kind === "init" && hasEnded(latest, now) && latest.end.code === 0;
  const reason = life.reasons[name];
  if (!isDone && reason && shouldStart(container, pod, latest, now)) {
    if (status.state?.terminated) status.lastState = status.state;
    status.state = { waiting: { reason: reason.reason, message: reason.message } };
  }
  const before = (kind === "init" ? life.status?.initContainerStatuses : life.status?.containerStatuses)?.find((one) => one.name === name);
  return sharing(before, withProbes(look, container, kind, status, before?.started === true));
}

/** A status shares with the one before what is as it was, so that a trace holds it once. */
function sharing(before: ContainerStatus | undefined, status: ContainerStatus): ContainerStatus {
  if (!before || !sameValue(before.state, status.state)) return status;
  if (sameValue(before, status)) return before;
  status.state = before.state!;
  if (before.containerID !== undefined && before.containerID === status.containerID) status.containerID = before.containerID;
  return status;
}

/** Why a container waits that has not been created, or was removed with all others. */
function waitingOf({ pod, life }: Look, own: ContainerLife | undefined): NonNullable<ContainerState["waiting"]> {
  const isReset = own?.previous && life.status?.conditions?.some(({ type, status }) => type === "AllContainersRestarting" && status === "True");
  if (isReset) return { reason: restartOfAll, message: removed };
  return { reason: pod.spec.initContainers?.length ? "PodInitializing" : "ContainerCreating" };
}

const removed = "The container is removed because RestartAllContainers in place";

function stateOf(run: ContainerRun, now: number): ContainerState {
  if (run.startedAt === undefined) return { waiting: {} };
  const startedAt = formatTime(run.startedAt);
  if (!hasEnded(run, now)) return { running: { startedAt } };
  const { code, reason, at, cause } = run.end;
  if (cause?.is === "restartOfAll") return { terminated: { exitCode: code, reason, message: removed } };
  return { terminated: { exitCode: code, reason, startedAt, finishedAt: formatTime(at) } };
}

/** Adds `started` and `ready` by the probes. Init containers are ready when they are done. A start that its startup probe has not met yet counts as started if the one before did. */
function withProbes(look: Look, container: NamedContainer, kind: "init" | "regular", status: ContainerStatus, hadStarted: boolean): ContainerStatus {
  const runs = isRunning(look.life.containers[container.name]?.latest, look.now) && status.state?.running !== undefined;
  if (look.life.probers.length === 0 && kind === "regular") {
    status.started = runs;
    status.ready = runs && counts(look);
    return status;
  }
  const startup = resultOf(look, container.name, "startup");
  status.started = runs && (startup === undefined ? hadStarted || proberOf(look, container, "startup") === undefined : startup === "success");
  if (kind === "init" && !isSidecar(container)) {
    status.ready = status.state?.terminated?.exitCode === 0;
    return status;
  }
  if (!status.started) return status;
  const prober = proberOf(look, container, "readiness");
  const isReady = resultOf(look, container.name, "readiness") === "success";
  if (prober && !isReady) prober.triggered = true;
  status.ready = (isReady || !prober) && counts(look);
  return status;
}

/** Nobody has said that the pod is not ready, whatever its containers answer. */
function counts({ circumstances, pod, life, now }: Look): boolean {
  return !circumstances.isNeverReady(pod) && !(life.lapsesUntil !== undefined && now < life.lapsesUntil);
}

function proberOf({ life }: Look, { name }: NamedContainer, type: ProbeType): Prober | undefined {
  return life.probers.find((prober) => prober.container === name && prober.type === type);
}
