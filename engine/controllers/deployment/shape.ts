import { scaled } from "../../../api/intOrString.ts";
import { memoize } from "../../../api/memoize.ts";
import type { Deployment, ReplicaSet } from "../../../schemas/generated/types.ts";
import { type FieldRef } from "../../core/why.ts";
import { refOf, type Stored } from "../../core/objects.ts";

/** A Deployment as the store keeps it. */
export type StoredDeployment = Stored<Deployment>;
/** A ReplicaSet as the store keeps it. */
export type StoredReplicaSet = Stored<ReplicaSet>;

/** The largest 32-bit number; a limit of this value means no limit. */
const unlimited = 2 ** 31 - 1;

/** The bounds of a rollout, as numbers of pods. */
export interface Fenceposts {
  readonly replicas: number;
  /** How many pods more than `replicas` may exist. */
  readonly surge: number;
  /** How many pods less than `replicas` may be available. */
  readonly unavailable: number;
  /** The controller never makes fewer pods available than this. */
  readonly floor: number;
  /** There are never more pods than this. */
  readonly ceiling: number;
}

/** `maxSurge` is rounded up and `maxUnavailable` down. If both are 0, one pod may be unavailable, since the rollout could not proceed otherwise. */
export function fencepostsOf({ spec }: StoredDeployment): Fenceposts {
  return fencepostsIn(spec);
}

const fencepostsIn = memoize((spec: StoredDeployment["spec"]): Fenceposts => {
  const replicas = spec.replicas ?? 1;
  if (!isRolling(spec)) return { replicas, surge: 0, unavailable: 0, floor: replicas, ceiling: replicas };
  const { maxSurge = 0, maxUnavailable = 0 } = spec.strategy?.rollingUpdate ?? {};
  const surge = scaled(maxSurge, replicas, "up") ?? 0;
  const least = scaled(maxUnavailable, replicas, "down") ?? 0;
  const unavailable = replicas === 0 ? 0 : Math.min(surge === 0 && least === 0 ? 1 : least, replicas);
  return { replicas, surge, unavailable, floor: replicas - unavailable, ceiling: replicas + surge };
});

/** Whether the Deployment's strategy is RollingUpdate. */
export function isRolling(spec: StoredDeployment["spec"]): boolean {
  return spec.strategy?.type === "RollingUpdate";
}

/** Whether the Deployment has a progress deadline. */
export function hasDeadline({ spec }: StoredDeployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== unlimited;
}

/** `revisionHistoryLimit`: how many old ReplicaSets are kept; nothing if all are. */
export function historyLimit({ spec }: StoredDeployment): number | undefined {
  return spec.revisionHistoryLimit === unlimited ? undefined : spec.revisionHistoryLimit;
}

/** Fields of the Deployment, for the reasons of actions. */
export function fields(deployment: StoredDeployment, ...names: readonly (keyof typeof paths)[]): FieldRef[] {
  return names.map((name) => ({ object: refOf(deployment), field: paths[name] }));
}

const paths = {
  replicas: "spec.replicas",
  surge: "spec.strategy.rollingUpdate.maxSurge",
  unavailable: "spec.strategy.rollingUpdate.maxUnavailable",
  strategy: "spec.strategy.type",
  template: "spec.template",
  paused: "spec.paused",
  deadline: "spec.progressDeadlineSeconds",
  history: "spec.revisionHistoryLimit",
  selector: "spec.selector",
  readySeconds: "spec.minReadySeconds",
} as const;

/** The number of replicas that the ReplicaSet asks for. */
export function sizeOf({ spec }: StoredReplicaSet): number {
  return spec.replicas ?? 0;
}

/** The sum of `spec.replicas` of the ReplicaSets. */
export function totalSize(sets: readonly StoredReplicaSet[]): number {
  return sets.reduce((total, set) => total + sizeOf(set), 0);
}

/** The sum of one count in the statuses of the ReplicaSets. */
export function totalOf(
  sets: readonly StoredReplicaSet[],
  count: "replicas" | "readyReplicas" | "availableReplicas" | "terminatingReplicas",
): number {
  return sets.reduce((total, { status }) => total + (status[count] ?? 0), 0);
}

/** The ReplicaSets that ask for at least one pod. */
export function activeSets(sets: readonly StoredReplicaSet[]): StoredReplicaSet[] {
  return sets.filter((set) => sizeOf(set) > 0);
}

/** The annotation that holds the revision of a Deployment or ReplicaSet. */
export const revisionAnnotation = "deployment.kubernetes.io/revision";
/** The annotation of a ReplicaSet that lists its earlier revisions. */
export const historyAnnotation = "deployment.kubernetes.io/revision-history";
/** The annotation of a ReplicaSet that holds the Deployment's replicas, from which its share is computed. */
export const desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
/** The annotation of a ReplicaSet that holds the Deployment's replicas plus its surge. */
export const maxAnnotation = "deployment.kubernetes.io/max-replicas";

/** The revision in a ReplicaSet's annotation; 0 if it has none. */
export function revisionOf({ metadata }: StoredReplicaSet): number {
  const revision = Number(metadata.annotations?.[revisionAnnotation] ?? 0);
  return Number.isSafeInteger(revision) ? revision : 0;
}

/** The value of an annotation that must be a 32-bit integer. */
export function countAnnotated({ metadata }: StoredReplicaSet, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) && Number(text) <= unlimited ? Number(text) : undefined;
}
