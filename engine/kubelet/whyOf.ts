import { memoize } from "../../api/memoize.ts";
import { parseTime } from "../../api/time.ts";
import type { ContainerStatus, PodStatus, Probe } from "../../schemas/generated/types.ts";
import { templateFields } from "../core/manifest.ts";
import { because, type NumbersOf, type Rule, type Why } from "../core/why.ts";
import { statusNamed } from "./containerStatus.ts";
import { type EndCause, hasEnded, restartOfAll } from "./life.ts";
import { containerOf, initOf, type Look, type NamedContainer, regularOf } from "./look.ts";
import { restartsAfter, ruleForAll } from "./restarts.ts";

/** The reason of a status report, with the field that decided it, if users should see it as a step. */
export function whyOf(look: Look, status: PodStatus): Why | undefined {
  const { pod } = look;
  const old = pod.status;
  const isLeaving = pod.metadata.deletionTimestamp !== undefined;
  if (status.phase !== old.phase && status.phase === "Succeeded" && !isLeaving)
    return why(look, "pod-succeeded", "spec.restartPolicy", { seconds: secondsRun(look, status) });
  const ended = endedOf(old, status);
  if (status.phase !== old.phase && status.phase === "Failed") {
    if (status.reason === "DeadlineExceeded")
      return why(look, "pod-deadline", "spec.activeDeadlineSeconds", { seconds: pod.spec.activeDeadlineSeconds ?? 0 });
    if (isLeaving) return why(look, "pod-stopped", "spec.terminationGracePeriodSeconds", {});
    const isTold = !ended && allOf(old).some(hasFailed);
    return isTold ? undefined : whyEnded(look, ended ?? allOf(status).find(hasFailed));
  }
  if (ended && !isLeaving) {
    const code = endIn(ended)?.exitCode ?? 0;
    if (causeOf(look, ended)?.is === "changed") {
      const { name: container, image = "" } = containerOf(pod, ended.name ?? "");
      return why(look, "pod-image-changed", `${fieldOf(look, container)}.image`, { container, image });
    }
    const rule = ruleForAll(containerOf(pod, ended.name ?? ""), code);
    if (rule >= 0 && !causeOf(look, ended))
      return why(look, "pod-restarts-all", `${fieldOf(look, ended.name)}.restartPolicyRules[${rule}]`, { container: ended.name ?? "", code });
    if (code !== 0 || causeOf(look, ended)?.is === "probe") return whyEnded(look, ended);
    if (isRestarted(look, ended))
      return why(look, "pod-ended", fieldOf(look, ended.name), { container: ended.name ?? "", code, seconds: secondsOf(look, ended) });
  }
  const unpullable = allOf(status).find(isUnpullable);
  if (unpullable && !allOf(old).some(({ state }) => /Image/.test(state?.waiting?.reason ?? "")))
    return why(look, "image-unpullable", `${fieldOf(look, unpullable.name)}.image`, { image: unpullable.image ?? "" });
  return readiness(look, old, status);
}

function isUnpullable({ state }: ContainerStatus): boolean {
  return state?.waiting?.reason === "ErrImagePull";
}

/** Why a terminating pod is gone. */
export function whyGone(look: Look): Why {
  const { deletionTimestamp = "", deletionGracePeriodSeconds = 0 } = look.pod.metadata;
  const asked = (parseTime(deletionTimestamp) ?? look.now) - deletionGracePeriodSeconds * 1000;
  return why(look, "ended", "spec.terminationGracePeriodSeconds", { seconds: Math.max(0, Math.round((look.now - asked) / 1000)) });
}

function readiness(look: Look, old: PodStatus, status: PodStatus): Why | undefined {
  const was = isReadyIn(old);
  const is = isReadyIn(status);
  const ran = old.containerStatuses?.some(runs) ?? false;
  const now = status.containerStatuses ?? [];
  if (!ran && now.some(runs)) {
    const isAgain = now.some(({ restartCount = 0 }) => restartCount > 0);
    if (!is) return why(look, "pod-started", readinessField(look), {});
    return isAgain ? why(look, "pod-runs-again", fieldOf(look, now[0]?.name), {}) : why(look, "pod-ready-at-start", readinessField(look), {});
  }
  if (was === is) return undefined;
  if (!is) return now.every(runs) ? why(look, "pod-unready", readinessField(look, turnedIn(old, status)), {}) : undefined;
  const turned = turnedIn(old, status);
  const probed = turned.filter((name) => isProbed(containerOf(look.pod, name)));
  if (probed.length === 0) return why(look, "pod-runs-again", fieldOf(look, turned[0]), {});
  const seconds = Math.max(...now.filter(({ name = "" }) => probed.includes(name)).map((one) => secondsSince(look, one)), 0);
  return why(look, "pod-ready", readinessField(look, probed), { seconds: Math.round(seconds) });
}

function runs({ state }: ContainerStatus): boolean {
  return state?.running !== undefined;
}

function isReadyIn({ conditions = [] }: PodStatus): boolean {
  for (const { type, status } of conditions) if (type === "Ready") return status === "True";
  return false;
}

/** The regular containers whose readiness has changed. */
function turnedIn(old: PodStatus, status: PodStatus): string[] {
  const turned: string[] = [];
  for (const { name = "", ready } of status.containerStatuses ?? []) if (statusNamed(old.containerStatuses, name)?.ready !== ready) turned.push(name);
  return turned;
}

function isProbed({ readinessProbe, startupProbe }: NamedContainer): boolean {
  return readinessProbe !== undefined || startupProbe !== undefined;
}

/** The probe of the container that is ready last, of these or of all. */
function readinessField({ pod }: Look, among: readonly string[] = []): string {
  const all = regularOf(pod);
  const chosen = all.length > 1 ? all.filter(({ name }) => among.includes(name)) : [];
  return chosen.length > 0 ? fieldOfLast(chosen, all) : fieldOfLastOfAll(all);
}

const fieldOfLastOfAll = memoize((all: readonly NamedContainer[]): string => fieldOfLast(all, all));

function fieldOfLast(containers: readonly NamedContainer[], all: readonly NamedContainer[]): string {
  const of = (probe: Probe | undefined): number => (probe ? (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) : 0);
  const delay = ({ readinessProbe, startupProbe }: NamedContainer): number => of(readinessProbe) + of(startupProbe);
  const last = containers.toSorted((a, b) => delay(b) - delay(a))[0];
  return `spec.containers[${last ? all.indexOf(last) : 0}].${last?.startupProbe && !last.readinessProbe ? "startupProbe" : "readinessProbe"}`;
}

/** A container that has terminated between two statuses. */
function endedOf(old: PodStatus, status: PodStatus): ContainerStatus | undefined {
  const before = allOf(old);
  for (const now of allOf(status)) {
    const last = endedStart(now);
    if (last >= 0 && last > endedStart(statusNamed(before, now.name ?? "")) && !unseen.has(endIn(now)?.reason ?? "")) return now;
  }
  return undefined;
}

/** Reasons of containers whose end was not observed, because they were removed. */
const unseen: ReadonlySet<string> = new Set([restartOfAll, "ContainerStatusUnknown"]);

/** The number of the last start that has ended; -1 if none has. */
function endedStart({ state, lastState, restartCount = 0 }: ContainerStatus = {}): number {
  if (state?.terminated ?? (state?.waiting && lastState?.terminated)) return restartCount;
  return lastState?.terminated ? restartCount - 1 : -1;
}

function allOf({ containerStatuses = [], initContainerStatuses = [] }: PodStatus): readonly ContainerStatus[] {
  return initContainerStatuses.length > 0 ? [...containerStatuses, ...initContainerStatuses] : containerStatuses;
}

function endIn({ state, lastState }: ContainerStatus): NonNullable<ContainerStatus["state"]>["terminated"] {
  return state?.terminated ?? lastState?.terminated;
}

/** Whether a container that has succeeded is restarted. */
function isRestarted({ pod }: Look, { name = "" }: ContainerStatus): boolean {
  return regularOf(pod).some((one) => one.name === name && restartsAfter(one, pod, 0));
}

/** How a container ended, and the cause. */
function whyEnded(look: Look, status: ContainerStatus | undefined): Why {
  const { exitCode: code = 1, reason = "Error" } = (status && endIn(status)) ?? {};
  const container = status?.name ?? "";
  const field = fieldOf(look, status?.name);
  const cause = status && causeOf(look, status);
  if (cause?.is === "port") return why(look, "pod-port-taken", field, { container, code, port: cause.port, holder: cause.holder });
  if (cause?.is === "probe") {
    const failures = containerOf(look.pod, container)[cause.type]?.failureThreshold ?? 3;
    const rule = cause.type === "startupProbe" ? "pod-killed-by-startup-probe" : "pod-killed-by-probe";
    return why(look, rule, `${field}.${cause.type}`, { container, code, failures });
  }
  const seconds = status ? secondsOf(look, status) : 0;
  if (reason !== "Error") return why(look, "pod-crashed-reason", field, { container, code, reason, seconds });
  return why(look, "pod-crashed", field, { container, code, seconds });
}

/** What ended a container from outside, when it ended last. */
function causeOf({ life, now }: Look, { name = "" }: ContainerStatus): EndCause | undefined {
  const own = life.containers[name];
  return [own?.latest, own?.previous].find((run) => hasEnded(run, now))?.end?.cause;
}

function hasFailed({ state }: ContainerStatus): boolean {
  return state?.terminated !== undefined && state.terminated.exitCode !== 0;
}

function fieldOf({ pod }: Look, name: string | undefined): string {
  const init = initOf(pod).findIndex((one) => one.name === name);
  const regular = init < 0 ? regularOf(pod).findIndex((one) => one.name === name) : -1;
  return init >= 0 ? `spec.initContainers[${init}]` : `spec.containers[${Math.max(0, regular)}]`;
}

/** How long the containers had been running. */
function secondsRun(look: Look, status: PodStatus): number {
  const starts = (status.containerStatuses ?? []).map(({ state, lastState }) =>
    parseTime((state?.running ?? state?.terminated ?? lastState?.terminated)?.startedAt ?? ""),
  );
  const first = Math.min(...starts.map((at) => at ?? look.now));
  return Math.round((look.now - first) / 1000);
}

/** How long the last terminated start of a container ran, in seconds. */
function secondsOf({ now }: Look, status: ContainerStatus): number {
  const { startedAt = "", finishedAt = "" } = endIn(status) ?? {};
  return Math.max(0, ((parseTime(finishedAt) ?? now) - (parseTime(startedAt) ?? now)) / 1000);
}

/** How long a container has been running, in seconds. */
function secondsSince({ now }: Look, { state }: ContainerStatus): number {
  return Math.max(0, (now - (parseTime(state?.running?.startedAt ?? "") ?? now)) / 1000);
}

function why<R extends Rule>({ pod, view }: Look, rule: R, field: string, numbers: Omit<NumbersOf<R>, "node">): Why {
  return because(rule, { node: pod.spec.nodeName ?? "", ...numbers } as unknown as NumbersOf<R>, templateFields(pod, field, view));
}
