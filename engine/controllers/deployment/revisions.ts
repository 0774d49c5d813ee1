import { sameValue } from "../../../api/equal.ts";
import { memoize } from "../../../api/memoize.ts";
import { formatTime } from "../../../api/time.ts";
import type { PodTemplateSpec } from "../../../schemas/generated/types.ts";
import type { SyncPart } from "../../core/controller.ts";
import { withWorkloadCondition } from "../../core/conditions.ts";
import { letters } from "../../core/names.ts";
import { controllerRef, keyOfObject, type Millis, refOf } from "../../core/objects.ts";
import { roomForNew } from "./rolling.ts";
import type { Sets } from "./scaling.ts";
import {
  desiredAnnotation,
  fencepostsOf,
  fields,
  hasDeadline,
  historyLimit,
  historyAnnotation,
  isRolling,
  maxAnnotation,
  revisionAnnotation,
  revisionOf,
  sizeOf,
  type StoredDeployment,
  type StoredReplicaSet,
} from "./shape.ts";
import { because } from "../../core/why.ts";

/** The label that distinguishes a ReplicaSet's pods from those of other revisions. */
export const hashLabel = "pod-template-hash";

/** A template as its Deployment has it: without the label that distinguishes its ReplicaSets. */
export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [hashLabel]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** Annotations that are not copied from a Deployment to its ReplicaSets. */
const ownAnnotations = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  "deprecated.deployment.rollback.to",
]);

/** The longest list of past revisions, in characters. */
const longestHistory = 2000;

/** The ReplicaSets by their templates. If several have the Deployment's template, the oldest is the new one. */
export function sort(deployment: StoredDeployment, sets: readonly StoredReplicaSet[]): Sets {
  const isFresh = isLike(deployment.spec.template ?? {});
  const fresh = sets.find((set) => isFresh(set.spec.template ?? {}));
  return { fresh, old: sets.filter((set) => set !== fresh) };
}

/** Whether a sync continues with these ReplicaSets, or ends because it must see its own write first. */
export type Prepared = Sets | "written";

/** Updates the annotations of an existing new ReplicaSet and the Deployment's revision. */
export function* prepare(deployment: StoredDeployment, sets: Sets, now: Millis): SyncPart<Prepared> {
  const { fresh } = sets;
  if (!fresh) return sets;
  const annotations = annotationsFor(deployment, fresh, nextRevision(sets));
  const { minReadySeconds } = deployment.spec;
  if (annotations !== fresh.metadata.annotations || (fresh.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)) {
    const object = { ...fresh, metadata: { ...fresh.metadata, annotations }, spec: { ...fresh.spec, minReadySeconds } } as StoredReplicaSet;
    yield {
      do: "update",
      object,
      why: because("revision-noted", { revision: annotations[revisionAnnotation] ?? "" }, fields(deployment, "template")),
    };
    return "written";
  }
  const found = hasDeadline(deployment) && !deployment.status.conditions?.some(({ type }) => type === "Progressing");
  const message = `Found new replica set ${JSON.stringify(fresh.metadata.name)}`;
  return (yield* recordRevision(
    deployment,
    annotations[revisionAnnotation] ?? "",
    found ? { reason: "FoundNewReplicaSet", message } : undefined,
    now,
  ))
    ? "written"
    : sets;
}

/** Creates the ReplicaSet of the Deployment's template, with as many replicas as the strategy allows at once. */
export function* create(deployment: StoredDeployment, { old }: Sets, now: Millis): SyncPart<"written" | { readonly retry: string }> {
  const set = freshSet(deployment, old);
  const size = set.spec.replicas ?? 0;
  const revision = set.metadata.annotations[revisionAnnotation]!;
  const { replicas, ceiling } = fencepostsOf(deployment);
  const why = because("new-revision", { size, replicas, ceiling }, fields(deployment, "template", "replicas", "surge"));
  const answer = yield { do: "create", object: set, why };
  const { name } = set.metadata;
  if (!answer.ok) {
    if (answer.reason === "AlreadyExists") return yield* bumpCollisions(deployment);
    const message = `Failed to create new replica set ${JSON.stringify(name)}: ${answer.message}`;
    if (hasDeadline(deployment)) yield* progress(deployment, { status: "False", reason: "ReplicaSetCreateError", message }, now);
    yield { do: "event", about: refOf(deployment), type: "Warning", reason: "ReplicaSetCreateError", message };
    return { retry: message };
  }
  if (size > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${size}`;
    yield { do: "event", about: refOf(deployment), type: "Normal", reason: "ScalingReplicaSet", message };
  }
  const created = { reason: "NewReplicaSetCreated", message: `Created new replica set ${JSON.stringify(name)}` };
  yield* recordRevision(deployment, revision, hasDeadline(deployment) ? created : undefined, now);
  return "written";
}

/** Deletes old ReplicaSets without pods beyond `revisionHistoryLimit`, the earliest revisions first. */
export function* forget(deployment: StoredDeployment, { old }: Sets): SyncPart<void> {
  const limit = historyLimit(deployment);
  if (limit === undefined) return;
  const kept = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined).toSorted((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of kept.slice(0, Math.max(0, kept.length - limit))) {
    const { status, metadata } = set;
    if ((status.replicas ?? 0) !== 0 || sizeOf(set) !== 0 || (metadata.generation ?? 0) > (status.observedGeneration ?? 0)) continue;
    const numbers = { revision: revisionOf(set), kept: kept.length, limit };
    yield { do: "delete", ref: refOf(set), why: because("history-limit", numbers, fields(deployment, "history")) };
  }
}

function freshSet(deployment: StoredDeployment, old: readonly StoredReplicaSet[]) {
  const { spec, metadata } = deployment;
  const hash = letters(`${keyOfObject(deployment)} ${deployment.status.collisionCount ?? 0} ${JSON.stringify(spec.template)}`, 10);
  const labels = { ...spec.template?.metadata?.labels, [hashLabel]: hash };
  const { ceiling, replicas } = fencepostsOf(deployment);
  const annotations = annotationsFor(deployment, undefined, nextRevision({ fresh: undefined, old }));
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${metadata.name.slice(0, 242)}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations: { ...annotations, [desiredAnnotation]: String(replicas), [maxAnnotation]: String(ceiling) } as Record<string, string>,
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas: isRolling(spec) ? roomForNew(deployment, old, 0) : replicas,
      ...(spec.minReadySeconds !== undefined && { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector?.matchLabels, [hashLabel]: hash } },
      template: { ...spec.template, metadata: { ...spec.template?.metadata, labels } },
    },
  };
}

/** Handles a taken name: the collision count becomes part of the template's hash, so that the next name differs. */
function* bumpCollisions(deployment: StoredDeployment): SyncPart<{ readonly retry: string }> {
  const { status } = deployment;
  yield {
    do: "updateStatus",
    object: { ...deployment, status: { ...status, collisionCount: (status.collisionCount ?? 0) + 1 } } as StoredDeployment,
  };
  return { retry: "the name of the new ReplicaSet is taken" };
}

/** The annotations that a ReplicaSet should have; the same object if nothing changes. */
function annotationsFor(deployment: StoredDeployment, set: StoredReplicaSet | undefined, next: number): Readonly<Record<string, string>> {
  const annotations = set?.metadata.annotations ?? {};
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([name, value]) => !ownAnnotations.has(name) && annotations[name] !== value,
  );
  const revision = set ? revisionOf(set) : 0;
  const renumbered =
    revision < next
      ? { [revisionAnnotation]: String(next), ...(annotations[revisionAnnotation] !== undefined && { [historyAnnotation]: history(annotations) }) }
      : {};
  return copied.length === 0 && revision >= next ? annotations : { ...annotations, ...Object.fromEntries(copied), ...renumbered };
}

/** A revision that comes back gets a new number. Its earlier numbers are listed in an annotation, the last ones if there are too many. */
function history(annotations: Readonly<Record<string, string>>): string {
  const past = annotations[historyAnnotation] ? annotations[historyAnnotation].split(",") : [];
  past.push(annotations[revisionAnnotation]!);
  while (past.join(",").length > longestHistory) past.shift();
  return past.join(",");
}

function nextRevision({ old }: Sets): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

/** Writes the revision on the Deployment, and its Progressing condition if one is given. Returns whether anything had to be written. */
function* recordRevision(
  deployment: StoredDeployment,
  revision: string,
  condition: { reason: string; message: string } | undefined,
  now: Millis,
): SyncPart<boolean> {
  if (deployment.metadata.annotations?.[revisionAnnotation] === revision && !condition) return false;
  const recorded = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [revisionAnnotation]: revision } },
  };
  if (condition) yield* progress(recorded, { status: "True", ...condition }, now);
  else yield { do: "updateStatus", object: recorded };
  return true;
}

function* progress(deployment: StoredDeployment, news: { status: string; reason: string; message: string }, now: Millis): SyncPart<void> {
  const condition = { type: "Progressing", ...news, lastUpdateTime: formatTime(now) };
  const conditions = withWorkloadCondition(deployment.status.conditions, condition, now);
  yield { do: "updateStatus", object: { ...deployment, status: { ...deployment.status, conditions } } as StoredDeployment };
}

const isLike = memoize((a: PodTemplateSpec) => memoize((b: PodTemplateSpec) => sameValue(a.spec, b.spec) && sameValue(bare(a), bare(b))));

function bare({ metadata }: PodTemplateSpec): object {
  const { [hashLabel]: _, ...labels } = metadata?.labels ?? {};
  return { ...metadata, labels };
}
