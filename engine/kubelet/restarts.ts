import type { Container, ContainerRestartRule } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";
import { isTerminating, type StoredPod } from "../core/pods.ts";
import { type BackOff, type ContainerRun, hasEnded, isRunning } from "./life.ts";

const restartsAll = "RestartAllContainers";
const firstBackOff = 10_000;
const longestBackOff = 300_000;

/** Whether a container is restarted after this exit code: by its own rules, else by its own policy, else by its pod's policy. */
export function restartsAfter({ restartPolicy, restartPolicyRules = [] }: Container, { spec }: StoredPod, code: number): boolean {
  const rule = restartPolicy === undefined ? undefined : restartPolicyRules.find((one) => matches(one, code));
  if (rule?.action === "Restart" || rule?.action === restartsAll) return true;
  switch (restartPolicy ?? spec.restartPolicy) {
    case "Never":
      return false;
    case "OnFailure":
      return code !== 0;
    default:
      return true;
  }
}

function matches({ exitCodes }: ContainerRestartRule, code: number): boolean {
  return exitCodes !== undefined && (exitCodes.values ?? []).includes(code) === (exitCodes.operator === "In");
}

/** The index of a container's rule that restarts all containers of the pod after this exit code; -1 if there is none. */
export function ruleForAll({ restartPolicyRules = [] }: Container, code: number): number {
  const index = restartPolicyRules.findIndex((one) => matches(one, code));
  return restartPolicyRules[index]?.action === restartsAll ? index : -1;
}

/** Whether a container of the pod may restart all of them. */
export function mayRestartAll({ spec }: StoredPod): boolean {
  return (spec.containers?.some(mayRestartOthers) ?? false) || (spec.initContainers?.some(mayRestartOthers) ?? false);
}

function mayRestartOthers({ restartPolicyRules }: Container): boolean {
  return restartPolicyRules?.some(({ action }) => action === restartsAll) ?? false;
}

/** Whether the kubelet should start a container, given its last start. */
export function shouldStart(container: Container, pod: StoredPod, latest: ContainerRun | undefined, now: Millis): boolean {
  if (isTerminating(pod)) return false;
  if (latest === undefined || latest.startedAt === undefined) return true;
  if (isRunning(latest, now)) return false;
  return hasEnded(latest, now) && restartsAfter(container, pod, latest.end.code);
}

/** Whether the back-off since `from` is not over. It is reset after a run of twice the longest back-off. */
export function isBackingOff(backOff: BackOff | undefined, from: Millis, now: Millis): backOff is BackOff {
  return backOff !== undefined && !hasExpired(backOff, from) && now - from <= backOff.millis;
}

/** The next back-off: twice the last one, five minutes at most. */
export function nextBackOff(backOff: BackOff | undefined, from: Millis, now: Millis): BackOff {
  const isFirst = backOff === undefined || hasExpired(backOff, from);
  return { millis: isFirst ? firstBackOff : Math.min(2 * backOff.millis, longestBackOff), since: now };
}

function hasExpired({ since }: BackOff, from: Millis): boolean {
  return from - since > 2 * longestBackOff;
}
