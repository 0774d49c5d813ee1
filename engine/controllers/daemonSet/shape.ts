import { scaled } from "../../../api/intOrString.ts";
import { templateGeneration } from "../../../api/defaults/creation.ts";
import { natural } from "../../natural.ts";
import { refOf } from "../../objects.ts";
import { isAvailable, isFinished, isTerminating, type StoredPod } from "../../pods.ts";
import type { View } from "../../controller.ts";
import type { FieldRef } from "../../why.ts";
import { revisionHashLabel } from "../history.ts";
import { type Place, placement, type StoredDaemonSet, type StoredNode, targetOf } from "./placement.ts";

/** A node and the daemon's pods that are on it or on their way to it. */
export interface Site {
  readonly name: string;
  /** How the node stands to the daemon; nothing where the node is gone and only pods for it are left. */
  readonly place: Place | undefined;
  readonly pods: readonly StoredPod[];
}

/** What one sync looks at. */
export interface Pass {
  readonly set: StoredDaemonSet;
  readonly view: View;
  /** By the names of the nodes. */
  readonly sites: readonly Site[];
  /** Hash of the template, as pods of the newest revision carry it. */
  readonly hash: string;
}

/** All nodes, and all pods by node. Finished pods that are on their way out are nobody's business any more. */
export function sitesOf(set: StoredDaemonSet, pods: readonly StoredPod[], { store }: View): Site[] {
  const byNode = new Map<string, StoredPod[]>();
  for (const pod of pods) {
    const node = isFinished(pod) && isTerminating(pod) ? undefined : targetOf(pod);
    if (node === undefined) continue;
    const others = byNode.get(node);
    if (others) others.push(pod);
    else byNode.set(node, [pod]);
  }
  const sites: Site[] = placesOf(set, store.list<StoredNode>("Node")).map(({ name, place }) => ({ name, place, pods: byNode.get(name) ?? nobody }));
  for (const { name } of sites) byNode.delete(name);
  if (byNode.size === 0) return sites;
  const stranded = [...byNode].map(([name, pods]) => ({ name, place: undefined, pods }));
  return [...sites, ...stranded].sort((a, b) => natural(a.name, b.name));
}

const nobody: readonly StoredPod[] = [];

type Places = readonly { readonly name: string; readonly place: Place }[];

/** What was found out about nodes, for as long as none of them changes and the template is the same. */
const known = new WeakMap<readonly StoredNode[], { readonly template: object | undefined; readonly places: Places }>();

/** How every node stands to the daemon, by name. */
function placesOf(set: StoredDaemonSet, nodes: readonly StoredNode[]): Places {
  const { template } = set.spec;
  const found = known.get(nodes);
  if (found && found.template === template) return found.places;
  const place = placement(set);
  const places = nodes.map((node) => ({ name: node.metadata.name, place: place(node) })).sort((a, b) => natural(a.name, b.name));
  known.set(nodes, { template, places });
  return places;
}

/** The label by which a pod says how many templates its DaemonSet had had when it was made. */
const generationLabel = "pod-template-generation";

/** What a pod of the template carries, so that it is known again. */
export function versionLabels({ set, hash }: Pass): Record<string, string> {
  const generation = set.metadata.annotations?.[templateGeneration];
  return { [revisionHashLabel]: hash, ...(generation !== undefined && { [generationLabel]: generation }) };
}

/** Of the newest revision, by its hash. */
export function isOfHash({ hash }: Pass, pod: StoredPod): boolean {
  return pod.metadata.labels?.[revisionHashLabel] === hash;
}

/** Of the template, by its hash or by the older count of templates: pods that another DaemonSet of the same name has left behind pass for new, if the counts agree. */
export function isUpdated(pass: Pass, pod: StoredPod): boolean {
  const generation = pass.set.metadata.annotations?.[templateGeneration];
  return isOfHash(pass, pod) || (generation !== undefined && pod.metadata.labels?.[generationLabel] === generation);
}

export function isAvailableIn({ set, view }: Pass, pod: StoredPod): boolean {
  return isAvailable(pod, set.spec.minReadySeconds ?? 0, view.now);
}

/** How many nodes are to run a pod. */
export function desiredOf(sites: readonly Site[]): number {
  return sites.filter(({ place }) => place?.is === "wanted").length;
}

/** How many nodes may have no available pod, and how many may have two, while an update goes on. Both are shares of the nodes that want one, rounded up. */
export function boundsOf({ spec }: StoredDaemonSet, desired: number): { readonly unavailable: number; readonly surge: number } {
  const { maxUnavailable = 0, maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
  const unavailable = scaled(maxUnavailable, desired, "up") ?? 0;
  const surge = scaled(maxSurge, desired, "up") ?? 0;
  return { surge, unavailable: desired > 0 && unavailable === 0 && surge === 0 ? 1 : unavailable };
}

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
