import { scaled } from "../../../api/intOrString.ts";
import { templateGeneration } from "../../../api/defaults/creation.ts";
import { refOf } from "../../core/objects.ts";
import { isAvailable, type StoredPod } from "../../core/pods.ts";
import type { View } from "../../core/controller.ts";
import type { FieldRef } from "../../core/why.ts";
import { revisionHashLabel } from "../history.ts";
import type { Eligibility, StoredDaemonSet } from "./placement.ts";

/** A daemon pod and its state. */
export interface Daemon {
  readonly pod: StoredPod;
  readonly isReady: boolean;
  /** Whether the pod has the newest template. */
  readonly isUpdated: boolean;
}

/** A node with the daemon pods that run or will run on it. */
export interface Site {
  readonly name: string;
  /** Whether the node should run the daemon; nothing if the node was removed and only its pods are left. */
  readonly eligibility: Eligibility | undefined;
  readonly pods: readonly StoredPod[];
  /** The pod that counts, if there are several. */
  readonly first: Daemon | undefined;
  /** The pods that are not terminating, with the newest template and with others. */
  readonly fresh: readonly Daemon[];
  readonly old: readonly Daemon[];
  /** Whether there is exactly one pod and it may stay, so that only an update can replace it. */
  readonly isInOrder: boolean;
}

/** The revision and template of new pods. */
export interface Template {
  readonly set: StoredDaemonSet;
  /** The label value that pods of the newest revision carry. */
  readonly hash: string;
}

/** The input of one sync. */
export interface Pass extends Template {
  readonly view: View;
  /** By the names of the nodes. */
  readonly sites: readonly Site[];
}

/** The label with the template generation of the DaemonSet at the pod's creation. */
const generationLabel = "pod-template-generation";

/** The template generation of a DaemonSet. */
export function generationOf({ metadata }: StoredDaemonSet): string | undefined {
  return metadata.annotations?.[templateGeneration];
}

/** The labels by which a pod of the current template is recognized. */
export function versionLabels({ set, hash }: Template): Record<string, string> {
  const generation = generationOf(set);
  return { [revisionHashLabel]: hash, ...(generation !== undefined && { [generationLabel]: generation }) };
}

/** Whether a pod has the newest revision, by its hash. */
export function isOfHash({ hash }: Template, pod: StoredPod): boolean {
  return pod.metadata.labels?.[revisionHashLabel] === hash;
}

/** Whether a pod has the current template, by its hash or by the older template generation. Pods that another DaemonSet of the same name left behind count as new if the generations agree. */
export function isUpdated(template: Template, pod: StoredPod): boolean {
  const generation = generationOf(template.set);
  return isOfHash(template, pod) || (generation !== undefined && pod.metadata.labels?.[generationLabel] === generation);
}

/** Whether a pod of the DaemonSet has been ready for `minReadySeconds`. */
export function isAvailableIn({ set, view }: Pass, { pod, isReady }: Omit<Daemon, "isUpdated">): boolean {
  const { minReadySeconds = 0 } = set.spec;
  return isReady && (minReadySeconds === 0 || isAvailable(pod, minReadySeconds, view.now));
}

/** How many nodes should run a pod. */
export function desiredOf(sites: readonly Site[]): number {
  let desired = 0;
  for (const { eligibility } of sites) if (eligibility?.is === "wanted") desired++;
  return desired;
}

/** `maxUnavailable` and `maxSurge` as numbers of nodes: percentages of the nodes that should run a pod, rounded up. */
export function boundsOf({ spec }: StoredDaemonSet, desired: number): { readonly unavailable: number; readonly surge: number } {
  const { maxUnavailable = 0, maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
  const unavailable = scaled(maxUnavailable, desired, "up") ?? 0;
  const surge = scaled(maxSurge, desired, "up") ?? 0;
  return { surge, unavailable: desired > 0 && unavailable === 0 && surge === 0 ? 1 : unavailable };
}

/** Whether an update may start a new pod on a node before the old one is gone. */
export function allowsSurge(set: StoredDaemonSet): boolean {
  return set.spec.updateStrategy?.type === "RollingUpdate" && boundsOf(set, 1).surge > 0;
}

/** Fields of the DaemonSet, for the reasons of actions. */
export function fields(set: StoredDaemonSet, ...names: readonly (keyof typeof paths)[]): FieldRef[] {
  return names.map((name) => ({ object: refOf(set), field: paths[name] }));
}

const paths = {
  nodeName: "spec.template.spec.nodeName",
  selector: "spec.template.spec.nodeSelector",
  tolerations: "spec.template.spec.tolerations",
  template: "spec.template",
  unavailable: "spec.updateStrategy.rollingUpdate.maxUnavailable",
  surge: "spec.updateStrategy.rollingUpdate.maxSurge",
} as const;
