import { scaled } from "../../../api/intOrString.ts";
import { templateGeneration } from "../../../api/defaults/creation.ts";
import { refOf } from "../../core/objects.ts";
import { isAvailable, type StoredPod } from "../../core/pods.ts";
import type { View } from "../../core/controller.ts";
import type { FieldRef } from "../../core/why.ts";
import { revisionHashLabel } from "../history.ts";
import type { Eligibility, StoredDaemonSet } from "./placement.ts";

/** A daemon's pod, and how it is doing. */
export interface Daemon {
  readonly pod: StoredPod;
  readonly isReady: boolean;
  /** Of the newest template. */
  readonly isUpdated: boolean;
}

/** A node and the daemon's pods that are on it or on their way to it. */
export interface Site {
  readonly name: string;
  /** How the node stands to the daemon; nothing where the node is gone and only pods for it are left. */
  readonly eligibility: Eligibility | undefined;
  readonly pods: readonly StoredPod[];
  /** The pod that counts, of several. */
  readonly first: Daemon | undefined;
  /** Those that have not been told to go, of the newest template and of others. */
  readonly fresh: readonly Daemon[];
  readonly old: readonly Daemon[];
  /** One pod is there, and it may stay: only an update can change that. */
  readonly isInOrder: boolean;
}

/** What the pods are to be like. */
export interface Template {
  readonly set: StoredDaemonSet;
  /** As pods of the newest revision carry it. */
  readonly hash: string;
}

/** What one sync looks at. */
export interface Pass extends Template {
  readonly view: View;
  /** By the names of the nodes. */
  readonly sites: readonly Site[];
}

/** The label by which a pod says how many templates its DaemonSet had had when it was made. */
const generationLabel = "pod-template-generation";

/** How many templates the DaemonSet has had. */
export function generationOf({ metadata }: StoredDaemonSet): string | undefined {
  return metadata.annotations?.[templateGeneration];
}

/** What a pod of the template carries, so that it is known again. */
export function versionLabels({ set, hash }: Template): Record<string, string> {
  const generation = generationOf(set);
  return { [revisionHashLabel]: hash, ...(generation !== undefined && { [generationLabel]: generation }) };
}

/** Of the newest revision, by its hash. */
export function isOfHash({ hash }: Template, pod: StoredPod): boolean {
  return pod.metadata.labels?.[revisionHashLabel] === hash;
}

/** Of the template, by its hash or by the older count of templates: pods that another DaemonSet of the same name has left behind pass for new, if the counts agree. */
export function isUpdated(template: Template, pod: StoredPod): boolean {
  const generation = generationOf(template.set);
  return isOfHash(template, pod) || (generation !== undefined && pod.metadata.labels?.[generationLabel] === generation);
}

/** Whether a pod of the DaemonSet has been ready for `minReadySeconds`. */
export function isAvailableIn({ set, view }: Pass, { pod, isReady }: Omit<Daemon, "isUpdated">): boolean {
  const { minReadySeconds = 0 } = set.spec;
  return isReady && (minReadySeconds === 0 || isAvailable(pod, minReadySeconds, view.now));
}

/** How many nodes are to run a pod. */
export function desiredOf(sites: readonly Site[]): number {
  let desired = 0;
  for (const { eligibility } of sites) if (eligibility?.is === "wanted") desired++;
  return desired;
}

/** How many nodes may have no available pod, and how many may have two, while an update goes on. Both are shares of the nodes that want one, rounded up. */
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

/** Fields of the DaemonSet that a reason leads back to. */
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
