import type { Kind } from "../../schemas/schema.ts";
import type { KubernetesObject } from "../object.ts";
import type { Version } from "../version.ts";
import type { Fill } from "./fill.ts";
import * as others from "./others.ts";
import * as services from "./services.ts";
import * as storage from "./storage.ts";
import * as workloads from "./workloads.ts";

/** The defaults of every kind that has some, by `apiVersion/kind`. */
const defaults: Readonly<Record<string, (object: never, version: Version) => KubernetesObject>> = {
  "apps/v1/DaemonSet": workloads.daemonSet,
  "apps/v1/Deployment": workloads.deployment,
  "apps/v1/ReplicaSet": workloads.replicaSet,
  "apps/v1/StatefulSet": workloads.statefulSet,
  "autoscaling/v1/HorizontalPodAutoscaler": others.horizontalPodAutoscalerV1,
  "autoscaling/v2/HorizontalPodAutoscaler": others.horizontalPodAutoscaler,
  "batch/v1/CronJob": workloads.cronJob,
  "batch/v1/Job": workloads.job,
  "discovery.k8s.io/v1/EndpointSlice": services.endpointSlice,
  "networking.k8s.io/v1/IngressClass": others.ingressClass,
  "networking.k8s.io/v1/NetworkPolicy": others.networkPolicy,
  "node.k8s.io/v1/RuntimeClass": others.runtimeClass,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": others.binding,
  "rbac.authorization.k8s.io/v1/RoleBinding": others.binding,
  "scheduling.k8s.io/v1/PriorityClass": others.priorityClass,
  "storage.k8s.io/v1/CSIDriver": storage.csiDriver,
  "storage.k8s.io/v1/StorageClass": storage.storageClass,
  "v1/Endpoints": services.endpoints,
  "v1/LimitRange": others.limitRange,
  "v1/Namespace": others.namespace,
  "v1/Node": others.node,
  "v1/PersistentVolume": storage.persistentVolume,
  "v1/PersistentVolumeClaim": storage.persistentVolumeClaim,
  "v1/Pod": workloads.pod,
  "v1/PodTemplate": workloads.podTemplateObject,
  "v1/ReplicationController": workloads.replicationController,
  "v1/ResourceQuota": others.resourceQuota,
  "v1/Secret": others.secret,
  "v1/Service": services.service,
};

/** The object with all defaults that a version has for its kind. */
export function defaulted(object: KubernetesObject, { apiVersion, kind }: Kind, version: Version): KubernetesObject {
  const fillKind = defaults[`${apiVersion}/${kind}`] as Fill<KubernetesObject> | undefined;
  return fillKind ? fillKind(object, version) : object;
}
