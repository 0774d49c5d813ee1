import type { SchemaPlace } from "../../schema/schemaAt.ts";
import { type ServerSentence, say } from "../../words/say.ts";

/** A word that is a usual value or key, with its meaning. */
export interface Word {
  readonly text: string;
  readonly meaning?: ServerSentence;
}

/** Words that the published schema does not list, although the server accepts only these or authors rarely write others. */
const words: Readonly<Record<string, string>> = {
  "Capabilities.add": "NET_BIND_SERVICE CHOWN DAC_OVERRIDE FOWNER KILL NET_ADMIN NET_RAW SETGID SETUID SYS_ADMIN SYS_CHROOT SYS_PTRACE SYS_TIME",
  "Capabilities.drop": "ALL NET_RAW",
  "Container.restartPolicy": "Always OnFailure Never",
  "ContainerResizePolicy.resourceName": "cpu memory",
  "ContainerResizePolicy.restartPolicy": "NotRequired RestartContainer",
  "ContainerResourceMetricSource.name": "cpu memory",
  "CrossVersionObjectReference.apiVersion": "apps/v1 v1",
  "CrossVersionObjectReference.kind": "Deployment StatefulSet ReplicaSet",
  "EmptyDirVolumeSource.medium": "Memory",
  "HPAScalingPolicy.type": "Percent Pods",
  "HPAScalingRules.selectPolicy": "Max Min Disabled",
  "HTTPHeader.name": "Accept Authorization Host User-Agent X-Custom-Header",
  "LabelSelectorRequirement.operator": "In NotIn Exists DoesNotExist",
  "LimitRangeItem.type": "Container Pod PersistentVolumeClaim",
  "MetricSpec.type": "Resource ContainerResource Pods Object External",
  "MetricTarget.type": "Utilization AverageValue Value",
  "NetworkPolicyPort.protocol": "TCP UDP SCTP",
  "ObjectFieldSelector.fieldPath":
    "metadata.name metadata.namespace metadata.uid metadata.labels metadata.annotations spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs",
  "PodOS.name": "linux windows",
  "PolicyRule.resources":
    "pods pods/log deployments statefulsets daemonsets replicasets jobs cronjobs services endpoints configmaps secrets serviceaccounts persistentvolumeclaims events nodes namespaces ingresses networkpolicies roles rolebindings leases horizontalpodautoscalers poddisruptionbudgets",
  "PolicyRule.apiGroups": "apps batch autoscaling policy networking.k8s.io rbac.authorization.k8s.io storage.k8s.io coordination.k8s.io",
  "PolicyRule.verbs": "get list watch create update patch delete deletecollection",
  "ResourceFieldSelector.resource": "requests.cpu requests.memory limits.cpu limits.memory requests.ephemeral-storage limits.ephemeral-storage",
  "ResourceMetricSource.name": "cpu memory",
  "RoleRef.apiGroup": "rbac.authorization.k8s.io",
  "RoleRef.kind": "Role ClusterRole",
  "Secret.type":
    "Opaque kubernetes.io/tls kubernetes.io/dockerconfigjson kubernetes.io/basic-auth kubernetes.io/ssh-auth kubernetes.io/service-account-token bootstrap.kubernetes.io/token",
  "ServicePort.appProtocol": "http https kubernetes.io/h2c kubernetes.io/ws kubernetes.io/wss",
  "ServiceSpec.clusterIP": "None",
  "ServiceSpec.trafficDistribution": "PreferSameZone PreferSameNode PreferClose",
  "StorageClass.provisioner": "kubernetes.io/no-provisioner ebs.csi.aws.com pd.csi.storage.gke.io disk.csi.azure.com rancher.io/local-path",
  "Subject.apiGroup": "rbac.authorization.k8s.io",
  "Subject.kind": "ServiceAccount User Group",
  "TypedLocalObjectReference.kind": "PersistentVolumeClaim VolumeSnapshot",
  "VolumeMount.recursiveReadOnly": "Disabled IfPossible Enabled",
};

/** Keys of maps whose keys are words of Kubernetes. */
const keys: Readonly<Record<string, string>> = {
  "LimitRangeItem.default": "cpu memory ephemeral-storage",
  "LimitRangeItem.defaultRequest": "cpu memory ephemeral-storage",
  "LimitRangeItem.max": "cpu memory ephemeral-storage storage",
  "LimitRangeItem.min": "cpu memory ephemeral-storage storage",
  "ObjectMeta.annotations": "kubernetes.io/description kubernetes.io/change-cause prometheus.io/scrape prometheus.io/port",
  "ObjectMeta.labels":
    "app app.kubernetes.io/name app.kubernetes.io/instance app.kubernetes.io/component app.kubernetes.io/version app.kubernetes.io/part-of app.kubernetes.io/managed-by tier",
  "PersistentVolumeSpec.capacity": "storage",
  "PodSpec.nodeSelector":
    "kubernetes.io/os kubernetes.io/arch kubernetes.io/hostname topology.kubernetes.io/zone topology.kubernetes.io/region node.kubernetes.io/instance-type",
  "PodSpec.overhead": "cpu memory",
  "ResourceQuotaSpec.hard":
    "requests.cpu requests.memory limits.cpu limits.memory pods services secrets configmaps persistentvolumeclaims requests.storage services.loadbalancers services.nodeports count/deployments.apps count/jobs.batch",
  "ResourceRequirements.limits": "cpu memory ephemeral-storage hugepages-2Mi nvidia.com/gpu",
  "ResourceRequirements.requests": "cpu memory ephemeral-storage hugepages-2Mi",
  "VolumeResourceRequirements.limits": "storage",
  "VolumeResourceRequirements.requests": "storage",
};

const topologyKeys = "kubernetes.io/hostname topology.kubernetes.io/zone topology.kubernetes.io/region";

/** The words for a scalar: those of its schema, of the table above, and those that authors usually write. */
export function wordsFor({ owner, name, shape }: SchemaPlace, step: string | number | undefined): readonly Word[] {
  const listed = words[`${owner}.${name}`];
  if (shape.is === "boolean") return plain(["true", "false"]);
  if (shape.is === "string" && shape.oneOf) return plain(shape.oneOf.filter((word) => word !== ""));
  if (listed !== undefined) return plain(listed.split(" "));
  if (shape.is === "quantity") return amountsOf(String(step));
  if (owner === "CronJobSpec" && name === "schedule") return schedules();
  if (name === "topologyKey") return plain(topologyKeys.split(" "));
  if (owner === "CronJobSpec" && name === "timeZone") return plain(["Etc/UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York"]);
  return [];
}

/** The keys that are usual in a map, such as the resources of `limits`. */
export function keysFor(owner: string, name: string): readonly string[] {
  return keys[`${owner}.${name}`]?.split(" ") ?? [];
}

function plain(texts: readonly string[]): Word[] {
  return texts.map((text) => ({ text }));
}

function amountsOf(resource: string): Word[] {
  if (/cpu/.test(resource))
    return [cpu("100m", 10), cpu("250m", 25), cpu("500m", 50), { text: "1", meaning: say("one-cpu") }, { text: "2", meaning: say("two-cpus") }];
  if (/memory|hugepages/.test(resource)) return plain(["64Mi", "128Mi", "256Mi", "512Mi", "1Gi", "2Gi"]);
  return /storage/.test(resource) ? plain(["1Gi", "5Gi", "10Gi", "50Gi", "100Gi"]) : plain(["1", "10"]);
}

function cpu(text: string, percent: number): Word {
  return { text, meaning: say("share-of-cpu", { percent }) };
}

function schedules(): Word[] {
  return [
    { text: "*/5 * * * *", meaning: say("every-five-minutes") },
    { text: "0 * * * *", meaning: say("every-hour") },
    { text: "0 0 * * *", meaning: say("every-midnight") },
    { text: "0 9 * * 1-5", meaning: say("weekday-mornings") },
    { text: "0 0 1 * *", meaning: say("first-of-month") },
    { text: "@daily", meaning: say("every-midnight") },
  ];
}
