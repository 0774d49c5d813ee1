import { parseTime } from "../../api/time.ts";
import type { ContainerStatus, PodStatus } from "../../schemas/generated/types.ts";
import { templateField } from "../core/manifest.ts";
import { because, type NumbersOf, type Rule, type Why } from "../core/why.ts";
import { type EndCause, hasEnded } from "./life.ts";
import { type Look, regularOf } from "./look.ts";

/** The step in a pod's life that a report tells of, if it is one that a person should see, and the field that decided it. */
export function whyOf(look: Look, status: PodStatus): Why | undefined {
  const { pod } = look;
  const old = pod.status;
  const isLeaving = pod.metadata.deletionTimestamp !== undefined;
  const seconds = (): { readonly seconds: number } => ({ seconds: secondsRun(look, status) });
  if (status.phase !== old.phase && status.phase === "Succeeded" && !isLeaving) return why(look, "pod-succeeded", "spec.restartPolicy", seconds());
  const ended = endedOf(old, status);
  if (status.phase !== old.phase && status.phase === "Failed") {
    if (isLeaving) return why(look, "pod-stopped", "spec.terminationGracePeriodSeconds", {});
    return whyEnded(look, ended ?? status.containerStatuses?.find(hasFailed));
  }
  if (ended && (ended.state?.terminated?.exitCode ?? ended.lastState?.terminated?.exitCode) !== 0) {
    return whyEnded(look, ended);
  }
  if (ended && causeOf(look, ended)?.is === "probe") return whyEnded(look, ended);
  const unpullable = status.containerStatuses?.find(({ state }) => state?.waiting?.reason === "ErrImagePull");
  if (unpullable && !old.containerStatuses?.some(({ state }) => /Image/.test(state?.waiting?.reason ?? ""))) {
    return why(look, "image-unpullable", `${fieldOf(look, unpullable)}.image`, { image: unpullable.image ?? "" });
  }
  return readiness(look, old, status);
}

/** A terminating pod has gone. */
export function whyGone(look: Look): Why {
  const { deletionTimestamp = "", deletionGracePeriodSeconds = 0 } = look.pod.metadata;
  const asked = (parseTime(deletionTimestamp) ?? look.now) - deletionGracePeriodSeconds * 1000;
  return why(look, "ended", "spec.terminationGracePeriodSeconds", { seconds: Math.max(0, Math.round((look.now - asked) / 1000)) });
}

function readiness(look: Look, old: PodStatus, status: PodStatus): Why | undefined {
  const [was, is] = [isReadyIn(old), isReadyIn(status)];
  const field = readinessField(look);
  const ran = old.containerStatuses?.some(({ state }) => state?.running) ?? false;
  if (!ran && status.containerStatuses?.some(({ state }) => state?.running)) return why(look, is ? "pod-ready-at-start" : "pod-started", field, {});
  if (was === is) return undefined;
  if (is) return why(look, "pod-ready", field, { seconds: secondsRun(look, status) });
  return status.containerStatuses?.every(({ state }) => state?.running) ? why(look, "pod-unready", field, {}) : undefined;
}

function isReadyIn({ conditions = [] }: PodStatus): boolean {
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

/** The probe of the container that is ready last. */
function readinessField(look: Look): string {
  const delay = (index: number): number => {
    const { readinessProbe, startupProbe } = regularOf(look.pod)[index]!;
    const of = (probe: typeof readinessProbe): number => (probe ? (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) : 0);
    return of(readinessProbe) + of(startupProbe);
  };
  const slowest = regularOf(look.pod).reduce((best, _, i) => (delay(i) > delay(best) ? i : best), 0);
  const container = regularOf(look.pod)[slowest];
  return `spec.containers[${slowest}].${container?.startupProbe && !container.readinessProbe ? "startupProbe" : "readinessProbe"}`;
}

/** A container that has ended since. */
function endedOf(old: PodStatus, status: PodStatus): ContainerStatus | undefined {
  return (status.containerStatuses ?? []).find((now) => {
    const before = old.containerStatuses?.find(({ name }) => name === now.name);
    return (
      before?.state?.running &&
      (now.state?.terminated ?? ((now.restartCount ?? 0) > (before.restartCount ?? 0) ? now.lastState?.terminated : undefined))
    );
  });
}

/** How a container ended, and what led to it. */
function whyEnded(look: Look, status: ContainerStatus | undefined): Why {
  const { exitCode: code = 1, reason = "Error", startedAt = "", finishedAt = "" } = status?.state?.terminated ?? status?.lastState?.terminated ?? {};
  const container = status?.name ?? "";
  const field = fieldOf(look, status);
  const cause = status && causeOf(look, status);
  if (cause?.is === "port") return why(look, "pod-port-taken", field, { container, code, port: cause.port, holder: cause.holder });
  if (cause?.is === "probe") {
    const failures = regularOf(look.pod).find(({ name }) => name === container)?.[cause.type]?.failureThreshold ?? 3;
    const rule = cause.type === "startupProbe" ? "pod-killed-by-startup-probe" : "pod-killed-by-probe";
    return why(look, rule, `${field}.${cause.type}`, { container, code, failures });
  }
  const seconds = Math.max(0, ((parseTime(finishedAt) ?? look.now) - (parseTime(startedAt) ?? look.now)) / 1000);
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

function fieldOf(look: Look, status: ContainerStatus | undefined): string {
  return `spec.containers[${Math.max(
    0,
    regularOf(look.pod).findIndex(({ name }) => name === status?.name),
  )}]`;
}

/** How long the containers had been running. */
function secondsRun(look: Look, status: PodStatus): number {
  const starts = (status.containerStatuses ?? []).map(({ state, lastState }) =>
    parseTime((state?.running ?? state?.terminated ?? lastState?.terminated)?.startedAt ?? ""),
  );
  const first = Math.min(...starts.map((at) => at ?? look.now));
  return Math.round((look.now - first) / 1000);
}

function why<R extends Rule>({ pod, view }: Look, rule: R, field: string, numbers: Omit<NumbersOf<R>, "node">): Why {
  return because(rule, { node: pod.spec.nodeName ?? "", ...numbers } as unknown as NumbersOf<R>, [templateField(pod, field, view)]);
}
