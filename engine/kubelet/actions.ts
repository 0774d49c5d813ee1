import { mountedVolumes } from "../volumes/mounted.ts";
import { hasEnded, hasSandbox, isRunning, type ContainerRun, type KillReason, type ProbeType, type Task } from "./life.ts";
import { containersOf, initOf, isSidecar, type Look, type NamedContainer, regularOf } from "./look.ts";
import { mayRestartAll, restartsAfter, ruleForAll, shouldStart } from "./restarts.ts";

interface Plan {
  readonly kills: Task[];
  readonly starts: Task[];
  killsPod: boolean;
}

/** The tasks of a pod's sync, by the present state of its containers: first those that end containers, then those that start them, in order. */
export function tasksOf(look: Look): readonly Task[] {
  const { pod, life, now } = look;
  const [containers, initContainers] = [regularOf(pod), initOf(pod)];
  if (!hasSandbox(life, now)) {
    const first = initContainers[0];
    const starts = first ? [startOf(first, "init")] : containers.flatMap((one) => (needsStart(look, one) ? [startOf(one, "regular")] : []));
    return [...(mountedVolumes(pod.spec).length > 0 ? [{ is: "mount" } as const] : []), { is: "sandbox" }, ...starts];
  }
  if (restartsAll(look)) return resetOf(look);
  const plan: Plan = { kills: [], starts: [], killsPod: false };
  if (initialize(look, plan)) tend(look, plan);
  if (plan.killsPod) return [{ is: "killPod" }];
  return [...plan.kills, ...plan.starts];
}

/** Whether a container has ended so that by its rule all containers start anew, and they have not been cleared away yet. */
export function restartsAll({ pod, life, now }: Look): boolean {
  if (!mayRestartAll(pod)) return false;
  return containersOf(pod).some((container) => {
    const latest = life.containers[container.name]?.latest;
    return hasEnded(latest, now) && ruleForAll(container, latest.end.code) >= 0;
  });
}

/** Ends what still runs, one after another and without grace, and forgets all containers. */
function resetOf(look: Look): readonly Task[] {
  const running = [...regularOf(look.pod), ...initOf(look.pod)].filter(({ name }) => isRunning(latestOf(look, name), look.now));
  const kills = running.map(({ name }): Task => ({ is: "kill", container: name, message: "killing", reason: "restartOfAll" }));
  return [...kills, { is: "reset" }];
}

/** Starts the init containers that are due. Returns whether the regular containers may start or have started before. */
function initialize(look: Look, plan: Plan): boolean {
  const [containers, initContainers] = [regularOf(look.pod), initOf(look.pod)];
  let isInitialized = containers.some(({ name }) => isAlive(look, latestOf(look, name)));
  if (initContainers.length === 0) return true;
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
function tendInit(look: Look, container: NamedContainer, latest: ContainerRun, plan: Plan, starts: Task[]): boolean {
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
function tendSidecar(look: Look, container: NamedContainer, latest: ContainerRun, plan: Plan, starts: Task[]): boolean {
  if (!isRunning(latest, look.now)) {
    starts.push(startOf(container, "init"));
    return false;
  }
  const failed = (["startup", "liveness"] as const).find((type) => resultOf(look, container.name, type) === "failure");
  if (isChanged(container, latest)) plan.kills.push(killOf(container, `Init container ${container.name} definition changed`, "changed"));
  else if (failed) plan.kills.push(killOf(container, `Init container ${container.name} failed ${failed} probe`, `${failed}Probe`));
  if (failed || isChanged(container, latest)) starts.push(startOf(container, "init"));
  return container.startupProbe === undefined || resultOf(look, container.name, "startup") === "success";
}

/** Handles the regular containers: ended ones are restarted, those with another image or a failed probe are killed first. */
function tend(look: Look, plan: Plan): void {
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
    const failed = (["liveness", "startup"] as const).find((type) => resultOf(look, container.name, type) === "failure");
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

/** The result of a probe for the present run of a container. */
export function resultOf({ life }: Look, container: string, type: ProbeType): "success" | "failure" | "unknown" | undefined {
  const prober = life.probers.find((one) => one.container === container && one.type === type);
  return prober && prober.start === life.containers[container]?.latest?.number ? prober.result : undefined;
}

function needsStart(look: Look, container: NamedContainer): boolean {
  return shouldStart(container, look.pod, latestOf(look, container.name), look.now);
}

function latestOf({ life }: Look, name: string): ContainerRun | undefined {
  return life.containers[name]?.latest;
}

/** Whether a run is created or running. */
function isAlive({ now }: Look, run: ContainerRun | undefined): boolean {
  return run !== undefined && !hasEnded(run, now);
}

function startOf(container: NamedContainer, kind: "init" | "regular"): Task {
  return { is: "start", container: container.name, kind: isSidecar(container, kind) ? "sidecar" : kind };
}

function killOf({ name }: NamedContainer, message: string, reason: KillReason): Task {
  return { is: "kill", container: name, message, reason };
}

/** Whether the spec names another image than the one that runs: of a pod's containers nothing else can be changed so that it has to start anew. */
function isChanged({ image = "" }: NamedContainer, run: ContainerRun): boolean {
  return image !== run.image;
}
