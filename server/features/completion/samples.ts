import { everyFieldOf } from "../../../api/schema.ts";
import type { Written } from "../../text/writeYaml.ts";
import type { Shape, TypeName } from "../../../schemas/schema.ts";

/** A value as a skeleton writes it: plain data whose scalars become tab stops. `undefined` leaves a stop without text. */
export type Sample = Written;

const quantities = { cpu: "100m", memory: "128Mi" };
const container = { name: "app", image: "nginx:1.29" };
const labelled = { matchLabels: { app: "app" } };
const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const backend = { service: { name: "app", port: { number: 80 } } };
const utilization = { type: "Utilization", averageUtilization: 80 };
const average = { type: "AverageValue", averageValue: "100" };
const path = { path: "/", pathType: "Prefix", backend };
const arch = { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] };
const nodes = { nodeSelectorTerms: [{ matchExpressions: [arch] }] };
const podTemplate = { metadata: { labels: { app: "app" } }, spec: { containers: [container] } };
const jobTemplate = { spec: { containers: [container], restartPolicy: "Never" } };

/** Usual values beyond the required fields, by type (`Probe`) or by field (`ServiceSpec.selector`). A field's own sample wins. */
const samples: Readonly<Record<string, Sample>> = {
  "ContainerPort.hostPort": 8080,
  "DeploymentSpec.progressDeadlineSeconds": 600,
  "NetworkPolicyPort.endPort": 32767,
  "ServiceAccountTokenProjection.expirationSeconds": 3600,
  "FileKeySelector.key": "KEY",
  "FileKeySelector.path": "app.env",
  "FileKeySelector.volumeName": "data",
  "CSIPersistentVolumeSource.driver": "csi.example.com",
  "CSIVolumeSource.driver": "csi.example.com",
  "ConfigMapEnvSource.name": "app",
  "ConfigMapKeySelector.key": "key",
  "ConfigMapKeySelector.name": "app",
  "ConfigMapVolumeSource.name": "app",
  "Container.restartPolicy": "Always",
  "CrossVersionObjectReference.kind": "Deployment",
  "CrossVersionObjectReference.name": "app",
  "EphemeralVolumeSource.volumeClaimTemplate": { spec: claim },
  "HostPathVolumeSource.path": "/data",
  "IngressSpec.defaultBackend": backend,
  "IngressSpec.ingressClassName": "nginx",
  "JobSpec.maxFailedIndexes": 1,
  "LabelSelectorRequirement.key": "app",
  "LabelSelectorRequirement.values": ["app"],
  "LocalVolumeSource.path": "/data",
  "NFSVolumeSource.path": "/data",
  "NFSVolumeSource.server": "nfs.example.com",
  "NodeSelectorRequirement.key": "kubernetes.io/arch",
  "NodeSelectorRequirement.values": ["amd64"],
  "ObjectMeta.finalizers": ["example.com/finalizer"],
  "ObjectMeta.ownerReferences": [{ apiVersion: "apps/v1", kind: "Deployment", name: "app", uid: "00000000-0000-0000-0000-000000000000" }],
  "OwnerReference.uid": "00000000-0000-0000-0000-000000000000",
  "PersistentVolumeClaimVolumeSource.claimName": "data",
  "PodOS.name": "linux",
  "PodReadinessGate.conditionType": "example.com/ready",
  "PodResourceClaim.name": "device",
  "PodSchedulingGate.name": "example.com/gate",
  "PodSpec.activeDeadlineSeconds": 3600,
  "PodSpec.hostname": "app",
  "PodSpec.priority": 0,
  "PodSpec.priorityClassName": "app",
  "PodSpec.resources": { requests: quantities },
  "PodSpec.runtimeClassName": "app",
  "PodSpec.schedulerName": "default-scheduler",
  "PodSpec.serviceAccountName": "default",
  "PodSpec.subdomain": "app",
  "ProjectedVolumeSource.sources": [{ configMap: { name: "app" } }],
  "ResourceFieldSelector.resource": "limits.memory",
  "SecretEnvSource.name": "app",
  "SecretKeySelector.key": "key",
  "SecretKeySelector.name": "app",
  "SecretVolumeSource.secretName": "app",
  "ServiceAccountTokenProjection.path": "token",
  "ServiceSpec.clusterIP": "None",
  "ServiceSpec.clusterIPs": ["None"],
  "ServiceSpec.externalIPs": ["192.0.2.1"],
  "ServiceSpec.externalName": "example.com",
  "ServiceSpec.healthCheckNodePort": 30000,
  "ServiceSpec.loadBalancerIP": "192.0.2.1",
  "ServiceSpec.loadBalancerSourceRanges": ["192.0.2.0/24"],
  "ServicePort.nodePort": 30080,
  "StatefulSetSpec.serviceName": "app",
  "StatefulSetSpec.volumeClaimTemplates": [{ metadata: { name: "data" }, spec: claim }],
  "VolumeDevice.devicePath": "/dev/data",
  "VolumeDevice.name": "data",
  "VolumeMount.name": "data",
  "ConfigMap.data": { key: "value" },
  "Container.args": [""],
  "Container.command": [""],
  "Container.image": "nginx:1.29",
  "Container.name": "app",
  "Container.workingDir": "/",
  "ContainerPort.containerPort": 8080,
  "ContainerPort.name": "http",
  "CronJobSpec.schedule": "*/5 * * * *",
  "DaemonSetSpec.template": podTemplate,
  "DeploymentSpec.replicas": 1,
  "DeploymentSpec.template": podTemplate,
  "EnvVar.name": "NAME",
  "ExecAction.command": ["/bin/true"],
  "HTTPGetAction.path": "/healthz",
  "HTTPGetAction.port": 8080,
  "HTTPGetAction.scheme": "HTTP",
  "HorizontalPodAutoscalerSpec.metrics": [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  "HorizontalPodAutoscalerSpec.maxReplicas": 10,
  "HorizontalPodAutoscalerSpec.minReplicas": 2,
  "HostAlias.hostnames": ["example.local"],
  "HostAlias.ip": "127.0.0.1",
  "HTTPIngressPath.path": "/",
  "HTTPIngressPath.pathType": "Prefix",
  "IngressRule.host": "example.com",
  "IngressTLS.hosts": ["example.com"],
  "JobSpec.template": jobTemplate,
  "JobTemplateSpec.spec": { template: jobTemplate },
  "ObjectFieldSelector.fieldPath": "metadata.name",
  "ObjectMeta.annotations": { key: "value" },
  "ObjectMeta.generateName": "app-",
  "ObjectMeta.labels": { app: "app" },
  "ObjectMeta.name": "app",
  "ObjectMeta.namespace": "default",
  "PersistentVolumeClaimSpec.accessModes": ["ReadWriteOnce"],
  "PersistentVolumeClaimSpec.resources": { requests: { storage: "1Gi" } },
  "PersistentVolumeSpec.accessModes": ["ReadWriteOnce"],
  "PersistentVolumeSpec.capacity": { storage: "1Gi" },
  "PodAffinityTerm.topologyKey": "kubernetes.io/hostname",
  "PodDisruptionBudgetSpec.maxUnavailable": 1,
  "PodDisruptionBudgetSpec.minAvailable": 1,
  "PodSpec.nodeSelector": { "kubernetes.io/os": "linux" },
  "PodSpec.overhead": quantities,
  "PodSpec.restartPolicy": "Always",
  "PodSpec.terminationGracePeriodSeconds": 30,
  "PodSpec.topologySpreadConstraints": [
    { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway", labelSelector: labelled },
  ],
  "PolicyRule.apiGroups": [""],
  "PolicyRule.resources": ["pods"],
  "PolicyRule.verbs": ["get", "list", "watch"],
  "ReplicationControllerSpec.selector": { app: "app" },
  "ReplicationControllerSpec.template": podTemplate,
  "ReplicaSetSpec.template": podTemplate,
  "ResourceQuotaSpec.hard": { "requests.cpu": "4", "requests.memory": "8Gi" },
  "ResourceRequirements.limits": { memory: "128Mi" },
  "ResourceRequirements.requests": quantities,
  "RollingUpdateDaemonSet.maxSurge": 0,
  "RollingUpdateDaemonSet.maxUnavailable": 1,
  "RollingUpdateDeployment.maxSurge": "25%",
  "RollingUpdateDeployment.maxUnavailable": "25%",
  "RollingUpdateStatefulSetStrategy.partition": 0,
  "Secret.stringData": { key: "value" },
  "ServicePort.name": "http",
  "ServicePort.port": 80,
  "ServicePort.targetPort": 8080,
  "ServiceSpec.selector": { app: "app" },
  "StatefulSetSpec.template": podTemplate,
  "Toleration.key": "node-role.kubernetes.io/control-plane",
  "TopologySpreadConstraint.maxSkew": 1,
  "TopologySpreadConstraint.topologyKey": "kubernetes.io/hostname",
  "VolumeMount.mountPath": "/data",
  PodResourceClaim: { name: "device", resourceClaimTemplateName: "device" },
  PersistentVolumeClaimTemplate: { spec: claim },
  "AzureDiskVolumeSource.diskURI": "https://example.blob.core.windows.net/vhds/data.vhd",
  "Endpoint.addresses": ["192.0.2.1"],
  "EndpointAddress.ip": "192.0.2.1",
  "IPBlock.cidr": "192.0.2.0/24",
  "IngressClassSpec.controller": "example.com/ingress-controller",
  "JobSpec.managedBy": "example.com/job-controller",
  "LeaseSpec.acquireTime": "2026-01-01T00:00:00.000000Z",
  "LeaseSpec.renewTime": "2026-01-01T00:00:00.000000Z",
  "ObjectFieldSelector.apiVersion": "v1",
  "PodDNSConfig.nameservers": ["192.0.2.53"],
  "PodFailurePolicyOnPodConditionsPattern.status": "True",
  "SuccessPolicyRule.succeededIndexes": "0",
  "NodeSelectorTerm.matchFields": [{ key: "metadata.name", operator: "In", values: ["node-1"] }],
  ConfigMapKeySelector: { name: "app", key: "key" },
  SecretKeySelector: { name: "app", key: "key" },
  EndpointAddress: { ip: "192.0.2.1" },
  LimitRangeItem: { type: "Container", default: { memory: "128Mi" } },
  AutoscalingV1CrossVersionObjectReference: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
  ContainerRestartRuleOnExitCodes: { operator: "In", values: [1] },
  Capabilities: { drop: ["ALL"] },
  Container: container,
  ContainerPort: { containerPort: 8080 },
  CrossVersionObjectReference: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
  DeploymentStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
  EmptyDirVolumeSource: {},
  EnvFromSource: { configMapRef: { name: "app" } },
  EnvVar: { name: "NAME", value: "" },
  EnvVarSource: { secretKeyRef: { name: "app", key: "key" } },
  HTTPGetAction: { path: "/healthz", port: 8080 },
  HTTPIngressPath: path,
  HTTPIngressRuleValue: { paths: [path] },
  HostAlias: { ip: "127.0.0.1", hostnames: ["example.local"] },
  IngressBackend: backend,
  IngressRule: {
    host: "example.com",
    http: { paths: [path] },
  },
  IngressServiceBackend: { name: "app", port: { number: 80 } },
  IngressTLS: { hosts: ["example.com"], secretName: "app" },
  LabelSelector: labelled,
  LifecycleHandler: { exec: { command: ["/bin/true"] } },
  LocalObjectReference: { name: "app" },
  NodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: nodes },
  NodeSelector: nodes,
  VolumeNodeAffinity: { required: nodes },
  PersistentVolumeClaimSpec: claim,
  LabelSelectorRequirement: { key: "app", operator: "In", values: ["app"] },
  ContainerResizePolicy: { resourceName: "cpu", restartPolicy: "NotRequired" },
  ContainerRestartRule: { action: "Restart", exitCodes: { operator: "In", values: [1] } },
  PodFailurePolicy: { rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }] },
  PodFailurePolicyRule: { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] },
  SuccessPolicy: { rules: [{ succeededCount: 1 }] },
  SuccessPolicyRule: { succeededCount: 1 },
  SeccompProfile: { type: "RuntimeDefault" },
  AzureDiskVolumeSource: { diskName: "data", diskURI: "https://example.blob.core.windows.net/vhds/data.vhd" },
  ISCSIVolumeSource: { targetPortal: "192.0.2.1:3260", iqn: "iqn.2001-04.com.example:data", lun: 0 },
  ISCSIPersistentVolumeSource: { targetPortal: "192.0.2.1:3260", iqn: "iqn.2001-04.com.example:data", lun: 0 },
  QuobyteVolumeSource: { registry: "registry.example.com:7861", volume: "data" },
  FCVolumeSource: { targetWWNs: ["50060e801049cfd1"], lun: 0 },
  HPAScalingPolicy: { type: "Percent", value: 100, periodSeconds: 60 },
  HPAScalingRules: { policies: [{ type: "Percent", value: 100, periodSeconds: 60 }] },
  ResourceMetricSource: { name: "cpu", target: utilization },
  ContainerResourceMetricSource: { name: "cpu", container: "app", target: utilization },
  PodsMetricSource: { metric: { name: "requests_per_second" }, target: average },
  ObjectMetricSource: {
    describedObject: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "app" },
    metric: { name: "requests_per_second" },
    target: average,
  },
  ExternalMetricSource: { metric: { name: "queue_length" }, target: average },
  MetricTarget: utilization,
  "LimitRangeItem.default": { memory: "128Mi" },
  "LimitRangeItem.defaultRequest": quantities,
  "LimitRangeItem.max": { memory: "1Gi" },
  "LimitRangeItem.maxLimitRequestRatio": { memory: "2" },
  "LimitRangeItem.min": { memory: "16Mi" },
  "TopologySpreadConstraint.matchLabelKeys": ["pod-template-hash"],
  "PodAffinityTerm.matchLabelKeys": ["pod-template-hash"],
  AppArmorProfile: { type: "RuntimeDefault" },
  NetworkPolicyPeer: { podSelector: labelled },
  NetworkPolicyPort: { port: 8080 },
  IPBlock: { cidr: "192.0.2.0/24" },
  DownwardAPIVolumeFile: { path: "labels", fieldRef: { fieldPath: "metadata.labels" } },
  VolumeProjection: { configMap: { name: "app" } },
  NodeSelectorTerm: { matchExpressions: [arch] },
  NodeSelectorRequirement: arch,
  ObjectMeta: { name: "app" },
  PodAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: labelled },
  PodSpec: { containers: [container] },
  Probe: { httpGet: { path: "/healthz", port: 8080 } },
  ResourceRequirements: { requests: quantities, limits: { memory: "128Mi" } },
  RollingUpdateDeployment: { maxSurge: "25%", maxUnavailable: "25%" },
  ServiceBackendPort: { number: 80 },
  ServicePort: { port: 80, targetPort: 8080 },
  TCPSocketAction: { port: 8080 },
  Toleration: { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
  TopologySpreadConstraint: { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway", labelSelector: labelled },
  Volume: { name: "data", emptyDir: {} },
  VolumeMount: { name: "data", mountPath: "/data" },
  VolumeResourceRequirements: { requests: { storage: "1Gi" } },
};

/** The sample value of a field. */
export function sampleOfField(owner: TypeName, name: string, shape: Shape): Sample {
  const own = `${owner}.${name}`;
  return own in samples ? samples[own] : sampleOf(shape);
}

/** The sample value of a shape: a type's own sample, or the required fields of its schema. */
export function sampleOf(shape: Shape, depth = 0): Sample {
  switch (shape.is) {
    case "object":
      return shape.type in samples ? samples[shape.type] : requiredOf(shape.type, depth);
    case "list":
      return [sampleOf(shape.of, depth + 1)];
    case "map":
      return { key: sampleOf(shape.of, depth + 1) };
    case "boolean":
      return true;
    case "integer":
    case "number":
    case "intOrString":
      return 1;
    case "quantity":
      return "1";
    case "string":
      return shape.oneOf?.find((word) => word !== "") ?? (depth > 0 ? "app" : undefined);
    default:
      return undefined;
  }
}

function requiredOf(type: TypeName, depth: number): Sample {
  if (depth > 4) return {};
  const required = [...everyFieldOf(type)].filter(([, field]) => field.required === true);
  return Object.fromEntries(
    required.map(([name, { shape }]) => [name, `${type}.${name}` in samples ? samples[`${type}.${name}`] : sampleOf(shape, depth + 1)]),
  );
}
