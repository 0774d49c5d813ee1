import { stepsOfField } from "../../api/fieldSteps.ts";
import { type FieldChange, withFieldChange } from "../../engine/core/fieldChange.ts";
import { type Scenario, simulate } from "../../engine/rehearsal/simulate.ts";
import { verdictOf } from "../../engine/rehearsal/verdict/verdict.ts";
import { consoleOf } from "./console/about.ts";
import { servicesOf } from "./story/servicesAt.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { decisionOf } from "../../engine/rehearsal/decisionOf.ts";
import type { Key, Millis, Ref, StoredObject } from "../../engine/core/objects.ts";
import { createScheduler } from "../../engine/scheduler/scheduler.ts";
import { whatIf } from "../../engine/scheduler/whatIf.ts";
import type { StageState } from "../../engine/rehearsal/script/stage.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import type { Placement, Trace } from "../../engine/rehearsal/trace.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { KubeletProfile } from "../../engine/kubelet/profile.ts";
import type { Answers, PodContainers, Question, Trial } from "./state/jobs.ts";
import { containerLives } from "./story/containerLives.ts";
import { processLives } from "./story/processLives.ts";

/** The last rehearsal with its result. */
export interface Rehearsed {
  readonly trace: Trace;
  readonly kubelet: Partial<KubeletProfile>;
  readonly script: readonly TimedStep[];
  /** The state of the cluster at a moment; absent for a trace from outside. */
  readonly stageAt?: (at: Millis) => StageState;
  /** Its scenario; absent for a saved trace. */
  readonly scenario?: Scenario;
}

/** Answers the page's questions about a trace that are not in its story. */
export function answerAbout(rehearsed: Rehearsed, question: Question): Answers[Question["is"]] {
  const { trace } = rehearsed;
  switch (question.is) {
    case "placement":
      return placementOf(trace, question.pod, question.since, question.time);
    case "lettingIn": {
      const objects = objectsAt(trace, question.time);
      const pod = objects.get(question.pod) as Pod | undefined;
      return pod ? whatIf(pod, [...objects.values()]) : [];
    }
    case "trial":
      return rehearsed.scenario && tried(rehearsed.scenario, question.object, question.changes);
    case "containers":
      return containersOf(rehearsed, question.pod, question.since, question.keys);
    case "trace":
      return writeTrace(trace);
    case "console":
      return consoleOf(trace, rehearsed).run(question.line, question.time, question.files, question.documentation);
    case "services":
      return servicesOf(consoleOf(trace, rehearsed).networkAt(question.time));
    case "complete":
      return consoleOf(trace, rehearsed).complete(question.line, question.cursor, question.time);
  }
}

/** Rehearses again with other values of an object's fields. */
function tried(scenario: Scenario, { kind, name, namespace }: Ref, changes: readonly FieldChange[]): Trial {
  const after = scenario.after.map((manifest) => {
    const { kind: ofKind, metadata } = manifest as StoredObject;
    const isIt = ofKind === kind && metadata?.name === name && (metadata.namespace ?? "default") === (namespace === "" ? "default" : namespace);
    return isIt ? changes.reduce((value: unknown, change) => withFieldChange(value, stepsOfField(change.field), change), manifest) : manifest;
  });
  const { state, millis } = verdictOf(simulate({ ...scenario, after }));
  return { state, millis };
}

/** The scheduler's last decision about a pod at a time. For a pod that has waited since before the story, a new decision. */
function placementOf(trace: Trace, key: Key, since: Millis, time: Millis): Pick<Placement, "at" | "decision"> | undefined {
  const last = trace.placements.findLast(({ pod, at }) => pod === key && at >= since && at <= time);
  if (last) return { at: last.at, decision: decisionOf(trace, last) };
  const objects = objectsAt(trace, time);
  const pod = objects.get(key) as Pod | undefined;
  if (!pod || pod.spec?.nodeName) return undefined;
  const scheduler = createScheduler();
  for (const object of objects.values()) scheduler.set(object);
  return { at: time, decision: scheduler.decide(pod) };
}

/** A pod's containers, and the behaviour of their processes in the cluster at the end. */
function containersOf({ trace, kubelet }: Rehearsed, key: Key, since: Millis, keys: readonly string[]): PodContainers | undefined {
  const object = trace.versions.findLast((version) => version.key === key && version.object)?.object;
  if (!object) return undefined;
  const processes = processLives(object as StoredPod, objectsAt(trace, trace.to), kubelet, keys);
  return { pod: key, since, lives: containerLives(trace, key, since), processes };
}

/** All objects at a time, by key, in order of creation. */
function objectsAt({ versions }: Trace, time: Millis): Map<Key, StoredObject> {
  const objects = new Map<Key, StoredObject>();
  for (const { at, key, object } of versions) {
    if (at > time) break;
    if (object) objects.set(key, object);
    else objects.delete(key);
  }
  return objects;
}
