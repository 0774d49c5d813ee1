import { type Labels, type Matcher, matcher } from "../../api/selector.ts";
import type {
  Container,
  ContainerPort,
  ContainerStatus,
  LabelSelector,
  ObjectMeta,
  OwnerReference,
  Pod,
  PodAffinityTerm,
  PodSpec,
  Volume,
  WeightedPodAffinityTerm,
} from "../../schemas/generated/types.ts";
import { memoize } from "../../api/memoize.ts";
import type { PodCount } from "./podCount.ts";
import { type Amounts, requestsOf, type ResourceNames, scoredRequestsOf } from "./resources.ts";

/** A pod as the scheduler sees it: its name, and the shape that it shares with all pods that the scheduler treats alike. */
export interface PodInfo {
  readonly pod: Pod;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly shape: PodShape;
}

/** Everything about a pod on which scheduling depends, computed once for all equal pods. */
export interface PodShape {
  readonly namespace: string;
  readonly labels: Labels;
  readonly priority: number;
  readonly terminating: boolean;
  /** The amounts that it takes from a node. */
  readonly requests: Amounts;
  /** The CPU and memory that it counts for in the least-allocated score when it runs. */
  readonly nonZero: readonly [cpu: number, memory: number];
  /** The same while it is being placed. */
  readonly scored: readonly [cpu: number, memory: number];
  readonly hostPorts: readonly ContainerPort[];
  /** The volumes that matter to the scheduler: claims and disks. */
  readonly volumes: readonly Volume[];
  readonly owner: OwnerReference | undefined;
  readonly affinity: AffinityTerms;
  readonly antiAffinity: AffinityTerms;
  /** Where pods of this shape run. */
  readonly count: PodCount;
}

/** The terms of a pod's affinity or anti-affinity. */
export interface AffinityTerms {
  readonly required: readonly AffinityTerm[];
  readonly preferred: readonly { readonly weight: number; readonly term: AffinityTerm }[];
}

/** A pod affinity term, prepared for many pods. */
export interface AffinityTerm {
  /** A key that is the same for equal terms. */
  readonly id: string;
  readonly topologyKey: string;
  readonly namespaces: ReadonlySet<string>;
  readonly selectsNamespace: Matcher;
  /** An empty namespace selector takes all namespaces, existing or not. */
  readonly everyNamespace: boolean;
  readonly selects: Matcher;
}

/** Whether the term matches a pod of this shape. `namespaceLabels` are the labels of the pod's namespace. */
export function termMatches(term: AffinityTerm, shape: PodShape, namespaceLabels: Labels | undefined): boolean {
  const inNamespace =
    term.everyNamespace || term.namespaces.has(shape.namespace) || (namespaceLabels !== undefined && term.selectsNamespace(namespaceLabels));
  return inNamespace && term.selects(shape.labels);
}

/** The labels of an object without JavaScript's inherited properties, so that a key such as `constructor` can be looked up. */
export function ownLabels(metadata: ObjectMeta | undefined): Labels {
  return Object.assign(Object.create(null), metadata?.labels) as Labels;
}

/** The namespace of a pod; `default` if absent. */
export function namespaceOf({ metadata }: Pod): string {
  return metadata?.namespace || "default";
}

/** A pod's uid; without one, its namespace and name. */
export function uidOf(pod: Pod): string {
  return pod.metadata?.uid || `${namespaceOf(pod)}/${pod.metadata?.name ?? ""}`;
}

/** The scheduler treats two pods alike if this key and the keys of their specs are equal. */
export function ownKey(pod: Pod): string {
  const { metadata = {}, status } = pod;
  const owner = controllerOf(pod);
  const labels = metadata.labels ? labelsKey(metadata.labels) : "";
  const resize = resizeOf(status);
  const state = `${metadata.deletionTimestamp === undefined ? "" : "terminating"} ${resize === undefined ? "" : JSON.stringify(resize)}`;
  return `${namespaceOf(pod)} ${owner ? `${owner.apiVersion} ${owner.kind} ${owner.name}` : ""} ${state} ${labels}`;
}

const labelsKey = memoize((labels: Labels) => JSON.stringify(labels));

/** Pods of one template share their spec. */
export const specKey = memoize((spec: PodSpec): string => {
  const container = ({ name, image, resources, ports, restartPolicy }: Container): unknown => [name, image, resources, ports, restartPolicy];
  return JSON.stringify([
    spec.containers?.map(container),
    spec.initContainers?.map(container),
    [
      spec.resources,
      spec.overhead,
      spec.priority,
      spec.preemptionPolicy,
      spec.nodeSelector,
      spec.affinity,
      spec.tolerations,
      spec.topologySpreadConstraints,
    ],
    relevantVolumes(spec),
  ]);
});

function resizeOf(status: Pod["status"]): unknown {
  const { containerStatuses = [], initContainerStatuses = [], resources, conditions } = status ?? {};
  if (resources === undefined && !containerStatuses.some(isResized) && !initContainerStatuses.some(isResized)) return undefined;
  const resized = [...containerStatuses, ...initContainerStatuses].filter(isResized);
  const pending = conditions?.find(({ type }) => type === "PodResizePending")?.reason;
  return [
    resized.map(({ name, resources, allocatedResources }) => [name, resources?.requests, allocatedResources]),
    resources,
    status?.allocatedResources,
    pending,
  ];
}

function isResized({ resources }: ContainerStatus): boolean {
  return resources !== undefined;
}

/** Computes the shape of a pod. `count` counts the pods of this shape. */
export function shapeOf(pod: Pod, resources: ResourceNames, count: PodCount): PodShape {
  const { effective, nonZero } = requestsOf(pod);
  const affinity = pod.spec?.affinity;
  const namespace = namespaceOf(pod);
  return {
    namespace,
    labels: ownLabels(pod.metadata),
    priority: pod.spec?.priority ?? 0,
    terminating: pod.metadata?.deletionTimestamp !== undefined,
    requests: resources.amounts(effective),
    nonZero,
    scored: scoredRequestsOf(pod),
    hostPorts: hostPortsOf(pod),
    volumes: relevantVolumes(pod.spec),
    owner: controllerOf(pod),
    affinity: termsOf(affinity?.podAffinity, namespace),
    antiAffinity: termsOf(affinity?.podAntiAffinity, namespace),
    count,
  };
}

function controllerOf(pod: Pod): OwnerReference | undefined {
  return pod.metadata?.ownerReferences?.find(({ controller }) => controller);
}

function relevantVolumes(spec: PodSpec | undefined): Volume[] {
  return (spec?.volumes ?? []).filter(
    (volume) =>
      volume.persistentVolumeClaim ??
      volume.ephemeral ??
      volume.gcePersistentDisk ??
      volume.awsElasticBlockStore ??
      volume.azureDisk ??
      volume.cinder ??
      volume.portworxVolume ??
      volume.rbd ??
      volume.iscsi ??
      volume.image,
  );
}

/** Ports of containers and sidecars; other init containers are gone when they would matter. */
function hostPortsOf(pod: Pod): ContainerPort[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...sidecars, ...(pod.spec?.containers ?? [])].flatMap(({ ports = [] }) => ports.filter(({ hostPort = 0 }) => hostPort > 0));
}

interface Terms {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[] | undefined;
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[] | undefined;
}

function termsOf(terms: Terms | undefined, namespace: string): AffinityTerms {
  return {
    required: (terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => termOf(term, namespace)),
    preferred: (terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight = 0, podAffinityTerm }) => ({
      weight,
      term: termOf(podAffinityTerm ?? {}, namespace),
    })),
  };
}

function termOf({ topologyKey = "", namespaces = [], namespaceSelector, labelSelector }: PodAffinityTerm, namespace: string): AffinityTerm {
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  return {
    id: JSON.stringify([labelSelector, namespaceSelector]),
    topologyKey,
    namespaces: new Set(own ? [namespace] : namespaces),
    selectsNamespace: matcher(namespaceSelector),
    everyNamespace: namespaceSelector !== undefined && isEmptySelector(namespaceSelector),
    selects: matcher(labelSelector),
  };
}

/** Whether a selector is empty, so that it matches everything. */
export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
