import type { Millis } from "../core/objects.ts";
import { faultOfConfiguration } from "./configuration.ts";
import { kill, killAll, stopSandbox } from "./ending.ts";
import { hookOutcome } from "./hooks.ts";
import {
  type Busy,
  type ContainerLife,
  type ContainerRun,
  hasEnded,
  isEmpty,
  ownEnd,
  putContainer,
  type Reason,
  restartOfAll,
  type RunEnd,
  type Task,
} from "./life.ts";
import { containerOf, containersOf, type Look, type NamedContainer, say, seenAt } from "./look.ts";
import { mount } from "./mounting.ts";
import { expectOpenings } from "./network.ts";
import { endPull, findImage } from "./pulling.ts";
import { configurationNow } from "./refresh.ts";
import { generate } from "./reporting.ts";
import { isBackingOff, nextBackOff } from "./restarts.ts";
import { type Progress, waitFor } from "./waiting.ts";

/** The result of a sync: it waits for something, or it is done. */
export type SyncResult =
  | { readonly is: "busy"; readonly busy: Busy }
  | { readonly is: "done"; readonly failed: boolean; readonly backsOffUntil: Millis; readonly did: boolean };

/** Runs the tasks in order, until one of them takes time. */
export function perform(look: Look, tasks: readonly Task[]): SyncResult {
  if (tasks.length === 0) return nothingToDo;
  const seen = seenAt(look);
  const ended: Record<string, Millis> = {};
  for (const name in look.life.containers) {
    const end = lastEnd(look.life.containers[name]!, seen);
    if (end && end.cause?.is !== "restartOfAll") ended[name] = end.at;
  }
  return goOn(look, { tasks, failed: false, backsOffUntil: Infinity, did: false, ended });
}

const nothingToDo: SyncResult = { is: "done", failed: false, backsOffUntil: Infinity, did: false };

function lastEnd({ latest, previous }: ContainerLife, now: Millis): RunEnd | undefined {
  if (hasEnded(latest, now)) return latest.end;
  return hasEnded(previous, now) ? previous.end : undefined;
}

/** Continues after a wait: completes the current task and runs the others. */
export function resume(look: Look, busy: Busy): SyncResult {
  const task = busy.tasks[0];
  const progress: Progress = { tasks: busy.tasks.slice(1), failed: busy.failed, backsOffUntil: busy.backsOffUntil, did: busy.did, ended: busy.ended };
  const waiting = task && endStage(look, busy, task, progress);
  return waiting ? { is: "busy", busy: waiting } : goOn(look, progress);
}

function goOn(look: Look, progress: Progress): SyncResult {
  while (progress.tasks.length > 0) {
    const task = progress.tasks[0]!;
    const waiting = begin(look, task, progress);
    if (waiting) return { is: "busy", busy: waiting };
    progress.tasks = progress.tasks.slice(1);
  }
  return { is: "done", failed: progress.failed, backsOffUntil: progress.backsOffUntil, did: progress.did };
}

/** Begins a task. Returns nothing if it completes at once. */
function begin(look: Look, task: Task, progress: Progress): Busy | undefined {
  switch (task.is) {
    case "mount":
      return mount(look, progress, 0);
    case "sandbox":
      return createSandbox(look, progress);
    case "kill":
      return end(look, task, progress);
    case "killPod":
      progress.did = true;
      return waitFor(look, progress, "killing", killAll(look)) ?? stopped(look);
    case "reset":
      return reset(look, progress);
    case "start":
      return start(look, task, progress);
  }
}

/** Removes all containers. Their last state only says that all were restarted, and they start again at once. */
function reset({ life, now }: Look, progress: Progress): undefined {
  for (const [name, { creations, starts, latest }] of Object.entries(life.containers)) {
    if (!latest) continue;
    const end = { at: now, code: 137, reason: restartOfAll, cause: { is: "restartOfAll" } } as const;
    putContainer(life, name, { creations, starts, latest: undefined, previous: { ...latest, end } });
  }
  life.opens = [];
  life.reasons = {};
  life.worker.wanted = true;
  progress.did = true;
  return undefined;
}

/** Completes a task after its wait, or waits again. */
function endStage(look: Look, busy: Busy, task: Task, progress: Progress): Busy | undefined {
  const again = { ...progress, tasks: busy.tasks };
  switch (busy.stage) {
    case "mounting":
      return mount(look, again, busy.tries);
    case "creating":
      return task.is === "start" ? launch(look, task, asBegun(look, task, busy), again, progress) : undefined;
    case "pulling":
      return task.is === "start" ? pulled(look, task, busy, again, progress) : undefined;
    case "postStart":
      return task.is === "start" ? started(look, task.container, busy.succeeds, again, progress) : undefined;
    case "killing":
      if (task.is === "killPod") stopSandbox(look);
      if (task.is === "start") refuse(look, progress, task, { reason: "PostStartHookError", message: "" });
      return undefined;
  }
}

/** Kills a container. This takes a moment even without a wait, so a back-off that ends at this very time is over. */
function end(look: Look, { container, message, reason }: Extract<Task, { is: "kill" }>, progress: Progress): Busy | undefined {
  progress.did = true;
  const until = kill(look, container, message, reason);
  const last = progress.ended[container];
  if (until <= look.now && last !== undefined) progress.ended = { ...progress.ended, [container]: last - 1 };
  return waitFor(look, progress, "killing", until);
}

function stopped(look: Look): undefined {
  stopSandbox(look);
  return undefined;
}

/** Sets up the network, and reports it to the API server before any container starts. */
function createSandbox(look: Look, progress: Progress): undefined {
  const { life, now } = look;
  life.sandboxFrom = now;
  life.sandboxTo = undefined;
  progress.did = true;
  generate(look);
  return undefined;
}

type Start = Extract<Task, { is: "start" }>;

/** Starts a container, unless it is in back-off, its image is missing, or its configuration is incomplete. */
function start(look: Look, task: Start, progress: Progress): Busy | undefined {
  const { life, pod, now } = look;
  const container = containerOf(pod, task.container);
  const { name } = container;
  progress.did = true;
  const endedAt = progress.ended[name];
  if (endedAt !== undefined) {
    const backOffKey = `${name} ${container.image}`;
    const backOff = life.restartBackOffs[backOffKey];
    if (isBackingOff(backOff, endedAt, now)) {
      say(look, "Warning", "BackOff", `Back-off restarting failed container ${name} in pod ${whole(look)}`, name);
      const message = `back-off ${inWords(backOff.millis)} restarting failed container=${name} pod=${whole(look)}`;
      progress.backsOffUntil = Math.min(progress.backsOffUntil, endedAt + backOff.millis);
      return refuse(look, progress, task, { reason: "CrashLoopBackOff", message });
    }
    life.restartBackOffs = { ...life.restartBackOffs, [backOffKey]: nextBackOff(backOff, endedAt, now) };
  }
  const image = findImage(look, container);
  if (image.is === "refused") return refuse(look, progress, task, image.reason, true);
  if (image.is === "there") {
    const until = now + setUpMillis(look, task);
    return waitFor(look, progress, "creating", until, { image: container.image ?? "" }) ?? launch(look, task, container, progress, progress);
  }
  const { succeeds } = image;
  const until = image.until + setUpMillis(look, task);
  const begun = { succeeds, image: container.image ?? "" };
  return waitFor(look, progress, "pulling", until, begun) ?? pulled(look, task, { ...begun, since: now }, progress, progress);
}

/** How long a start takes; for the first container of a pod, including the setup of the pod. */
function setUpMillis({ life, pod, circumstances }: Look, { container }: Start): Millis {
  return isEmpty(life.containers) && container === containersOf(pod)[0]?.name ? circumstances.startMillis(pod) : 0;
}

function pulled(look: Look, task: Start, busy: Pick<Busy, "succeeds" | "since" | "image">, progress: Progress, rest: Progress): Busy | undefined {
  const container = asBegun(look, task, busy);
  const refusal = endPull(look, container, busy.succeeds, (look.now - busy.since) / 1000);
  return refusal ? refuse(look, rest, task, refusal.reason, true) : launch(look, task, container, progress, rest);
}

/** The container with the image that it had when its start began. */
function asBegun(look: Look, task: Start, { image }: Pick<Busy, "image">): NamedContainer {
  const container = containerOf(look.pod, task.container);
  return image === undefined || image === container.image ? container : { ...container, image };
}

/** Creates and starts the container, and runs its hook. */
function launch(look: Look, task: Start, container: NamedContainer, progress: Progress, rest: Progress): Busy | undefined {
  const { life, pod, now } = look;
  const { name } = container;
  const fault = faultOfConfiguration(look, container);
  if (fault) {
    say(look, "Warning", "Failed", `Error: ${fault.message}`, name);
    return refuse(look, rest, task, fault);
  }
  const own = life.containers[name];
  const number = own?.creations ?? 0;
  const run = look.circumstances.runOf(pod, container, number, look.view.store);
  const latest: ContainerRun = {
    number,
    image: container.image ?? "",
    run,
    createdAt: now,
    startedAt: run.fails === undefined ? now : undefined,
    configuration: life.mounted && configurationNow(pod, look.view.store),
    end: run.fails === undefined ? ownEnd(run, now) : undefined,
  };
  putContainer(life, name, {
    creations: number + 1,
    starts: (own?.starts ?? 0) + Number(run.fails === undefined),
    latest,
    previous: own?.latest ?? own?.previous,
  });
  say(look, "Normal", "Created", "Container created", name);
  if (run.fails !== undefined) {
    say(look, "Warning", "Failed", `Error: ${run.fails}`, name);
    return refuse(look, rest, task, { reason: "RunContainerError", message: run.fails });
  }
  say(look, "Normal", "Started", "Container started", name);
  expectOpenings(look, name, latest as ContainerRun & { startedAt: Millis });
  const { postStart } = container.lifecycle ?? {};
  if (!postStart) return started(look, name, true, progress, rest);
  const hook = hookOutcome(look, container, latest, postStart);
  const until = now + hook.seconds * 1000;
  return waitFor(look, progress, "postStart", until, { succeeds: hook.succeeds }) ?? started(look, name, hook.succeeds, progress, rest);
}

/** Completes a start after its postStart hook. If the hook failed, the container is killed. */
function started(look: Look, name: string, succeeds: boolean, progress: Progress, rest: Progress): Busy | undefined {
  if (succeeds) {
    if (look.life.reasons[name]) {
      const { [name]: _, ...reasons } = look.life.reasons;
      look.life.reasons = reasons;
    }
    return undefined;
  }
  say(look, "Warning", "FailedPostStartHook", "PostStartHook failed", name);
  const until = kill(look, name, "FailedPostStartHook", "postStart");
  const task = progress.tasks[0] as Start;
  return waitFor(look, progress, "killing", until) ?? refuse(look, rest, task, { reason: "PostStartHookError", message: "" });
}

/** Records why a container is not started. After an init container the following containers are not started either. */
function refuse(look: Look, progress: Progress, task: Start, reason: Reason, says = false): undefined {
  if (says) say(look, "Warning", "Failed", `Error: ${reason.reason}`, task.container);
  look.life.reasons = { ...look.life.reasons, [task.container]: reason };
  progress.failed = true;
  if (task.kind === "init") progress.tasks = [];
  return undefined;
}

function whole({ pod }: Look): string {
  return `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
}

/** As Go prints a duration: `10s`, `2m40s`, `5m0s`. */
function inWords(millis: Millis): string {
  const seconds = millis / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
