import { parseTime } from "../../api/time.ts";
import type { Command } from "../core/command.ts";
import type { Again, Controller, Memory, Sync, View } from "../core/controller.ts";
import { templateField } from "../core/manifest.ts";
import { hashOf } from "../core/names.ts";
import { controllerOf, type Key, type Millis, refOf } from "../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../core/pods.ts";
import type { Why } from "../core/why.ts";
import { isCrashing, type Report, statusAfter, statusWaiting } from "./podStatus.ts";
import { killedAfter, readyAfter } from "./probes.ts";
import type { Fault, KubeletProfile } from "./profile.ts";

/** What a kubelet is told beside the pod itself. */
export interface Circumstances {
  readonly profile: KubeletProfile;
  /** Sets how long each pod takes, within the profile's spread. */
  readonly seed: number;
  /** Its image cannot be pulled. */
  readonly isStuck: (pod: StoredPod) => boolean;
  /** What goes wrong with it. */
  readonly faultOf: (pod: StoredPod) => Fault | undefined;
}

/** Where a pod is in its life on a node, since when, and how often it was tried before. */
type Life = LifeStage & {
  readonly uid: string;
  readonly since: Millis;
  readonly tries: number;
};

type LifeStage = { readonly is: "coming" | "crashed" } | Running;

/** A running pod's future, which is settled when it starts: when it will be ready, if ever, and when it ends by itself. */
interface Running {
  readonly is: "running";
  readonly ready: Millis | undefined;
  /** The field that its readiness waits for. */
  readonly readyBy: string;
  readonly end: End | undefined;
}

/** It crashes, its work is done, or one of its containers fails a probe. */
interface End {
  readonly at: Millis;
  readonly is: "crash" | "done" | "startupProbe" | "livenessProbe";
  readonly container: number;
}

const endRules = { crash: "crashed", startupProbe: "killed-by-startup-probe", livenessProbe: "killed-by-probe" } as const;

interface Look extends Circumstances {
  readonly key: Key;
  readonly pod: StoredPod;
  readonly view: View;
  readonly memory: Memory;
}

/** A kubelet looks at its pods once a second: whatever it reports, it reports on a whole one. */
const beat = 1000;
/** Of restarts and of pulls: doubled each time. */
const firstBackOff = 10_000;
const longestBackOff = 300_000;

/** The kubelets of all nodes: they pull, start, probe, restart and stop what was given to their nodes. */
export function kubelets(circumstances: Circumstances): Controller {
  return {
    name: "kubelet",
    watches: ["Pod"],
    concerns: ({ key, before, after }) => (concernsKubelet(before as StoredPod | undefined, after as StoredPod | undefined) ? [key] : []),
    sync(ref, view, memory) {
      const pod = view.store.get<StoredPod>(ref);
      return pod?.spec.nodeName ? live({ ...circumstances, key: ref.key, pod, view, memory }) : undefined;
    },
  };
}

/** A pod that comes to a node or is to leave it; and one of which somebody else reported that it does worse. */
function concernsKubelet(before: StoredPod | undefined, after: StoredPod | undefined): boolean {
  if (!after?.spec.nodeName) return false;
  if (before?.spec.nodeName !== after.spec.nodeName || before.metadata.uid !== after.metadata.uid) return true;
  return isTerminating(before) !== isTerminating(after) || (isReady(before) && !isReady(after)) || (!isCrashing(before) && isCrashing(after));
}

function live(look: Look): Sync | undefined {
  const { pod } = look;
  if (isTerminating(pod)) return stop(look);
  if (isFinished(pod)) return undefined;
  const life = lifeOf(look);
  switch (life.is) {
    case "coming":
      return come(look, life);
    case "running":
      return run(look, life);
    case "crashed":
      return restart(look, life);
  }
}

/** A pod comes to its node: what images the node lacks are pulled, then its containers are started. */
function* come(look: Look, life: Life): Sync {
  const { pod, view, profile } = look;
  const image = pod.spec.containers?.[0]?.image ?? "";
  if (look.isStuck(pod)) return yield* failToPull(look, life, image);
  const images = (pod.spec.containers ?? []).map((container): Key => `image ${pod.spec.nodeName} ${container.image}`);
  const pull = images.every((key) => look.memory.has(key)) ? 0 : spread(look, "pull", profile.pullMillis);
  const due = onBeat(life.since + pull + startMillis(look));
  if (view.now >= due) {
    for (const key of images) look.memory.set(key, true);
    return yield* start(look, life);
  }
  if (pull > 0 && life.since === view.now) yield event(look, "Normal", "Pulling", `Pulling image ${JSON.stringify(image)}`);
  return until(due, look);
}

function* failToPull(look: Look, { tries, since }: Life, image: string): Sync {
  const { now } = look.view;
  if (tries > 0 && now < since + backOff(tries)) return until(since + backOff(tries), look);
  const message = `Back-off pulling image ${JSON.stringify(image)}`;
  const [first, status] = [tries === 0, statusWaiting(look.pod, tries === 0 ? "ErrImagePull" : "ImagePullBackOff", message)];
  const because = why(look, "image-unpullable", "spec.containers[0].image", { image });
  yield { do: "updateStatus", object: { ...look.pod, status } as StoredPod, ...(first && { why: because }) };
  yield event(look, "Warning", first ? "Failed" : "BackOff", first ? `Failed to pull image ${JSON.stringify(image)}` : message);
  enter(look, { is: "coming" }, tries + 1);
  return { inMillis: backOff(tries + 1) };
}

function* start(look: Look, { tries }: Life): Sync {
  const running = enter(look, future(look), tries);
  const ready = running.ready === look.view.now;
  yield report(look, { is: "running", ready }, ready ? "ready-at-start" : "started", running.readyBy, {});
  yield event(look, "Normal", "Started", `Started container ${look.pod.spec.containers?.[0]?.name ?? ""}`);
  return nextOf(look, running);
}

/** Init containers run one after another before the others do. */
function startMillis(look: Look): Millis {
  const steps = 1 + (look.pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy !== "Always").length;
  return steps * spread(look, "start", look.profile.startMillis);
}

/** A running pod becomes ready, crashes, is killed by a probe, or has done its work: whichever comes first. */
function* run(look: Look, life: Life & Running): Sync {
  const { pod, view } = look;
  if (isCrashing(pod)) return yield* restart(look, enter(look, { is: "crashed" }, life.tries + 1));
  const { ready, end } = life;
  if (end && view.now >= end.at) return yield* finish(look, life, end);
  if (!isReady(pod) && ready !== undefined && view.now >= ready) {
    const lapsed = pod.status.conditions?.some(({ type, reason }) => type === "Ready" && reason === "ContainersNotReady") && view.now > ready;
    const recovers = lapsed ? onBeat((parseTime(readyTransition(pod) ?? "") ?? view.now) + periodOf(pod)) : ready;
    if (view.now < recovers) return until(recovers, look);
    yield report(look, { is: "running", ready: true }, "ready", life.readyBy, {
      seconds: Math.round((view.now - life.since) / 1000),
    });
  }
  return nextOf(look, life);
}

function* finish(look: Look, life: Life, { is, container }: End): Sync {
  const { restartPolicy = "Always" } = look.pod.spec;
  const seconds = Math.round((look.view.now - life.since) / 1000);
  if (is === "done") {
    yield report(look, { is: "finished", phase: "Succeeded", exitCode: 0 }, "succeeded", "spec.restartPolicy", { seconds });
    return undefined;
  }
  const rule = endRules[is];
  const field = `spec.containers[${container}]${is === "crash" ? "" : `.${is}`}`;
  if (restartPolicy === "Never") {
    yield report(look, { is: "finished", phase: "Failed", exitCode: 1 }, rule, field, { seconds });
    return undefined;
  }
  const crashed = enter(look, { is: "crashed" }, life.tries + 1);
  yield report(look, { is: "crashed" }, rule, field, { seconds, restarts: crashed.tries });
  yield event(look, "Warning", "BackOff", `Back-off restarting failed container ${look.pod.spec.containers?.[0]?.name ?? ""}`);
  return until(onBeat(crashed.since + backOff(crashed.tries) + startMillis(look)), look);
}

function* restart(look: Look, life: Life): Sync {
  const due = onBeat(life.since + backOff(life.tries) + startMillis(look));
  return look.view.now < due ? until(due, look) : yield* start(look, life);
}

/** A terminating pod is gone once its processes have ended, at the latest when its grace period has. A Job's pod fails first. */
function* stop(look: Look): Sync {
  const { pod, view, profile, memory } = look;
  const { deletionTimestamp = "", deletionGracePeriodSeconds = 0 } = pod.metadata;
  const grace = deletionGracePeriodSeconds * 1000;
  const told = (parseTime(deletionTimestamp) ?? view.now) - grace;
  const runs = recall(look)?.is === "running";
  const preStop = Math.max(0, ...(pod.spec.containers ?? []).map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0)) * 1000;
  const due = onBeat(told + (runs ? Math.min(grace, preStop + spread(look, "stop", profile.stopMillis)) : 0));
  if (view.now < due) {
    if (view.now <= told + beat) yield event(look, "Normal", "Killing", `Stopping container ${pod.spec.containers?.[0]?.name ?? ""}`);
    return until(due, look);
  }
  if (controllerOf(pod)?.kind === "Job" && !isFinished(pod))
    yield report(look, { is: "finished", phase: "Failed", exitCode: 137 }, "stopped", "spec.terminationGracePeriodSeconds", {});
  memory.delete(look.key);
  yield {
    do: "delete",
    ref: refOf(pod),
    gracePeriodSeconds: 0,
    why: why(look, "ended", "spec.terminationGracePeriodSeconds", { seconds: Math.round((due - told) / 1000) }),
  };
  return undefined;
}

function report(look: Look, said: Report, rule: string, field: string, numbers: Why["numbers"]): Command {
  const status = statusAfter(look.pod, said, look.view.now);
  return { do: "updateStatus", object: { ...look.pod, status } as StoredPod, why: why(look, `pod-${rule}`, field, numbers) };
}

/** What will come of a pod that starts now. */
function future(look: Look): Running {
  const { pod, profile, view } = look;
  const { containers = [], restartPolicy = "Always" } = pod.spec;
  const fault = look.faultOf(pod);
  const warmUp = fault?.is === "slow" ? fault.warmUpMillis : fault?.is === "never-ready" ? Infinity : spread(look, "warm up", profile.warmUpMillis);
  const afters = containers.map((container) => readyAfter(container, warmUp));
  const readyAt = Math.max(0, ...afters.map((after) => after ?? Infinity));
  const slowest = Math.max(
    0,
    afters.findIndex((after) => (after ?? Infinity) === readyAt),
  );
  const ends = containers.flatMap((container, index): End[] => {
    const after = killedAfter(container, warmUp);
    return after === undefined
      ? []
      : [{ at: onBeat(view.now + after), is: container.startupProbe ? "startupProbe" : "livenessProbe", container: index }];
  });
  if (fault?.is === "crash") ends.push({ at: onBeat(view.now + fault.afterMillis), is: "crash", container: 0 });
  if (restartPolicy !== "Always") ends.push({ at: onBeat(view.now + spread(look, "work", profile.workMillis)), is: "done", container: 0 });
  const waitsFor = containers[slowest]?.startupProbe && !containers[slowest].readinessProbe ? "startupProbe" : "readinessProbe";
  return {
    is: "running",
    ready: warmUp === Infinity || readyAt === Infinity ? undefined : onBeat(view.now + readyAt),
    readyBy: `spec.containers[${slowest}].${waitsFor}`,
    end: ends.sort((a, b) => a.at - b.at)[0],
  };
}

function nextOf(look: Look, { ready = Infinity, end }: Running): Again | undefined {
  const next = Math.min(ready > look.view.now ? ready : Infinity, end?.at ?? Infinity);
  return next < Infinity ? until(next, look) : undefined;
}

function lifeOf(look: Look): Life {
  return recall(look) ?? enter(look, { is: "coming" }, 0);
}

/** What is remembered of this very pod: another one may have had its name. */
function recall({ memory, key, pod }: Look): Life | undefined {
  const life = memory.get(key) as Life | undefined;
  return life?.uid === pod.metadata.uid ? life : undefined;
}

function enter<T extends LifeStage>({ memory, key, pod, view }: Look, stage: T, tries: number): Life & T {
  const life = { ...stage, uid: pod.metadata.uid, since: view.now, tries };
  memory.set(key, life);
  return life as Life & T;
}

function backOff(tries: number): Millis {
  return Math.min(firstBackOff * 2 ** (tries - 1), longestBackOff);
}

function periodOf({ spec }: StoredPod): Millis {
  return (spec.containers?.[0]?.readinessProbe?.periodSeconds ?? 10) * 1000;
}

function readyTransition(pod: StoredPod): string | undefined {
  return pod.status.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime;
}

/** A time that is longer or shorter from pod to pod, but always the same for one. */
function spread({ pod, seed, profile }: Look, what: string, millis: Millis): Millis {
  const chance = hashOf(`${seed} ${what} ${pod.metadata.name}`) / 2 ** 32;
  return millis * (1 + profile.spread * (2 * chance - 1));
}

function onBeat(at: Millis): Millis {
  return Math.round(at / beat) * beat;
}

function until(at: Millis, { view }: Look): Again {
  return { inMillis: at - view.now };
}

function event({ pod }: Look, type: "Normal" | "Warning", reason: string, message: string) {
  return { do: "event", about: refOf(pod), type, reason, message } as const;
}

function why({ pod, view }: Look, rule: string, field: string, numbers: Why["numbers"]): Why {
  return { rule, numbers: { node: pod.spec.nodeName ?? "", ...numbers }, fields: [templateField(pod, field, view)] };
}
