import { groupBy } from "../../../api/groupBy.ts";
import { parseTime } from "../../../api/time.ts";
import type { ContainerState } from "../../../schemas/generated/types.ts";
import type { View } from "../../core/controller.ts";
import { templateField } from "../../core/manifest.ts";
import { noMetrics } from "../../core/metrics.ts";
import { controllerOf, type Key, keyOf, type Millis, type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { Store } from "../../core/store.ts";
import type { FieldRef } from "../../core/why.ts";
import { type ApplyResult, noChange } from "../change.ts";
import type { Scheduler } from "../../scheduler/scheduler.ts";
import type { Trace } from "../trace.ts";
import { schedulerOf } from "../unplaced.ts";
import { type Course, courseOf } from "./course.ts";

/** How a container terminated, and its field in the file. */
export interface Exit {
  readonly container: string;
  readonly code: number;
  readonly at: (field: string) => FieldRef;
}

/** The input of findings: the trace, the readiness over it, and the cluster at its end. */
export class Scene {
  readonly trace: Trace;
  readonly change: ApplyResult;
  readonly course: Course;
  /** The restarts before the change, by pod uid. */
  readonly restartsBefore: ReadonlyMap<string, number>;
  private readonly owned: ReadonlyMap<Key, readonly StoredObject[]>;
  private atEnd: View | undefined;
  private knownScheduler: Scheduler | undefined;

  constructor(trace: Trace) {
    this.trace = trace;
    this.change = trace.change ?? noChange;
    this.course = courseOf(trace);
    const objects = [...this.course.end.values()];
    this.restartsBefore = new Map(trace.versions.slice(0, this.change.versionsBefore).flatMap(({ object }) => restartsOf(object)));
    this.owned = groupBy(
      objects.filter((object) => controllerOf(object)),
      ownerKey,
    );
  }

  /** The cluster at the end. Created on first use, since most changes do not need it. */
  get view(): View {
    const { course, trace } = this;
    return (this.atEnd ??= {
      store: new Store({ objects: [...course.end.values()], created: 0, writes: 0 }),
      now: trace.outcome.at,
      metrics: noMetrics,
      syncs: 0,
      savedAt: 0,
    });
  }

  /** The scheduler for the cluster at the end. */
  get scheduler(): Scheduler {
    return (this.knownScheduler ??= schedulerOf(this.view));
  }

  /** All objects of a kind at the end. */
  all<T extends StoredObject>(kind: string): readonly T[] {
    return [...this.course.end.values()].filter((object) => object.kind === kind) as readonly StoredObject[] as readonly T[];
  }

  /** The objects of a kind that an object controls. */
  ownedBy<T extends StoredObject>(owner: StoredObject, kind: string): readonly T[] {
    return (this.owned.get(keyOf(refOf(owner))) ?? []).filter((object) => object.kind === kind) as readonly StoredObject[] as readonly T[];
  }

  /** The pods of a workload at the end, direct and indirect. */
  podsOf(object: StoredObject): readonly StoredPod[] {
    if (object.kind === "Pod") return [object as StoredPod];
    return (this.owned.get(keyOf(refOf(object))) ?? []).flatMap((one) => this.podsOf(one));
  }

  /** The last failure of a container in the object's pods, and the field that says what it runs. */
  lastExit(object: StoredObject): Exit | undefined {
    for (const { object: version } of this.trace.versions.toReversed()) {
      if (version?.kind !== "Pod" || !(version.metadata.uid === object.metadata.uid || controllerOf(version)?.uid === object.metadata.uid)) continue;
      const { spec, status } = version as StoredPod;
      const failed = status.containerStatuses?.find(({ state, lastState }) => codeOf(state) > 0 || codeOf(lastState) > 0);
      if (!failed) continue;
      const index = Math.max(0, spec.containers?.findIndex(({ name }) => name === failed.name) ?? 0);
      const at = (field: string) => templateField(version, `spec.containers[${index}]${field === "" ? "" : `.${field}`}`, this.view);
      return { container: failed.name ?? "", code: codeOf(failed.state) || codeOf(failed.lastState), at };
    }
    return undefined;
  }

  /** A field of a Job's spec, where a person wrote it: a CronJob's Jobs have it from its template. */
  rootSpot(job: StoredObject, field: string): FieldRef {
    const owner = controllerOf(job);
    const cronJob: Ref | undefined = owner && { kind: owner.kind ?? "", namespace: job.metadata.namespace, name: owner.name ?? "" };
    return cronJob ? { object: cronJob, field: `spec.jobTemplate.spec.${field}` } : { object: refOf(job), field: `spec.${field}` };
  }

  /** Parses a time of the API; the start of the trace if absent. */
  since(text: string | undefined): Millis {
    return (text === undefined ? undefined : parseTime(text)) ?? this.trace.from;
  }
}

function codeOf(state: ContainerState | undefined): number {
  return state?.terminated?.exitCode ?? 0;
}

function ownerKey(object: StoredObject): Key {
  const owner = controllerOf(object)!;
  return keyOf({ kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" });
}

function restartsOf(object: StoredObject | undefined): [string, number][] {
  if (object?.kind !== "Pod") return [];
  const { metadata, status } = object as StoredPod;
  return [[metadata.uid, (status.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)]];
}
