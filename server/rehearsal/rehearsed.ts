import { refOfManifest } from "../../engine/rehearsal/change.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import { type Path, startsWith, type Steps } from "../../api/path.ts";
import type { Container, PodSpec, PodTemplateSpec } from "../../schemas/generated/types.ts";
import { controllerOf, type Key, keyOf, type Millis, type Ref, refOf, type StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { View } from "../../engine/core/controller.ts";
import type { KubeletProfile } from "../../engine/kubelet/profile.ts";
import { processesOf } from "../../engine/processes/behaviourOf.ts";
import type { Process } from "../../engine/processes/behaviour.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { Scene } from "../../engine/rehearsal/verdict/scene.ts";
import { type Verdict, verdictOf } from "../../engine/rehearsal/verdict/verdict.ts";
import { stepsOfField } from "../../api/fieldSteps.ts";
import { valueAt } from "../text/values.ts";
import { say, type FindingsSentence } from "../words/rehearsal/say.ts";
import { templatePath } from "../workspace/podOf.ts";
import { workloadKinds } from "../../api/workloads.ts";
import type { Spot } from "./concern.ts";

/** A change to rehearse. */
export interface Change {
  /** The objects that run before. Empty: the first rollout. */
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  /** Nodes and pods, if a cluster is chosen. */
  readonly cluster?: readonly unknown[];
  readonly script?: readonly TimedStep[];
  readonly kubelet?: Partial<KubeletProfile>;
}

/** A container of a workload, with its field and its process. */
export interface ContainerPlace {
  readonly container: Container;
  readonly path: Steps;
  readonly isInit: boolean;
  readonly process: Process;
}

/** A change with the result of its rehearsal: the input of all checks. */
export class Rehearsed {
  readonly change: Change;
  readonly trace: Trace;
  readonly scene: Scene;
  readonly verdict: Verdict;
  private readonly manifests: ReadonlyMap<Key, unknown>;
  private readonly former: ReadonlyMap<Key, unknown>;
  private readonly edited: ReadonlyMap<Key, readonly Steps[]>;
  private readonly created: ReadonlySet<Key>;
  private knownObjects: ReadonlyMap<Key, StoredObject> | undefined;
  private readonly knownContainers = new Map<Key, readonly ContainerPlace[]>();

  constructor(change: Change, trace: Trace) {
    this.change = change;
    this.trace = trace;
    this.scene = new Scene(trace);
    this.verdict = verdictOf(trace, this.scene);
    this.manifests = byKey(change.after);
    this.former = byKey(change.before);
    const { applied } = this.scene.change;
    this.edited = new Map(
      applied.flatMap((one) => (one.is === "configured" ? [[keyOf(one.ref), one.edits.map(({ field }) => stepsOfField(field))]] : [])),
    );
    this.created = new Set(applied.flatMap(({ is, ref }) => (is === "created" ? [keyOf(ref)] : [])));
  }

  /** Whether something ran before. */
  get isUpdate(): boolean {
    return this.change.before.length > 0;
  }

  /** The cluster at the end. */
  get view(): View {
    return this.scene.view;
  }

  /** The objects of the change at the end, of one kind or all. */
  objects<T extends StoredObject>(kind?: string): readonly T[] {
    const found = this.scene.change.applied.flatMap(({ ref }) => this.scene.course.end.get(keyOf(ref)) ?? []);
    return found.filter((object) => kind === undefined || object.kind === kind) as readonly StoredObject[] as readonly T[];
  }

  /** The workloads of the change at the end. */
  get workloads(): readonly StoredObject[] {
    return this.objects().filter(({ kind }) => workloadKinds.includes(kind));
  }

  /** The pods of a workload at the end. */
  podsOf(workload: StoredObject): readonly StoredPod[] {
    return this.scene.podsOf(workload);
  }

  /** The last version of every object of the rehearsal. */
  get known(): ReadonlyMap<Key, StoredObject> {
    return (this.knownObjects ??= new Map(this.trace.versions.flatMap(({ key, object }) => (object ? [[key, object]] : []))));
  }

  /** The object that nothing controls, up the chain of owners. */
  rootOf(object: StoredObject): StoredObject {
    const owner = controllerOf(object);
    const found = owner && this.known.get(keyOf({ kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" }));
    return found ? this.rootOf(found) : object;
  }

  /** The manifest of an object, if it is in the files. */
  manifestOf(ref: Ref): unknown {
    return this.manifests.get(keyOf(ref));
  }

  /** The value that is written in the files. */
  written({ object, path }: Spot): unknown {
    return valueAt(this.manifestOf(object), path);
  }

  /** The value that was written before the change. */
  formerly({ object, path }: Spot): unknown {
    return valueAt(this.former.get(keyOf(object)), path);
  }

  /** Whether the change touched the field or something in it. New objects in an update count as touched. */
  isEdited({ object, path }: Spot): boolean {
    const key = keyOf(object);
    if (this.created.has(key)) return this.isUpdate;
    return this.edited.get(key)?.some((field) => startsWith(field, path) || (startsWith(path, field) && path.length > field.length)) ?? false;
  }

  /** The field for which the API server refuses an update, since it can't be changed once the object exists. */
  fixedField(ref: Ref): Path | undefined {
    const [manifest, former] = [this.manifestOf(ref), this.former.get(keyOf(ref))];
    return manifest !== undefined && former !== undefined ? admitUpdate(manifest, former).causes[0]?.path : undefined;
  }

  /** Whether the change touched an object that ran before. */
  isReconfigured(ref: Ref, ...path: Steps): boolean {
    return this.edited.get(keyOf(ref))?.some((field) => startsWith(field, path)) ?? false;
  }

  /** The main cause among several fields: one that the change touched; else the first that is written; else the nearest parent of the first. */
  cause(first: Spot, ...others: readonly Spot[]): Spot {
    const all = [first, ...others].filter((spot) => this.written(spot) !== undefined);
    return all.find((spot) => this.isEdited(spot)) ?? all[0] ?? first;
  }

  /** The containers of a workload, init containers first. */
  containersOf(workload: StoredObject): readonly ContainerPlace[] {
    const key = keyOf(refOf(workload));
    const known = this.knownContainers.get(key) ?? this.readContainers(workload);
    this.knownContainers.set(key, known);
    return known;
  }

  private readContainers(workload: StoredObject): readonly ContainerPlace[] {
    const spec = podSpecOf(workload);
    const template = templatePath(workload.kind);
    if (!spec || !template) return [];
    const processes = processesOf(spec, { lookUp: (kind, name) => this.dataOf({ kind, namespace: workload.metadata.namespace, name }) });
    return (["initContainers", "containers"] as const).flatMap((field) =>
      (spec[field] ?? []).map((container, index) => ({
        container,
        path: [...template, "spec", field, index],
        isInit: field === "initContainers",
        process: processes.get(container.name ?? "")!,
      })),
    );
  }

  private dataOf(ref: Ref): Readonly<Record<string, string>> | undefined {
    const object = this.scene.course.end.get(keyOf(ref)) as { data?: Record<string, string>; stringData?: Record<string, string> } | undefined;
    return object && { ...object.data, ...object.stringData };
  }

  /** The assumptions of a finding about room, labels or zones of nodes. */
  get assumedCluster(): readonly FindingsSentence[] {
    return this.change.cluster === undefined ? [say("assumed-cluster")] : [];
  }

  /** A time, relative to the start of the rehearsal. */
  since(at: Millis): Millis {
    return Math.max(0, at - this.trace.from);
  }
}

/** The spec of a workload's pods, or of the pod itself. */
export function podSpecOf(workload: StoredObject): PodSpec | undefined {
  const template = templatePath(workload.kind);
  return template && (valueAt(workload, template) as PodTemplateSpec | undefined)?.spec;
}

function byKey(manifests: readonly unknown[]): ReadonlyMap<Key, unknown> {
  return new Map(manifests.map((manifest) => [keyOf(refOfManifest(manifest)), manifest]));
}
