import { fieldsOf } from "../../../api/schema.ts";
import type { Shape, TypeName } from "../../../schemas/schema.ts";

/** A value as a skeleton writes it: plain data whose scalars become tab stops. `undefined` leaves a stop without text. */
export type Sample = string | number | boolean | undefined | readonly Sample[] | { readonly [key: string]: Sample };

const quantities = { cpu: "100m", memory: "128Mi" };
const container = { name: "app", image: "nginx:1.29" };
const labelled = { matchLabels: { app: "app" } };
const podTemplate = { metadata: { labels: { app: "app" } }, spec: { containers: [container] } };
const jobTemplate = { spec: { containers: [container], restartPolicy: "Never" } };

/** What belongs in a value beyond what the schema demands, by type (`Probe`) or by field (`ServiceSpec.selector`): a field's own sample wins. */
const samples: Readonly<Record<string, Sample>> = {
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
  "SecretVolumeSource.secretName": undefined,
  "ServicePort.name": "http",
  "ServicePort.port": 80,
  "ServicePort.targetPort": 8080,
  "ServiceSpec.selector": { app: "app" },
  "StatefulSetSpec.template": podTemplate,
  "Toleration.key": "node-role.kubernetes.io/control-plane",
  "TopologySpreadConstraint.maxSkew": 1,
  "TopologySpreadConstraint.topologyKey": "kubernetes.io/hostname",
  "VolumeMount.mountPath": "/data",
  Capabilities: { drop: ["ALL"] },
  Container: container,
  ContainerPort: { containerPort: 8080 },
  CrossVersionObjectReference: { apiVersion: "apps/v1", kind: "Deployment", name: undefined },
  DeploymentStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
  EmptyDirVolumeSource: {},
  EnvFromSource: { configMapRef: { name: undefined } },
  EnvVar: { name: "NAME", value: "" },
  EnvVarSource: { secretKeyRef: { name: undefined, key: undefined } },
  HTTPGetAction: { path: "/healthz", port: 8080 },
  HTTPIngressPath: { path: "/", pathType: "Prefix", backend: { service: { name: undefined, port: { number: 80 } } } },
  HTTPIngressRuleValue: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: undefined, port: { number: 80 } } } }] },
  HostAlias: { ip: "127.0.0.1", hostnames: ["example.local"] },
  IngressBackend: { service: { name: undefined, port: { number: 80 } } },
  IngressRule: {
    host: "example.com",
    http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: undefined, port: { number: 80 } } } }] },
  },
  IngressServiceBackend: { name: undefined, port: { number: 80 } },
  IngressTLS: { hosts: ["example.com"], secretName: undefined },
  LabelSelector: labelled,
  LifecycleHandler: { exec: { command: ["/bin/true"] } },
  LocalObjectReference: { name: undefined },
  NodeAffinity: {},
  NodeSelectorTerm: { matchExpressions: [{ key: "kubernetes.io/arch", operator: "In", values: ["amd64"] }] },
  NodeSelectorRequirement: { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
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
  VolumeMount: { name: undefined, mountPath: "/data" },
  VolumeResourceRequirements: { requests: { storage: "1Gi" } },
};

/** The value that a field starts with. */
export function sampleOfField(owner: TypeName, name: string, shape: Shape): Sample {
  const own = `${owner}.${name}`;
  return own in samples ? samples[own] : sampleOf(shape);
}

/** The value that anything of a shape starts with: a type's own sample, or what its schema demands. */
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
      return shape.oneOf?.find((word) => word !== "");
    default:
      return undefined;
  }
}

function requiredOf(type: TypeName, depth: number): Sample {
  if (depth > 4) return {};
  const required = [...fieldsOf(type)].filter(([, field]) => field.required === true);
  return Object.fromEntries(
    required.map(([name, { shape }]) => [name, `${type}.${name}` in samples ? samples[`${type}.${name}`] : sampleOf(shape, depth + 1)]),
  );
}
