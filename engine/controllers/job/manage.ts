import type { Container, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import type { SyncPart, View } from "../../core/controller.ts";
import { type Millis, refOf } from "../../core/objects.ts";
import { isReady, type StoredPod } from "../../core/pods.ts";
import { because, type NumbersOf, type Why } from "../../core/why.ts";
import { createPod, deletePod, slowStart } from "../podControl.ts";
import { podOf } from "../podOf.ts";
import { finishedAt, remaining } from "./backOff.ts";
import { firstFree, union, withEach } from "./indexes.ts";
import { failureAnnotations, failuresBefore, indexesOf } from "./indexTally.ts";
import { firstToGo } from "./removal.ts";
import { countsPerIndex, fields, indexAnnotation, isIndexed, isSuspended, isTracked, replacesFailedOnly, trackingFinalizer } from "./shape.ts";
import type { Tally } from "./tally.ts";

/** The pod counts after a sync has created or deleted pods. */
export interface Counts {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  /** How long until the next pod may be created after a failure. */
  readonly wait?: Millis;
  /** The server's refusal. */
  readonly refused?: string;
}

/** The most pods that a sync creates or deletes. */
const burst = 500;

/** The counts of the Job's pods before the sync changes anything. */
export function countsOf({ active, terminating }: Tally): Counts {
  return { active: active.length, ready: active.filter(isReady).length, terminating };
}

/** Adjusts the number of pods to `parallelism` and the remaining completions. It either creates or deletes pods. */
export function* manage(tally: Tally): SyncPart<Counts> {
  const { job, active } = tally;
  if (isSuspended(job))
    return yield* discard(tally, firstToGo(tally, active.length), because("job-suspended", { active: active.length }, fields(job, "suspend")));
  const wanted = wantedOf(tally);
  const numbers = { active: active.length, wanted, succeeded: tally.succeeded };
  const surplus = firstToGo(tally, Math.max(0, active.length - wanted)).slice(0, burst);
  if (surplus.length > 0) return yield* discard(tally, surplus, because("job-too-many", numbers, fields(job, "parallelism", "completions")));
  const room = wanted - active.length - (replacesFailedOnly(job) ? tally.terminating : 0);
  return room > 0 ? yield* employ(tally, Math.min(room, burst), numbers) : countsOf(tally);
}

/** How many pods should be active. A Job without `completions` (a work queue) creates no more pods after the first success. */
function wantedOf({ job, active, succeeded }: Tally): number {
  const { completions, parallelism = 1 } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

/** Deletes superfluous pods. Their finalizer is removed first, so that they do not count as failures. */
function* discard(tally: Tally, pods: readonly StoredPod[], why: Why): SyncPart<Counts> {
  for (const pod of pods) yield* letGo(pod, tally.view);
  return yield* end(tally, pods, why);
}

/** Deletes pods, which then no longer count as active. */
export function* end(tally: Tally, pods: readonly StoredPod[], why: Why): SyncPart<Counts> {
  const { active, ready, terminating } = countsOf(tally);
  let [ended, unready] = [0, 0];
  let refused: string | undefined;
  for (const pod of pods) {
    const answer = yield* deletePod(tally.job, pod, why);
    if (isReady(pod)) unready++;
    if (answer.ok || answer.code === 404) ended++;
    else refused ??= answer.message;
  }
  return { active: active - ended, ready: ready - unready, terminating: terminating + ended, ...(refused !== undefined && { refused }) };
}

/** Removes the Job's finalizer from a pod. */
export function* letGo(pod: StoredPod, { store }: View): SyncPart<void> {
  const now = store.get<StoredPod>(refOf(pod));
  if (!now || !isTracked(now)) return;
  const finalizers = now.metadata.finalizers!.filter((name) => name !== trackingFinalizer);
  const why = because("job-counts-pod", { pod: now.metadata.name, phase: now.status.phase ?? "" }, []);
  yield { do: "update", object: { ...now, metadata: { ...now.metadata, finalizers } }, why };
}

type Numbers = NumbersOf<"job-too-many" | "job-wants-pods">;

/** Creates pods, unless the delay after the last failure is not over. */
function* employ(tally: Tally, room: number, numbers: Numbers): SyncPart<Counts> {
  const { job, view, failures } = tally;
  const wait = remaining(failures, view.now);
  if (wait > 0) return { ...countsOf(tally), wait };
  const slots = isIndexed(job) ? openIndexes(tally, room) : { now: Array.from({ length: room }, () => undefined), wait: undefined };
  if (slots.now.length === 0) return { ...countsOf(tally), ...(slots.wait !== undefined && { wait: slots.wait }) };
  const rule = failures.count > 0 ? "job-tries-again" : "job-wants-pods";
  const why = because(rule, { ...numbers, failures: failures.count }, fields(job, "parallelism", "completions", "backoffLimit"));
  const answers = yield* slowStart(
    slots.now,
    (index) => createPod(job, newPod(tally, index), why),
    ({ ok }) => !ok,
  );
  const counts = countsOf(tally);
  const refusal = answers.find((answer) => !answer.ok);
  return { ...counts, active: counts.active + answers.filter(({ ok }) => ok).length, ...(refusal && !refusal.ok && { refused: refusal.message }) };
}

/** The lowest indexes that need a pod. With `backoffLimitPerIndex` each index has its own delay; `wait` is the shortest one if all must wait. */
function openIndexes(tally: Tally, room: number): { readonly now: readonly number[]; readonly wait: Millis | undefined } {
  const { job, view, pods, active } = tally;
  const { succeeded, failed, unreplaced } = tally.indexes!;
  const leaving = replacesFailedOnly(job)
    ? pods.filter(({ metadata, status }) => metadata.deletionTimestamp && status.phase !== "Failed" && status.phase !== "Succeeded")
    : [];
  const taken = union(withEach(succeeded, [...indexesOf(active), ...indexesOf(leaving)]), failed ?? []);
  const open = firstFree(taken, room, job.spec.completions ?? 0);
  const waits = open.map((index) => {
    const last = countsPerIndex(job) ? unreplaced.get(index) : undefined;
    return last ? remaining({ count: failuresBefore(last) + 1, last: finishedAt(last) }, view.now) : 0;
  });
  const now = open.filter((_, i) => waits[i] === 0);
  return { now, wait: now.length > 0 || waits.length === 0 ? undefined : Math.min(...waits) };
}

function newPod({ job, indexes }: Tally, index: number | undefined) {
  const template = job.spec.template ?? {};
  const finalizers = [...new Set([...(template.metadata?.finalizers ?? []), trackingFinalizer])];
  if (index === undefined) return podOf(job, { ...template, metadata: { ...template.metadata, finalizers } });
  const annotations = { [indexAnnotation]: String(index), ...failureAnnotations(job, indexes?.unreplaced.get(index)) };
  const metadata = {
    ...template.metadata,
    finalizers,
    labels: { ...template.metadata?.labels, [indexAnnotation]: String(index) },
    annotations: { ...template.metadata?.annotations, ...annotations },
  };
  const pod = podOf(job, { metadata, spec: withIndex(template, `${job.metadata.name}-${index}`) });
  return { ...pod, metadata: { ...pod.metadata, generateName: prefixOf(job.metadata.name, index) } };
}

/** The prefix `JOB-INDEX-`. The Job's name is shortened if needed, so that five letters fit; the index is not. */
function prefixOf(name: string, index: number): string {
  const tail = `-${index}-`;
  return `${name.slice(0, 58 - tail.length)}${tail}`;
}

/** Gives every container the variable `JOB_COMPLETION_INDEX`, unless it has one. */
function withIndex({ spec = {} }: PodTemplateSpec, hostname: string) {
  const variable = {
    name: "JOB_COMPLETION_INDEX",
    valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: `metadata.labels['${indexAnnotation}']` } },
  };
  const withIndex = (container: Container): Container =>
    container.env?.some(({ name }) => name === variable.name) ? container : { ...container, env: [...(container.env ?? []), variable] };
  const { initContainers, containers = [] } = spec;
  return { ...spec, hostname, ...(initContainers && { initContainers: initContainers.map(withIndex) }), containers: containers.map(withIndex) };
}
