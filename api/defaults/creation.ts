import type {
  CronJob,
  DaemonSet,
  Job,
  LabelSelector,
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodAffinity,
  PodAffinityTerm,
  PodSpec,
  PodTemplate,
  PodTemplateSpec,
  Service,
  ServiceSpec,
  Toleration,
} from "../../schemas/generated/types.ts";
import type { Kind } from "../../schemas/schema.ts";
import { countsGenerations } from "../generations.ts";
import { type KubernetesObject, nameOf } from "../object.ts";
import { priorityOf } from "../priority.ts";
import { qosClass } from "../qos.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Version } from "../version.ts";
import { withoutDisabled } from "./disabled.ts";
import { podAmounts } from "./podResources.ts";
import { type Fill, each, fill, inside, sequence, within } from "./fill.ts";
import { withSources } from "./storage.ts";

/** Kinds whose status is dropped at creation. */
const withoutStatus = new Set([
  "CSINode",
  ...["Pod", "ReplicationController", "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "Job", "CronJob", "HorizontalPodAutoscaler"],
  ...["Ingress", "PodDisruptionBudget", "ResourceQuota", "Service", "PersistentVolume", "PersistentVolumeClaim", "Namespace"],
]);

/** Fills in what the server's admission and storage add to a new object after its defaults. */
export function created(object: KubernetesObject, { kind, namespaced }: Kind, surroundings: Surroundings): KubernetesObject {
  const placed = metadataOf(object, kind, namespaced, surroundings.version);
  const { status: _, ...unobserved } = placed as KubernetesObject & { status?: unknown };
  const fresh = withoutStatus.has(kind) ? unobserved : placed;
  const fillKind = kinds[kind] as ((object: KubernetesObject, surroundings: Surroundings) => KubernetesObject) | undefined;
  return fillKind ? fillKind(fresh, surroundings) : fresh;
}

/** A cluster-scoped object may have the namespace `default`, which counts as none. */
function metadataOf(object: KubernetesObject, kind: string, namespaced: boolean, version: Version): KubernetesObject {
  const { metadata = {} } = object;
  const { namespace, ...rest } = metadata;
  const placed = namespaced ? { namespace: namespace ?? "default" } : namespace === undefined || namespace === "default" ? {} : { namespace };
  return { ...object, metadata: { ...rest, ...placed, ...(countsGenerations(kind, version) && { generation: 1 }) } };
}

/** How long pods stay on a failed node, in seconds. */
const patience = 300;
const failures = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/** Adds the default tolerations for failed nodes, unless the pod has its own. */
export const withTolerations: Fill<PodSpec> = (spec) => {
  const tolerations = spec.tolerations ?? [];
  const missing = failures.filter((key) => !tolerations.some((one) => toleratesFailure(one, key)));
  const added = missing.map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: patience }));
  return added.length === 0 ? spec : { ...spec, tolerations: [...tolerations, ...added] };
};

function toleratesFailure({ key = "", effect = "" }: Toleration, failure: string): boolean {
  return (key === failure || key === "") && (effect === "NoExecute" || effect === "");
}

function withPriority(spec: PodSpec, surroundings: Surroundings): PodSpec {
  const priority = priorityOf(spec.priorityClassName, surroundings);
  return priority ? fill<PodSpec>({ ...priority })(spec, surroundings.version) : spec;
}

/** A pod with scheduling gates gets the condition PodScheduled with the reason SchedulingGated at creation. */
function createdPod(pod: Pod, surroundings: Surroundings): Pod {
  const { version } = surroundings;
  const enabled = podAmounts(withoutDisabled(pod.spec ?? {}, version), version);
  const spec = withLabelKeys(withTolerations(withPriority(enabled, surroundings), version), pod.metadata?.labels ?? {}, version);
  const gated = (spec.schedulingGates ?? []).length > 0;
  const condition = {
    type: "PodScheduled",
    status: "False",
    lastTransitionTime: surroundings.now,
    reason: "SchedulingGated",
    message: "Scheduling is blocked due to non-empty scheduling gates",
  };
  return { ...pod, spec, status: { phase: "Pending", ...(gated && { conditions: [condition] }), qosClass: qosClass(spec) } };
}

/** Turns `matchLabelKeys` into requirements with the pod's own label values. */
function withLabelKeys(spec: PodSpec, labels: Readonly<Record<string, string>>, version: Version): PodSpec {
  const term: Fill<PodAffinityTerm> = (one) => {
    if (!one.labelSelector || !(one.matchLabelKeys?.length || one.mismatchLabelKeys?.length)) return one;
    const matching = selecting(one.labelSelector, one.matchLabelKeys, "In", labels);
    return { ...one, labelSelector: selecting(matching, one.mismatchLabelKeys, "NotIn", labels) };
  };
  const affinity = inside<PodAffinity>({
    requiredDuringSchedulingIgnoredDuringExecution: each(term),
    preferredDuringSchedulingIgnoredDuringExecution: each(inside({ podAffinityTerm: term })),
  });
  return inside<PodSpec>({
    affinity: inside({ podAffinity: affinity, podAntiAffinity: affinity }),
    topologySpreadConstraints: each((constraint) =>
      constraint.labelSelector
        ? { ...constraint, labelSelector: selecting(constraint.labelSelector, constraint.matchLabelKeys, "In", labels) }
        : constraint,
    ),
  })(spec, version);
}

function selecting(selector: LabelSelector, keys: readonly string[] = [], operator: string, labels: Readonly<Record<string, string>>): LabelSelector {
  const added = keys.flatMap((key) => (Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : []));
  return added.length === 0 ? selector : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

/**
 * Gives a Job a selector with its uid, unless it has `manualSelector`. An existing selector stays, and validation refuses it.
 * On the server a Job that took its labels from its template shares that map, so labels that are added to the template appear on the Job, too; not with generateName, since the server copies the Job first.
 */
function createdJob(asked: Job, { uid, version }: Surroundings): Job {
  const job: Job = withoutDisabledInTemplate(asked, version);
  const { spec = {}, metadata = {} } = job;
  if (spec.manualSelector === true) return job;
  const name = nameOf(metadata);
  const own = { "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name, "controller-uid": uid, "job-name": name };
  const given = spec.template?.metadata?.labels;
  const labels = { ...own, ...given };
  const template = { ...spec.template, metadata: { ...spec.template?.metadata, labels } };
  const shares = given !== undefined && metadata.labels === given && metadata.name !== undefined;
  const matchLabels = { "batch.kubernetes.io/controller-uid": uid, ...spec.selector?.matchLabels };
  const selector = { ...spec.selector, matchLabels };
  return { ...job, metadata: { ...metadata, ...(shares && { labels }) }, spec: { ...spec, selector, template } };
}

/** The annotation with the template generation of a DaemonSet. */
export const templateGeneration = "deprecated.daemonset.template.generation";

function createdDaemonSet(given: DaemonSet, { version }: Surroundings): DaemonSet {
  const daemonSet: DaemonSet = withoutDisabledInTemplate(given, version);
  const annotations = { ...daemonSet.metadata?.annotations, [templateGeneration]: "1" };
  return { ...daemonSet, metadata: { ...daemonSet.metadata, annotations } };
}

/** The cluster has one range of addresses, of IPv4. */
const withFamilies: Fill<ServiceSpec> = (spec) => {
  if (spec.type === "ExternalName") return spec;
  const headless = spec.clusterIP === "None" ? { clusterIPs: spec.clusterIPs ?? ["None"] } : {};
  const selects = Object.keys(spec.selector ?? {}).length > 0;
  const freely = spec.clusterIP === "None" && !selects;
  const ipFamilyPolicy = spec.ipFamilyPolicy ?? (freely ? "RequireDualStack" : "SingleStack");
  const families = spec.ipFamilies && spec.ipFamilies.length > 0 ? spec.ipFamilies : ["IPv4"];
  const ipFamilies =
    freely && ipFamilyPolicy !== "SingleStack" && families.length === 1 ? [...families, families[0] === "IPv4" ? "IPv6" : "IPv4"] : families;
  return { ...spec, ...headless, ipFamilies, ipFamilyPolicy };
};

/** Finalizers that protect an object while it is used or has contents. */
function guarded<T extends KubernetesObject>(finalizer: string): Fill<T> {
  return (object) => {
    const finalizers = object.metadata?.finalizers ?? [];
    return finalizers.includes(finalizer) ? object : { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  };
}

interface WithTemplate {
  spec?: { template?: PodTemplateSpec | undefined } | undefined;
}

const inTemplate = inside<WithTemplate>({ spec: inside({ template: inside({ spec: withoutDisabled }) }) });

function withoutDisabledInTemplate<T extends WithTemplate>(workload: T, version: Version): T {
  return inTemplate(workload, version) as T;
}

/** The defaults that do not depend on the surroundings of an object. */
function anywhere<T extends KubernetesObject>(fillIt: Fill<T>): (object: T, surroundings: Surroundings) => T {
  return (object, { version }) => fillIt(object, version);
}

const templated = anywhere(withoutDisabledInTemplate as Fill<KubernetesObject & WithTemplate>);

const kinds: Readonly<Record<string, (object: never, surroundings: Surroundings) => KubernetesObject>> = {
  Pod: createdPod,
  Deployment: templated,
  ReplicaSet: templated,
  ReplicationController: templated,
  StatefulSet: templated,
  PodTemplate: anywhere(inside<PodTemplate>({ template: inside({ spec: withoutDisabled }) })),
  CronJob: anywhere(inside<CronJob>({ spec: inside({ jobTemplate: withoutDisabledInTemplate }) })),
  Job: createdJob,
  DaemonSet: createdDaemonSet,
  Service: anywhere(within<Service>({ spec: withFamilies })),
  Namespace: anywhere(
    sequence<Namespace>(within({ spec: fill({ finalizers: ["kubernetes"] }) }), (namespace) => ({ ...namespace, status: { phase: "Active" } })),
  ),
  PersistentVolume: (volume: PersistentVolume, { now, version }) => ({
    ...guarded<PersistentVolume>("kubernetes.io/pv-protection")(volume, version),
    status: { phase: "Pending", lastPhaseTransitionTime: now },
  }),
  PersistentVolumeClaim: (claim: PersistentVolumeClaim, { version }) => ({
    ...guarded<PersistentVolumeClaim>("kubernetes.io/pvc-protection")(claim, version),
    spec: withSources(claim.spec ?? {}),
    status: { phase: "Pending" },
  }),
};
