import { horizontalPodAutoscaler, horizontalPodAutoscalerV1 } from "./autoscaling/horizontalPodAutoscaler.ts";
import { configMap } from "./config/configMap.ts";
import { secret } from "./config/secret.ts";
import { lease } from "./coordination/lease.ts";
import { event } from "./core/event.ts";
import { namespace } from "./core/namespace.ts";
import { serviceAccount } from "./core/serviceAccount.ts";
import { ingress } from "./networking/ingress.ts";
import { ingressClass } from "./networking/ingressClass.ts";
import { ipAddress } from "./networking/ipAddress.ts";
import { networkPolicy } from "./networking/networkPolicy.ts";
import { serviceCidr } from "./networking/serviceCidr.ts";
import { node } from "./node/node.ts";
import { runtimeClass } from "./node/runtimeClass.ts";
import { pod } from "./pod/pod.ts";
import { podDisruptionBudget } from "./policy/podDisruptionBudget.ts";
import { limitRange } from "./quota/limitRange.ts";
import { resourceQuota } from "./quota/resourceQuota.ts";
import { clusterRoleBinding, roleBinding } from "./rbac/bindings.ts";
import { clusterRole, role } from "./rbac/roles.ts";
import type { RulesByKind } from "./rules.ts";
import { priorityClass } from "./scheduling/priorityClass.ts";
import { endpoints } from "./services/endpoints.ts";
import { endpointSlice } from "./services/endpointSlice.ts";
import { service } from "./services/service.ts";
import { csiDriver, csiNode, csiStorageCapacity } from "./volumes/csi.ts";
import { persistentVolume } from "./volumes/persistentVolume.ts";
import { persistentVolumeClaim } from "./volumes/persistentVolumeClaim.ts";
import { storageClass, volumeAttributesClass } from "./volumes/storageClass.ts";
import { volumeAttachment } from "./volumes/volumeAttachment.ts";
import { controllerRevision } from "./workloads/controllerRevision.ts";
import { cronJob } from "./workloads/cronJob.ts";
import { daemonSet } from "./workloads/daemonSet.ts";
import { deployment } from "./workloads/deployment.ts";
import { job } from "./workloads/job.ts";
import { podTemplate } from "./workloads/podTemplate.ts";
import { replicaSet } from "./workloads/replicaSet.ts";
import { replicationController } from "./workloads/replicationController.ts";
import { statefulSet } from "./workloads/statefulSet.ts";

/** The rules of every kind, by `apiVersion/kind`. */
export const rules: RulesByKind = {
  "apps/v1/ControllerRevision": controllerRevision,
  "apps/v1/DaemonSet": daemonSet,
  "apps/v1/Deployment": deployment,
  "apps/v1/ReplicaSet": replicaSet,
  "apps/v1/StatefulSet": statefulSet,
  "autoscaling/v1/HorizontalPodAutoscaler": horizontalPodAutoscalerV1,
  "autoscaling/v2/HorizontalPodAutoscaler": horizontalPodAutoscaler,
  "batch/v1/CronJob": cronJob,
  "batch/v1/Job": job,
  "coordination.k8s.io/v1/Lease": lease,
  "discovery.k8s.io/v1/EndpointSlice": endpointSlice,
  "networking.k8s.io/v1/IPAddress": ipAddress,
  "networking.k8s.io/v1/Ingress": ingress,
  "networking.k8s.io/v1/IngressClass": ingressClass,
  "networking.k8s.io/v1/NetworkPolicy": networkPolicy,
  "networking.k8s.io/v1/ServiceCIDR": serviceCidr,
  "node.k8s.io/v1/RuntimeClass": runtimeClass,
  "policy/v1/PodDisruptionBudget": podDisruptionBudget,
  "rbac.authorization.k8s.io/v1/ClusterRole": clusterRole,
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": clusterRoleBinding,
  "rbac.authorization.k8s.io/v1/Role": role,
  "rbac.authorization.k8s.io/v1/RoleBinding": roleBinding,
  "scheduling.k8s.io/v1/PriorityClass": priorityClass,
  "storage.k8s.io/v1/CSIDriver": csiDriver,
  "storage.k8s.io/v1/CSINode": csiNode,
  "storage.k8s.io/v1/CSIStorageCapacity": csiStorageCapacity,
  "storage.k8s.io/v1/StorageClass": storageClass,
  "storage.k8s.io/v1/VolumeAttachment": volumeAttachment,
  "storage.k8s.io/v1/VolumeAttributesClass": volumeAttributesClass,
  "v1/ConfigMap": configMap,
  "v1/Endpoints": endpoints,
  "v1/Event": event,
  "v1/LimitRange": limitRange,
  "v1/Namespace": namespace,
  "v1/Node": node,
  "v1/PersistentVolume": persistentVolume,
  "v1/PersistentVolumeClaim": persistentVolumeClaim,
  "v1/Pod": pod,
  "v1/PodTemplate": podTemplate,
  "v1/ReplicationController": replicationController,
  "v1/ResourceQuota": resourceQuota,
  "v1/Secret": secret,
  "v1/Service": service,
  "v1/ServiceAccount": serviceAccount,
};
