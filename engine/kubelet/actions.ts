import { mountedVolumes } from "../volumes/mounted.ts";
import { type ContainerRun, hasEnded, hasSandbox, isRunning, type KillReason, type Life, type Prober, type ProbeType, type Task } from "./life.ts";
import { containersOf, initOf, isSidecar, type Look, type NamedContainer, regularOf } from "./look.ts";
import { mayRestartAll, restartsAfter, ruleForAll, shouldStart } from "./restarts.ts";

/** A pod as a kubelet has seen it at a time. */
export type Seen = Pick<Look, "pod" | "life" | "now">;

interface Plan {
  readonly kills: Task[];
  readonly starts: Task[];
  killsPod: boolean;
}

/** The tasks of a pod's sync, by the present state of its containers: first those that end containers, then those that start them, in order. */
export function tasksOf(seen: Seen): readonly Task[] {
  if (!hasSandbox(seen.life, seen.now)) return tasksOfNew(seen);
  if (restartsAll(seen)) return resetOf(seen);
  const plan: Plan = { kills: [], starts: [], killsPod: false };
  if (initialize(seen, plan)) tend(seen, plan);
  if (plan.killsPod) return [{ is: "killPod" }];
  return plan.kills.length === 0 ? plan.starts : [...plan.kills, ...plan.starts];
}

/** The tasks of a pod without a network. */
function tasksOfNew(seen: Seen): readonly Task[] {
  const { pod } = seen;
  const tasks: Task[] = mountedVolumes(pod.spec).length > 0 ? [{ is: "mount" }, { is: "sandbox" }] : [{ is: "sandbox" }];
  const first = initOf(pod)[0];
  if (first) tasks.push(startOf(first, "init"));
  else for (const container of regularOf(pod)) if (needsStart(seen, container)) tasks.push(startOf(container, "regular"));
  return tasks;
}

/** Whether a container has terminated with an exit code for which its rule restarts all containers, and they have not been removed yet. */
export function restartsAll({ pod, life, now }: Seen): boolean {
  if (!mayRestartAll(pod)) return false;
  return containersOf(pod).some((container) => {
    const latest = life.containers[container.name]?.latest;
    return hasEnded(latest, now) && ruleForAll(container, latest.end.code) >= 0;
  });
}

/** Kills the running containers, one after another and without a grace period, and forgets all containers. */
function resetOf(look: Seen): readonly Task[] {
  const running = [...regularOf(look.pod), ...initOf(look.pod)].filter(({ name }) => isRunning(latestOf(look, name), look.now));
  const kills = running.map(({ name }): Task => ({ is: "kill", container: name, message: "killing", reason: "restartOfAll" }));
  return [...kills, { is: "reset" }];
}

/** Starts the init containers that are due. Returns whether the regular containers may start or have started before. */
function initialize(look: Seen, plan: Plan): boolean {
  const initContainers = initOf(look.pod);
  if (initContainers.length === 0) return true;
  let isInitialized = regularOf(look.pod).some(({ name }) => isAlive(look, latestOf(look, name)));
  let isPassed = isInitialized;
  const starts: Task[] = [];
  for (let i = initContainers.length - 1; i >= 0; i--) {
    const container = initContainers[i]!;
    const latest = latestOf(look, container.name);
    if (!latest) {
      if (isPassed && isSidecar(container)) starts.push(startOf(container, "init"));
      continue;
    }
    if (isPassed && !isSidecar(container)) continue;
    const isDone = isSidecar(container) ? tendSidecar(look, container, latest, plan, starts) : tendInit(look, container, latest, plan, starts);
    if (plan.killsPod) return false;
    if (isDone && i === initContainers.length - 1) isInitialized = true;
    else if (isDone && !isPassed) starts.push(startOf(initContainers[i + 1]!, "init"));
    isPassed = true;
  }
  if (!isPassed) starts.push(startOf(initContainers[0]!, "init"));
  plan.starts.push(...starts.toReversed());
  return isInitialized;
}

/** Handles an init container that runs to completion. Returns whether it has succeeded. */
function tendInit(look: Seen, container: NamedContainer, latest: ContainerRun, plan: Plan, starts: Task[]): boolean {
  if (isRunning(latest, look.now)) return false;
  if (!hasEnded(latest, look.now)) {
    starts.push(startOf(container, "init"));
    return false;
  }
  if (latest.end.code === 0 && latest.end.reason !== "OOMKilled") return true;
  if (restartsAfter(container, look.pod, latest.end.code)) starts.push(startOf(container, "init"));
  else plan.killsPod = true;
  return false;
}

/** Handles a sidecar. Returns whether the containers after it may start. */
function tendSidecar(look: Seen, container: NamedContainer, latest: ContainerRun, plan: Plan, starts: Task[]): boolean {
  if (!isRunning(latest, look.now)) {
    starts.push(startOf(container, "init"));
    return false;
  }
  const failed = failedOf(look, container, "startup", "liveness");
  if (isChanged(container, latest)) plan.kills.push(killOf(container, `Init container ${container.name} definition changed`, "changed"));
  else if (failed) plan.kills.push(killOf(container, `Init container ${container.name} failed ${failed} probe`, `${failed}Probe`));
  if (failed || isChanged(container, latest)) starts.push(startOf(container, "init"));
  return container.startupProbe === undefined || resultOf(look, container.name, "startup") === "success";
}

/** Handles the regular containers: ended ones are restarted, those with another image or a failed probe are killed first. */
function tend(look: Seen, plan: Plan): void {
  let kept = 0;
  for (const container of regularOf(look.pod)) {
    const latest = latestOf(look, container.name);
    if (!isRunning(latest, look.now)) {
      if (shouldStart(container, look.pod, latest, look.now)) plan.starts.push(startOf(container, "regular"));
      continue;
    }
    if (isChanged(container, latest)) {
      plan.starts.push(startOf(container, "regular"));
      plan.kills.push(killOf(container, `Container ${container.name} definition changed, will be restarted`, "changed"));
      continue;
    }
    const failed = failedOf(look, container, "liveness", "startup");
    if (!failed) {
      kept++;
      continue;
    }
    const restarts = (container.restartPolicy ?? look.pod.spec.restartPolicy) !== "Never";
    if (restarts) plan.starts.push(startOf(container, "regular"));
    plan.kills.push(
      killOf(container, `Container ${container.name} failed ${failed} probe${restarts ? ", will be restarted" : ""}`, `${failed}Probe`),
    );
  }
  if (kept === 0 && !plan.starts.some((task) => task.is === "start" && task.kind === "regular")) plan.killsPod = true;
}

/** The first of two probes that has failed for the present run of a container. */
function failedOf<T extends ProbeType>(look: Seen, { name }: NamedContainer, first: T, second: T): T | undefined {
  if (resultOf(look, name, first) === "failure") return first;
  return resultOf(look, name, second) === "failure" ? second : undefined;
}

/** The result of a probe for the present run of a container. */
export function resultOf({ life }: Pick<Look, "life">, container: string, type: ProbeType): Prober["result"] {
  const prober = proberOf(life, container, type);
  return prober && prober.start === life.containers[container]?.latest?.number ? prober.result : undefined;
}

/** A probe of a container, if it has begun to ask. */
export function proberOf({ probers }: Life, container: string, type: ProbeType): Prober | undefined {
  for (const prober of probers) if (prober.type === type && prober.container === container) return prober;
  return undefined;
}

function needsStart(look: Seen, container: NamedContainer): boolean {
  return shouldStart(container, look.pod, latestOf(look, container.name), look.now);
}

function latestOf({ life }: Seen, name: string): ContainerRun | undefined {
  return life.containers[name]?.latest;
}

/** Whether a run is created or running. */
function isAlive({ now }: Seen, run: ContainerRun | undefined): boolean {
  return run !== undefined && !hasEnded(run, now);
}

function startOf(container: NamedContainer, kind: "init" | "regular"): Task {
  return { is: "start", container: container.name, kind: isSidecar(container, kind) ? "sidecar" : kind };
}

function killOf({ name }: NamedContainer, message: string, reason: KillReason): Task {
  return { is: "kill", container: name, message, reason };
}

/** Whether the spec names another image than the running one: the only change of a container in a pod that restarts it. */
function isChanged({ image = "" }: NamedContainer, run: ContainerRun): boolean {
  return image !== run.image;
}
