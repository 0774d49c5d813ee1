import type { Container } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { hookOutcome } from "./hooks.ts";
import { type ContainerRun, type EndCause, isRunning, type KillReason, putContainer } from "./life.ts";
import { wakeProbers } from "./probing.ts";
import { containerOf, containersOf, initOf, isSidecar, type Look, regularOf, say, seenAt } from "./look.ts";

/** The shortest grace period, in milliseconds. */
const leastGrace = 2;

/** Kills one container: runs its preStop hook, sends SIGTERM, and SIGKILL after the grace period. Returns when it has ended. */
export function kill(look: Look, name: string, message: string, reason: KillReason, after: Millis = -Infinity): Millis {
  const { life, pod, now } = look;
  const own = life.containers[name];
  const run = own?.latest;
  if (!own || !isRunning(run, seenAt(look))) return now;
  const container = containerOf(pod, name);
  say(look, "Normal", "Killing", message, name);
  if (!isRunning(run, now)) return now;
  let grace = gracePeriod(look, container, reason);
  let at = now;
  const { preStop } = container.lifecycle ?? {};
  if (preStop && grace > 0) {
    const hook = hookOutcome(look, container, run, preStop);
    const spent = Math.min(hook.seconds, grace);
    if (!hook.succeeds) say(look, "Warning", "FailedPreStopHook", "PreStopHook failed", name);
    at += spent * 1000;
    grace -= Math.floor(spent);
  }
  const waits = Math.min(Math.max(0, (after - at) / 1000), Math.max(0, grace));
  at += waits * 1000;
  grace = Math.max(grace - Math.floor(waits), leastGrace);
  const ended = endAfterSignal(run, at, grace);
  const isProbe = (reason === "startupProbe" || reason === "livenessProbe") && ended !== run.end;
  const cause: EndCause | undefined = isProbe ? { is: "probe", type: reason } : reason === "changed" ? { is: "changed" } : undefined;
  const end = cause ? { ...ended, cause } : ended;
  putContainer(life, name, { ...own, latest: { ...run, end } });
  wakeProbers(look);
  return Math.max(at, end.at);
}

/** How a process ends after SIGTERM at a time. It may exit by itself before. */
function endAfterSignal(run: ContainerRun, at: Millis, grace: number): NonNullable<ContainerRun["end"]> {
  const { takes = 0, code = 0, ignores = false } = run.run.stop ?? {};
  const isKilled = ignores || takes > grace;
  const end = isKilled
    ? { at: at + grace * 1000, code: 137, reason: "Error" }
    : { at: at + takes * 1000, code, reason: code === 0 ? "Completed" : "Error" };
  return run.end && run.end.at <= end.at ? run.end : end;
}

/** Kills all regular containers at once, then the sidecars in reverse order. Returns when all have ended. */
export function killAll(look: Look): Millis {
  const { pod, now } = look;
  const stop = (name: string, after?: Millis): Millis => kill(look, name, `Stopping container ${name}`, "end", after);
  let done = now;
  for (const { name } of regularOf(pod)) done = Math.max(done, stop(name));
  let all = done;
  for (const container of initOf(pod).toReversed()) {
    const ended = stop(container.name, isSidecar(container) ? done : undefined);
    if (isSidecar(container)) done = Math.max(done, ended);
    all = Math.max(all, ended);
  }
  return Math.max(all, done);
}

function gracePeriod({ pod, life }: Look, container: Container, reason: KillReason): number {
  const { deletionGracePeriodSeconds } = pod.metadata;
  if (reason === "restartOfAll") return 0;
  if (deletionGracePeriodSeconds !== undefined) return Math.max(deletionGracePeriodSeconds, life.stage === "syncing" ? 0 : 1);
  const own = reason === "startupProbe" || reason === "livenessProbe" ? container[reason]?.terminationGracePeriodSeconds : undefined;
  return own ?? pod.spec.terminationGracePeriodSeconds ?? 30;
}

/** Removes the pod's network after its last container. */
export function stopSandbox({ life, pod, now }: Look): void {
  life.sandboxTo = now;
  for (const { name } of containersOf(pod)) {
    const own = life.containers[name];
    if (own && isRunning(own.latest, now))
      putContainer(life, name, { ...own, latest: { ...own.latest, end: { at: now, code: 137, reason: "Error" } } });
  }
}
