import type { CronJob, DaemonSet, Deployment, Job } from "../../../schemas/generated/types.ts";
import { listed } from "../../../api/words/sentence.ts";
import { findCondition } from "../../core/conditions.ts";
import { keyOf, type Millis, type Ref, refOf, type Stored, type StoredObject } from "../../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../core/pods.ts";
import { boundsOf } from "../bounds.ts";
import { crashing } from "../failing.ts";
import { obstacle, waiting } from "../outcome.ts";
import { isDone } from "../progress.ts";
import { standing } from "../standing.ts";
import { type Finding, finding } from "./finding.ts";
import type { Gap } from "./gauge.ts";
import { gapsOfPod, restartsInPlace } from "./inPlace.ts";
import type { Exit, Scene } from "./scene.ts";
import { lasting, nameOf, reasonOf, say, type VerdictSentence } from "./words/say.ts";

/** The findings about one workload of the change. */
export function* workloadFindings(object: StoredObject, scene: Scene): Generator<Finding> {
  if (object.kind === "Job") return yield* jobFindings(object as Stored<Job>, scene);
  if (object.kind === "CronJob") return yield* cronJobFindings(object as Stored<CronJob>, scene);
  if (object.kind === "Pod" && isFinished(object as StoredPod)) return yield* endOfPod(object as StoredPod, scene);
  const unfinished = isUpAgainAndAgain(object, scene) ? undefined : unfinishedFinding(object, scene);
  if (unfinished) yield unfinished;
  yield* nowhere(object, scene);
  yield* keptTemplate(object, scene);
  const crashed = unfinished ? [] : [...crashes(object, scene)];
  // A workload that has never run is not down: other findings already say that it does not start, or crashes.
  const isNew = scene.course.workloads.get(keyOf(refOf(object)))?.before === 0;
  if (!isNew || (!unfinished && crashed.length === 0)) yield* outages(object, scene);
  yield* crashed;
  if (!unfinished) yield* givesUp(object, scene);
}

/** A rollout that was complete once and whose containers keep restarting: the moment at which the rehearsal ends does not make it another one. */
function isUpAgainAndAgain(object: StoredObject, scene: Scene): boolean {
  const { actions, from } = scene.trace;
  const key = keyOf(refOf(object));
  if (!scene.podsOf(object).some((pod) => restartsSince(pod, scene) >= fewRestarts)) return false;
  return actions.some(({ at, about, what }) => what.is === "finish" && at >= from && keyOf(about) === key);
}

/** From so many on, a container keeps restarting. */
const fewRestarts = 3;

function unfinishedFinding(object: StoredObject, scene: Scene): Finding | undefined {
  if (isDone(object) && !isTerminating(object)) return undefined;
  const { trace, view } = scene;
  const workload = nameOf(refOf(object));
  const at = trace.outcome.at;
  const found = obstacle([object], view, { pods: scene.podsOf(object), events: trace.events, scheduler: () => scene.scheduler });
  const why = found ?? waiting([object]);
  const [spot] = why.fields;
  const more = { why, ...(spot && { spot }) };
  return trace.outcome.is === "cut" && !found
    ? finding("unfinished", say("still-going", { workload, time: lasting(at - trace.from) }), refOf(object), at, more)
    : finding("fails", say("never-completes", { workload, because: reasonOf(why) }), refOf(object), at, more);
}

function* jobFindings(job: Stored<Job>, scene: Scene): Generator<Finding> {
  const failed = findCondition(job.status.conditions, "Failed");
  if (failed?.status !== "True") {
    const unfinished = job.spec.suspend ? undefined : unfinishedFinding(job, scene);
    if (unfinished) yield unfinished;
    return;
  }
  const { completions = job.spec.parallelism ?? 1, backoffLimit = 6, activeDeadlineSeconds = 0 } = job.spec;
  const exit = failed.reason === "DeadlineExceeded" ? undefined : scene.lastExit(job);
  const limit =
    failed.reason === "DeadlineExceeded"
      ? say("took-too-long", { seconds: activeDeadlineSeconds })
      : failed.reason === "PodFailurePolicy"
        ? say("job-policy-ends")
        : failed.reason === "FailedIndexes" || failed.reason === "MaxFailedIndexesExceeded"
          ? say("too-many-failed-indexes")
          : say("backoff-limit", { limit: backoffLimit });
  const because = listed(exit ? [endOf(exit), limit] : [limit]);
  const sentence = say("job-fails", { job: nameOf(refOf(job)), done: job.status.succeeded ?? 0, completions, because });
  const spot = exit
    ? standing([exit.at("command"), exit.at("args"), exit.at("")], scene.view)
    : scene.rootSpot(job, failed.reason === "DeadlineExceeded" ? "activeDeadlineSeconds" : "backoffLimit");
  yield finding("fails", sentence, spot.object, scene.since(failed.lastTransitionTime), { spot });
}

function endOf({ container, code }: Exit): VerdictSentence {
  return say("ends-with-code", { container, code });
}

/** A pod without a controller that has ended: it has succeeded or failed. */
function* endOfPod(pod: StoredPod, scene: Scene): Generator<Finding> {
  if (pod.status.phase === "Succeeded") return;
  const ref = refOf(pod);
  const exit = scene.lastExit(pod);
  const because =
    pod.status.reason === "DeadlineExceeded"
      ? say("took-too-long", { seconds: pod.spec.activeDeadlineSeconds ?? 0 })
      : exit && pod.status.reason === undefined
        ? endOf(exit)
        : (pod.status.reason ?? "");
  const isLate = pod.status.reason === "DeadlineExceeded";
  const spot = isLate ? { object: ref, field: "spec.activeDeadlineSeconds" } : (exit?.at("") ?? { object: ref, field: "spec" });
  yield finding("fails", say("pod-fails", { pod: nameOf(ref), because }), ref, scene.trace.outcome.at, { spot });
}

function* cronJobFindings(cronJob: Stored<CronJob>, scene: Scene): Generator<Finding> {
  const { from, outcome } = scene.trace;
  const last = scene.since(cronJob.status.lastScheduleTime ?? undefined);
  for (const job of scene.ownedBy<Stored<Job>>(cronJob, "Job")) yield* jobFindings(job, scene);
  if (cronJob.spec.suspend !== true && (cronJob.status.lastScheduleTime === undefined || last < from))
    yield finding("unfinished", say("not-yet-run", { workload: nameOf(refOf(cronJob)) }), refOf(cronJob), outcome.at, {
      spot: { object: refOf(cronJob), field: "spec.schedule" },
    });
}

/** A DaemonSet for which no node is eligible is done at once, but runs nowhere. */
function* nowhere(object: StoredObject, scene: Scene): Generator<Finding> {
  if (object.kind !== "DaemonSet" || ((object as Stored<DaemonSet>).status.desiredNumberScheduled ?? 0) > 0) return;
  const ref = refOf(object);
  const nodes = scene.all("Node").length;
  const { nodeSelector } = (object as Stored<DaemonSet>).spec.template?.spec ?? {};
  const field = `spec.template.spec${nodeSelector ? ".nodeSelector" : ""}`;
  yield finding("fails", say("runs-nowhere", { workload: nameOf(ref), nodes }), ref, scene.trace.from, { spot: { object: ref, field } });
}

/** Nothing replaces the pods of a ReplicaSet, or with the strategy OnDelete: a new template is used for later pods only. */
function* keptTemplate(object: StoredObject, scene: Scene): Generator<Finding> {
  const ref = refOf(object);
  const { updateStrategy } = (object as Stored<DaemonSet>).spec;
  if (!["ReplicaSet", "ReplicationController"].includes(object.kind) && updateStrategy?.type !== "OnDelete") return;
  const own = scene.change.applied.find((one) => keyOf(one.ref) === keyOf(ref));
  const edit = own?.is === "configured" ? own.edits.find(({ field }) => field.startsWith("spec.template")) : undefined;
  const pods = edit ? scene.podsOf(object).filter(({ metadata }) => scene.restartsBefore.has(metadata.uid)).length : 0;
  if (!edit || pods === 0) return;
  yield finding("suffers", say("keeps-old-template", { workload: nameOf(ref), pods }), ref, scene.trace.from, {
    spot: { object: ref, field: edit.field },
  });
}

/** Times in which no pods, or fewer than the minimum, were ready. */
function* outages(object: StoredObject, scene: Scene): Generator<Finding> {
  const ref = refOf(object);
  const gauge = scene.course.workloads.get(keyOf(ref));
  const { wants, floor } = boundsOf(object);
  if (!gauge || wants === 0) return;
  const gaps = object.kind === "Pod" ? gapsOfPod(object, gauge.gaps, scene.trace) : gauge.gaps;
  const gap = longest(gaps, scene.trace.to);
  if (gap) return yield downFinding(ref, gap, scene.trace.from, object.kind === "Pod" && gauge.gaps.length === 0);
  const must = Math.min(floor ?? 0, gauge.before);
  if (gauge.least >= must) return;
  yield finding("suffers", say("below-floor", { workload: nameOf(ref), ready: gauge.least, wants, floor: must }), ref, scene.trace.from);
}

function downFinding(ref: Ref, { from, to }: Gap, start: Millis, isInPlace: boolean): Finding {
  const workload = nameOf(ref);
  return to === undefined
    ? finding("fails", say("down-since", { workload, time: lasting(from - start) }), ref, from)
    : finding("suffers", say(isInPlace ? "down-in-place" : "down-for", { workload, time: lasting(to - from) }), ref, from);
}

/** The most important gap: the one that does not end, or else the longest. Gaps with only short recoveries between them count as one. */
export function longest(gaps: readonly Gap[], end: Millis): Gap | undefined {
  let last = gaps.length - 1;
  if (gaps[last] && gaps[last]!.to === undefined) {
    while (last > 0 && gaps[last]!.from - gaps[last - 1]!.to! < briefly) last--;
    return { from: gaps[last]!.from };
  }
  return gaps.toSorted((a, b) => Number(a.to !== undefined) - Number(b.to !== undefined) || (b.to ?? end) - b.from - ((a.to ?? end) - a.from))[0];
}

/** A recovery up to this long, in milliseconds, does not count. */
const briefly = 60_000;

function* crashes(object: StoredObject, scene: Scene): Generator<Finding> {
  const asked = object.kind === "Pod" ? restartsInPlace(object, scene.trace).length : 0;
  const pods = scene.podsOf(object);
  const restarts = pods.reduce((sum, pod) => sum + restartsSince(pod, scene), -asked);
  if (restarts <= 0) return;
  const ref = refOf(object);
  const why = crashing(pods, scene.view, scene.trace.events);
  const [spot] = why?.fields ?? [];
  yield finding(
    isMostlyDown(ref, scene) ? "fails" : "suffers",
    say("crashes", { workload: nameOf(ref), restarts, time: lasting(scene.trace.outcome.at - scene.trace.from) }),
    ref,
    scene.trace.from,
    { ...(why && { why }), ...(spot && { spot }) },
  );
}

/** Whether none of its pods is ready for more than half of the time. */
function isMostlyDown(ref: Ref, { course, trace: { from: start, outcome } }: Scene): boolean {
  const gaps = course.workloads.get(keyOf(ref))?.gaps ?? [];
  const down = gaps.reduce((sum, { from, to = outcome.at }) => sum + Math.max(0, to - from), 0);
  return down > (outcome.at - start) / 2;
}

function restartsSince({ metadata, status }: StoredPod, { restartsBefore }: Scene): number {
  const now = (status.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  return Math.max(0, now - (restartsBefore.get(metadata.uid) ?? 0));
}

/** A Deployment that completed after its progress deadline: a script that waits for it with `kubectl rollout status` fails. */
function* givesUp(object: StoredObject, { trace }: Scene): Generator<Finding> {
  if (object.kind !== "Deployment") return;
  const key = keyOf(refOf(object));
  const version = trace.versions.find(
    ({ key: of, at, object: one }) =>
      of === key && at > trace.from && findCondition((one as Stored<Deployment> | undefined)?.status.conditions, "Progressing")?.reason === deadline,
  );
  if (!version) return;
  const spot = { object: refOf(object), field: "spec.progressDeadlineSeconds" };
  const sentence = say("gives-up", { workload: nameOf(refOf(object)), time: lasting(version.at - trace.from) });
  yield finding("suffers", sentence, refOf(object), version.at, { spot });
}

const deadline = "ProgressDeadlineExceeded";
