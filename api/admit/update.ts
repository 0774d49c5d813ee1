import type { DaemonSet, Job, PersistentVolumeClaim, Pod, PodSpec, Service, ServiceSpec } from "../../schemas/generated/types.ts";
import { templateGeneration, withTolerations } from "../defaults/creation.ts";
import { withoutDisabled } from "../defaults/disabled.ts";
import { inside } from "../defaults/fill.ts";
import { withSources } from "../defaults/storage.ts";
import { sameValue } from "../equal.ts";
import type { KubernetesObject } from "../object.ts";
import { withoutLeftovers } from "../validation/services/serviceUpdate.ts";
import { reaches, type Version } from "../version.ts";

/** An update as the server validates it: fields that only the server changes keep their value, and so do generated values that the update leaves out. */
export function kept(object: KubernetesObject, old: KubernetesObject, version: Version): KubernetesObject {
  const { status } = old as { status?: object };
  const { generation, namespace } = old.metadata ?? {};
  const metadata = { ...object.metadata, generation, namespace: object.metadata?.namespace ?? namespace };
  const updated: KubernetesObject = { ...object, metadata, ...(status !== undefined && { status }) };
  switch (object.kind) {
    case "Service":
      return keptService(updated, old);
    case "Pod":
      return keptPod(updated, old, version);
    case "Job":
      return keptJob(updated, version);
    case "DaemonSet":
      return keptDaemonSet(updated, old);
    case "PersistentVolumeClaim":
      return keptClaim(updated, old);
    default:
      return updated;
  }
}

/** Allocated cluster IPs of a Service stay, as long as its type has them; an old client sends only one of two. */
function keptService(service: Service, old: Service): Service {
  const [spec, before]: [ServiceSpec, ServiceSpec] = [service.spec ?? {}, old.spec ?? {}];
  if (spec.type === "ExternalName" || before.type === "ExternalName") return { ...service, spec: withoutLeftovers(spec, before) };
  const clusterIP = spec.clusterIP ?? before.clusterIP;
  const isKept = clusterIP === before.clusterIP;
  const clusterIPs = isKept ? (spec.clusterIPs ?? before.clusterIPs) : sameValue(spec.clusterIPs, before.clusterIPs) ? undefined : spec.clusterIPs;
  const ipFamilies = spec.ipFamilies ?? before.ipFamilies;
  const kept = { ...spec, clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy: spec.ipFamilyPolicy ?? before.ipFamilyPolicy };
  return { ...service, spec: withoutLeftovers(kept, before) };
}

/** Admission adds a pod's default tolerations again, and keeps its priority. Since 1.37 pod-level resources stay if an update leaves them out. */
function keptPod(pod: Pod, old: Pod, version: Version): Pod {
  const { resources = reaches(version, "1.37") ? old.spec?.resources : undefined, ...given } = pod.spec ?? {};
  const spec: PodSpec = withTolerations(withoutDisabled({ ...given, ...(resources && { resources }) }, version), version);
  const priority = spec.priority ?? old.spec?.priority;
  return { ...pod, spec: { ...spec, priority, preemptionPolicy: spec.preemptionPolicy ?? old.spec?.preemptionPolicy } };
}

/** An update of a Job must contain the generated selector and labels, or it is refused. */
function keptJob(job: Job, version: Version): Job {
  return inside<Job>({ spec: inside({ template: inside({ spec: withoutDisabled }) }) })(job, version);
}

/** Increases the template generation of a DaemonSet. Pods with the same generation have the same template. */
function keptDaemonSet(daemonSet: DaemonSet, old: DaemonSet): DaemonSet {
  const before = Number(old.metadata?.annotations?.[templateGeneration] ?? 0);
  const generation = sameValue(daemonSet.spec?.template, old.spec?.template) ? before : before + 1;
  const annotations = { ...daemonSet.metadata?.annotations, [templateGeneration]: String(generation) };
  return { ...daemonSet, metadata: { ...daemonSet.metadata, annotations } };
}

/** Both fields for data sources are set again. */
function keptClaim(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): PersistentVolumeClaim {
  return { ...claim, spec: withSources(claim.spec ?? {}, old.spec) };
}
