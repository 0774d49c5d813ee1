import type { Millis } from "../core/objects.ts";
import { isReady, isTerminating } from "../core/pods.ts";
import { mountedVolumes } from "../volumes/mounted.ts";
import { tasksOf } from "./actions.ts";
import { statusNamed } from "./containerStatus.ts";
import { killAll, stopSandbox } from "./ending.ts";
import { isEmpty, isRunning, type Life } from "./life.ts";
import { type Look, regularOf, seenAt } from "./look.ts";
import { lastLook, lookAfter } from "./looks.ts";
import { openPorts } from "./network.ts";
import { addProbers, nextProbe, runProbers, stopProbers, wakeProbers } from "./probing.ts";
import { deadlineOf, finish, generate, isInitialized } from "./reporting.ts";
import { meetHosts, noticeChanges, refreshFiles } from "./refresh.ts";
import { perform, resume, type SyncResult } from "./syncing.ts";
import { type Progress, waitFor } from "./waiting.ts";

/** A kubelet counts in seconds. */
const period = 1000;
/** A worker syncs a pod again after ten seconds or when a back-off is over, up to half of that later, at the next full second. */
const resyncMillis = 10_000;
const [retryJitter, resyncJitter] = [1.25, 1.3];

/** Does everything that is due for a pod now. */
export function work(look: Look): void {
  const { life, now } = look;
  openPorts(look);
  noticeChanges(look);
  meetHosts(look);
  const { generation } = look.pod.metadata;
  if (life.generation !== generation) {
    if (life.generation !== undefined) life.worker.wanted = true;
    life.generation = generation;
  }
  if (isTerminating(look.pod) && life.stage === "syncing") stopSyncing(look);
  if (life.stage === "syncing" && now >= deadlineOf(look) && life.status?.phase !== "Failed") life.worker.wanted = true;
  if (life.refresh && life.refresh.at <= now) refreshFiles(look);
  if (life.lapsesUntil !== undefined && life.lapsesUntil <= now) {
    life.lapsesUntil = undefined;
    life.worker.wanted = true;
  }
  for (let turns = 0; turns < mostTurns && turn(look); turns++);
  openPorts(look);
}

/** A limit for the turns at one moment, which no pod should reach. */
const mostTurns = 30;

/** Runs what is due; returns whether anything was. */
function turn(look: Look): boolean {
  const { life, now } = look;
  const { worker } = life;
  if (life.stage === "gone") return false;
  if (worker.requeueAt !== undefined && worker.requeueAt <= now) {
    worker.requeueAt = undefined;
    worker.wanted = true;
  }
  if (worker.busy && worker.busy.until <= now) {
    const { busy } = worker;
    worker.busy = undefined;
    if (busy.tasks.length === 0) endTermination(look);
    else after(look, resume(look, busy));
    return true;
  }
  if (!worker.busy && worker.waiting && isObserved(life, now)) {
    sync(look);
    return true;
  }
  if (seeChanges(life, now)) worker.wanted = true;
  if (runProbers(look)) {
    worker.wanted = true;
    return true;
  }
  if (worker.busy || worker.waiting || !worker.wanted) return false;
  worker.wanted = false;
  worker.waiting = true;
  return true;
}

/** Whether a relist came after the last sync. */
function isObserved({ worker }: Life, now: Millis): boolean {
  return Math.max(lastLook(now), worker.observed) > worker.lastSync;
}

/** Whether the last relist found a start or a termination. */
function seeChanges(life: Life, now: Millis): boolean {
  const { worker } = life;
  const changes = changesUntil(life, Math.max(lastLook(now), Math.min(worker.observed, now)));
  if (changes <= worker.seen) return false;
  worker.seen = changes;
  return true;
}

/** How many starts and terminations of containers and of the pod's network there were until a time. */
function changesUntil({ containers, sandboxFrom = Infinity, sandboxTo = Infinity }: Life, at: Millis): number {
  let changes = Number(sandboxFrom <= at) + Number(sandboxTo <= at);
  for (const name in containers) {
    const { starts, latest } = containers[name]!;
    if (latest?.startedAt === undefined) changes += 2 * starts;
    else changes += 2 * starts - (latest.startedAt > at ? 2 : hasEndedUntil(latest.startedAt, latest.end?.at, at) ? 0 : 1);
  }
  return changes;
}

/** A relist sees a termination only after it; if a container terminates at once, it sees both together. */
function hasEndedUntil(startedAt: Millis, endedAt: Millis = Infinity, at: Millis): boolean {
  return endedAt < at || endedAt === startedAt;
}

/** When a container ends next, as far as that is decided. */
function nextEnd({ containers }: Life, now: Millis): Millis {
  let next = Infinity;
  for (const name in containers) {
    const at = containers[name]!.latest?.end?.at ?? Infinity;
    if (at > now) next = Math.min(next, at);
  }
  return next;
}

function sync(look: Look): void {
  const { life } = look;
  const { worker } = life;
  worker.waiting = false;
  if (life.stage === "terminating") return terminate(look);
  if (life.stage === "terminated") return finish(look);
  const isNew = life.sandboxFrom === undefined && mountedVolumes(look.pod.spec).length === 0;
  const phaseNow = isNew ? "Pending" : generate(look);
  wakeProbers(look);
  if (phaseNow === "Succeeded" || phaseNow === "Failed") {
    stopSyncing(look);
    worker.lastSync = Math.max(look.now, worker.observed);
    return;
  }
  refreshFiles(look);
  addProbers(look);
  after(look, perform(look, tasksOf({ pod: look.pod, life, now: seenAt(look) })));
}

/** Records the result of a sync: it is done, or it waits. */
function after(look: Look, result: SyncResult): void {
  const { life, now } = look;
  const { worker } = life;
  if (result.is === "busy") {
    worker.busy = result.busy;
    return;
  }
  worker.lastSync = Math.max(now, worker.observed);
  worker.requeueAt = undefined;
  if (life.stage !== "syncing") return;
  const trouble = result.failed ? troubleOf(life) : "";
  if (result.failed) worker.requeueAt = retryAt(look, result.backsOffUntil, trouble === worker.trouble);
  worker.trouble = trouble;
  if (!result.failed && awaitsReadiness(life)) worker.requeueAt = againAfter(now, resyncJitter, resyncMillis);
  if (!result.failed && result.did) worker.observed = worker.lastSync + 1;
}

function troubleOf({ reasons }: Life): string {
  return Object.entries(reasons)
    .map(([name, { reason, message }]) => `${name} ${reason} ${message}`)
    .join();
}

/** When a failed sync is retried. Retries that would find nothing new are left out, because a back-off must be over first. */
function retryAt({ life, now }: Look, backsOffUntil: Millis, isKnown: boolean): Millis {
  const next = againAfter(now, retryJitter, backsOffUntil === Infinity ? resyncMillis : backsOffUntil - now);
  const reasons = Object.values(life.reasons);
  if (!isKnown || !reasons.every(({ reason }) => reason === "ImagePullBackOff" || reason === "CrashLoopBackOff")) return next;
  const round = next - now;
  const soon = round / 2;
  const pullable = reasons.some(({ reason }) => reason === "ImagePullBackOff") ? pullableAt(life, now, soon) : Infinity;
  const pulls = next + Math.max(0, Math.ceil((pullable - next) / round)) * round;
  const restarts = Math.floor(backsOffUntil / period + 1) * period;
  const over = pullable < backsOffUntil - soon ? Math.min(pulls, restarts) : restarts;
  return over === Infinity ? next : Math.max(next, over);
}

/** When the next image may be pulled again, together with those that follow soon after it, since one sync usually handles all of them. */
function pullableAt({ pullBackOffs }: Life, now: Millis, soon: Millis): Millis {
  const ends = Object.values(pullBackOffs).map(({ since, millis }) => since + millis);
  const first = Math.min(Infinity, ...ends.filter((end) => end > now));
  return first === Infinity ? first : Math.max(...ends.filter((end) => end <= first + soon));
}

function againAfter(now: Millis, jitter: number, millis: Millis): Millis {
  return Math.floor((now + jitter * Math.min(Math.max(0, millis), resyncMillis)) / period + 1) * period;
}

/** Whether a pod waits for readiness: then each relist triggers its readiness probes. */
function awaitsReadiness({ probers }: Life): boolean {
  return probers.some(({ type, result }) => type === "readiness" && result !== "success");
}

/** Begins the termination of the pod. A task in progress is completed first, but not the wait for volumes. */
function stopSyncing(look: Look): void {
  const { life } = look;
  life.wasInitialized = isInitialized(look);
  life.stage = "terminating";
  life.worker.wanted = true;
  if (life.worker.busy?.stage === "mounting") life.worker.busy = undefined;
}

function terminate(look: Look): void {
  const { life } = look;
  if (!isAsReported(look)) generate(look);
  stopProbers(look);
  const until = killAll(look);
  life.worker.busy = waitFor(look, lastTask, "killing", until);
  if (!life.worker.busy) endTermination(look);
}

const lastTask: Progress = { tasks: [], failed: false, backsOffUntil: Infinity, did: true, ended: {} };

/** Whether the status would be the same as the last reported one: the pod has only regular containers, which all run and are ready, as reported. */
function isAsReported({ life, pod, now }: Look): boolean {
  const { status, spec } = pod;
  if (status !== life.lastReported || status !== life.status || life.lapsesUntil !== undefined) return false;
  if (spec.initContainers || spec.activeDeadlineSeconds !== undefined || !isReady(pod) || !isEmpty(life.reasons)) return false;
  for (const { name } of regularOf(pod)) {
    const run = life.containers[name]?.latest;
    const said = statusNamed(status.containerStatuses, name);
    if (!isRunning(run, now) || said?.ready !== true || said.restartCount !== run.number) return false;
  }
  return true;
}

function endTermination(look: Look): void {
  const { life, now } = look;
  stopSandbox(look);
  life.probers = [];
  generate(look, true);
  life.stage = "terminated";
  life.worker.lastSync = Math.max(now, life.worker.observed);
  life.worker.wanted = true;
}

/** When a pod next has work that no change triggers; always later than now. A sync that waits does not see a deadline. */
export function nextMoment(look: Look): Millis {
  const { life, now } = look;
  const { worker } = life;
  const change = changesUntil(life, now + 1) > worker.seen ? now : nextEnd(life, now);
  const unseen = worker.busy || change === Infinity ? Infinity : lookAfter(change);
  return Math.max(
    now + 1,
    Math.min(
      worker.busy ? worker.busy.until : (worker.requeueAt ?? Infinity),
      worker.waiting ? lookAfter(now) : Infinity,
      unseen,
      nextProbe(life),
      life.opens[0]?.at ?? Infinity,
      life.lapsesUntil ?? Infinity,
      life.stage === "syncing" ? (life.refresh?.at ?? Infinity) : Infinity,
      life.stage === "syncing" && !worker.busy ? deadlineOf(look) : Infinity,
    ),
  );
}
