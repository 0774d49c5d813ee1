import { sameValue } from "../../api/equal.ts";
import { memoize } from "../../api/memoize.ts";
import { formatTime } from "../../api/time.ts";
import type { ContainerState, ContainerStatus } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { proberOf, resultOf } from "./actions.ts";
import { type ContainerLife, type ContainerRun, hasEnded, isEmpty, isRunning, type Reason, restartOfAll } from "./life.ts";
import { initOf, isSidecar, type Look, type NamedContainer, regularOf } from "./look.ts";
import { shouldStart } from "./restarts.ts";

/** The statuses of a pod's regular containers that a kubelet reports, as seen at a time, sorted by name. */
export function regularStatuses(look: Look, seen: Millis): ContainerStatus[] {
  const { pod, life } = look;
  const containers = regularOf(pod);
  if (isEmpty(life.containers) && isEmpty(life.reasons) && initOf(pod).length === 0) return notYetCreated(containers);
  return byName(containers.map((container) => statusOf(look, container, "regular", seen)));
}

/** The same of its init containers, in their order. */
export function initStatuses(look: Look, seen: Millis): ContainerStatus[] {
  return initOf(look.pod).map((container) => statusOf(look, container, "init", seen));
}

/** The status of a container in a list of them. */
export function statusNamed(statuses: readonly ContainerStatus[] | undefined, name: string): ContainerStatus | undefined {
  if (statuses) for (const status of statuses) if (status.name === name) return status;
  return undefined;
}

/** Pods of one template share the statuses of their containers until the first is created. */
const notYetCreated = memoize((containers: readonly NamedContainer[]) => byName(containers.map((one) => withoutStart(one, 0, creating))));

function byName(statuses: ContainerStatus[]): ContainerStatus[] {
  return statuses.length > 1 ? statuses.sort((a, b) => (a.name! < b.name! ? -1 : 1)) : statuses;
}

function statusOf(look: Look, container: NamedContainer, kind: "init" | "regular", seen: Millis): ContainerStatus {
  const { life, pod } = look;
  const { name } = container;
  const own = life.containers[name];
  const latest = own?.latest;
  const before = statusNamed(kind === "init" ? life.status?.initContainerStatuses : life.status?.containerStatuses, name);
  const happened = latest ? stateOf(latest, seen) : waitingOf(look, own);
  const refused = refusalOf(look, container, kind, seen);
  const state = refused ? { waiting: { reason: refused.reason, message: refused.message } } : happened;
  const status = latest ? withStart(pod.metadata.uid, name, latest, state, before) : withoutStart(container, own?.creations ?? 0, state);
  const lastState = refused && happened.terminated ? happened : own?.previous && stateOf(own.previous, seen);
  if (lastState) status.lastState = lastState;
  setProbed(look, container, kind, status, before?.started === true, seen);
  return before && sameValue(before, status) ? before : status;
}

/** Why the last attempt to start a container failed. */
function refusalOf({ life, pod }: Look, container: NamedContainer, kind: "init" | "regular", seen: Millis): Reason | undefined {
  const reason = life.reasons[container.name];
  if (!reason) return undefined;
  const latest = life.containers[container.name]?.latest;
  const isDone = kind === "init" && hasEnded(latest, seen) && latest.end.code === 0;
  return !isDone && shouldStart(container, pod, latest, seen) ? reason : undefined;
}

function withoutStart({ name, image = "" }: NamedContainer, restartCount: number, state: ContainerState): ContainerStatus {
  return { name, image, imageID: "", ready: false, started: false, restartCount, state };
}

/** Equal parts of two statuses are shared, so that a trace holds them once. The id is flattened, since V8 keeps all parts of a concatenated string. */
function withStart(
  uid: string,
  name: string,
  { image, number }: ContainerRun,
  state: ContainerState,
  before: ContainerStatus | undefined,
): ContainerStatus {
  const isSame = before?.containerID !== undefined && before.restartCount === number;
  const containerID = isSame ? before.containerID! : ["rehearsal:/", uid, name, number].join("/");
  const shared = before?.state && sameValue(before.state, state) ? before.state : state;
  return { name, image, imageID: image, ready: false, started: false, restartCount: number, state: shared, containerID };
}

/** Why a container waits that has not been created, or was removed with all others. */
function waitingOf({ pod, life }: Look, own: ContainerLife | undefined): ContainerState {
  const isReset = own?.previous && life.status?.conditions?.some(({ type, status }) => type === "AllContainersRestarting" && status === "True");
  if (isReset) return { waiting: { reason: restartOfAll, message: removed } };
  return pod.spec.initContainers?.length ? initializing : creating;
}

const removed = "The container is removed because RestartAllContainers in place";
const creating: ContainerState = { waiting: { reason: "ContainerCreating" } };
const initializing: ContainerState = { waiting: { reason: "PodInitializing" } };

function stateOf(run: ContainerRun, seen: Millis): ContainerState {
  if (run.startedAt === undefined) return { waiting: {} };
  const startedAt = formatTime(run.startedAt);
  if (!hasEnded(run, seen)) return runningSince(startedAt);
  const { code, reason, at, cause } = run.end;
  if (cause?.is === "restartOfAll") return { terminated: { exitCode: code, reason, message: removed } };
  return { terminated: { exitCode: code, reason, startedAt, finishedAt: formatTime(at) } };
}

/** Containers that started in the same second share their state. */
function runningSince(startedAt: string): ContainerState {
  let state = running.get(startedAt);
  if (!state) {
    if (running.size >= mostCached) running.clear();
    running.set(startedAt, (state = { running: { startedAt } }));
  }
  return state;
}

const running = new Map<string, ContainerState>();
const mostCached = 1000;

/** Sets `started` and `ready` by the probes. Init containers are ready when they are done. If the startup probe has not seen this start yet, it counts as started if the previous one did. */
function setProbed(
  look: Look,
  container: NamedContainer,
  kind: "init" | "regular",
  status: ContainerStatus,
  hadStarted: boolean,
  seen: Millis,
): void {
  const { life } = look;
  const { name } = container;
  const runs = status.state?.running !== undefined && isRunning(life.containers[name]?.latest, seen);
  if (life.probers.length === 0 && kind === "regular") {
    status.started = runs;
    status.ready = runs && counts(look, seen);
    return;
  }
  const startup = resultOf(look, name, "startup");
  status.started = runs && (startup === undefined ? hadStarted || proberOf(life, name, "startup") === undefined : startup === "success");
  if (kind === "init" && !isSidecar(container)) status.ready = status.state?.terminated?.exitCode === 0;
  else if (status.started) {
    const prober = proberOf(life, name, "readiness");
    const isReady = resultOf(look, name, "readiness") === "success";
    if (prober && !isReady) prober.triggered = true;
    status.ready = (isReady || !prober) && counts(look, seen);
  }
}

/** Whether readiness counts: no scenario or script has made the pod unready, whatever its containers answer. */
function counts({ circumstances, pod, life }: Look, seen: Millis): boolean {
  return !circumstances.isNeverReady(pod) && !(life.lapsesUntil !== undefined && seen < life.lapsesUntil);
}
