import { byText } from "../../api/byText.ts";
import { everyFieldOf } from "../../api/schema.ts";
import type { TypeName } from "../../schemas/schema.ts";

/** The order in which authors write the common fields of a type. The rest follows alphabetically. */
const written: Readonly<Record<TypeName, string>> = {
  ClusterRole: "apiVersion kind metadata rules aggregationRule",
  ClusterRoleBinding: "apiVersion kind metadata roleRef subjects",
  ConfigMap: "apiVersion kind metadata data binaryData immutable",
  Container:
    "name image imagePullPolicy command args workingDir ports env envFrom resources volumeMounts livenessProbe readinessProbe startupProbe lifecycle securityContext terminationMessagePolicy terminationMessagePath stdin tty restartPolicy volumeDevices",
  ContainerPort: "name containerPort protocol hostPort hostIP",
  ControllerRevision: "apiVersion kind metadata revision data",
  CronJobSpec: "schedule timeZone concurrencyPolicy startingDeadlineSeconds suspend successfulJobsHistoryLimit failedJobsHistoryLimit jobTemplate",
  CrossVersionObjectReference: "apiVersion kind name",
  DaemonSetSpec: "selector template updateStrategy minReadySeconds revisionHistoryLimit",
  DeploymentSpec: "replicas selector strategy template minReadySeconds revisionHistoryLimit progressDeadlineSeconds paused",
  EnvFromSource: "configMapRef secretRef prefix",
  EnvVar: "name value valueFrom",
  EnvVarSource: "secretKeyRef configMapKeyRef fieldRef resourceFieldRef",
  HTTPGetAction: "path port scheme httpHeaders host",
  HTTPIngressPath: "path pathType backend",
  HorizontalPodAutoscalerSpec: "scaleTargetRef minReplicas maxReplicas metrics behavior targetCPUUtilizationPercentage",
  IngressRule: "host http",
  IngressServiceBackend: "name port",
  IngressSpec: "ingressClassName defaultBackend tls rules",
  JobSpec:
    "completions parallelism completionMode backoffLimit activeDeadlineSeconds ttlSecondsAfterFinished suspend template selector podFailurePolicy backoffLimitPerIndex maxFailedIndexes podReplacementPolicy successPolicy manualSelector managedBy",
  JobTemplateSpec: "metadata spec",
  LabelSelector: "matchLabels matchExpressions",
  LabelSelectorRequirement: "key operator values",
  MetricSpec: "type resource pods object external containerResource",
  MetricTarget: "type averageUtilization averageValue value",
  NetworkPolicyIngressRule: "from ports",
  NetworkPolicyEgressRule: "to ports",
  NetworkPolicyPeer: "podSelector namespaceSelector ipBlock",
  NetworkPolicySpec: "podSelector policyTypes ingress egress",
  NodeSelectorRequirement: "key operator values",
  ObjectMeta: "name namespace labels annotations generateName finalizers ownerReferences",
  PersistentVolumeClaimSpec:
    "accessModes storageClassName resources volumeMode volumeName selector dataSource dataSourceRef volumeAttributesClassName",
  PersistentVolumeSpec:
    "capacity accessModes storageClassName persistentVolumeReclaimPolicy volumeMode mountOptions claimRef nodeAffinity csi hostPath local nfs",
  PodAffinityTerm: "labelSelector topologyKey namespaces namespaceSelector matchLabelKeys mismatchLabelKeys",
  PodDisruptionBudgetSpec: "minAvailable maxUnavailable selector unhealthyPodEvictionPolicy",
  PodSecurityContext:
    "runAsNonRoot runAsUser runAsGroup fsGroup seccompProfile fsGroupChangePolicy supplementalGroups sysctls seLinuxOptions windowsOptions appArmorProfile",
  PodSpec:
    "serviceAccountName containers initContainers volumes restartPolicy nodeSelector securityContext affinity tolerations terminationGracePeriodSeconds imagePullSecrets priorityClassName hostNetwork dnsPolicy topologySpreadConstraints automountServiceAccountToken nodeName hostPID hostIPC dnsConfig hostAliases shareProcessNamespace runtimeClassName schedulerName subdomain hostname readinessGates activeDeadlineSeconds overhead enableServiceLinks os setHostnameAsFQDN resourceClaims schedulingGates ephemeralContainers preemptionPolicy",
  PodTemplateSpec: "metadata spec",
  PolicyRule: "apiGroups resources verbs resourceNames nonResourceURLs",
  Probe:
    "httpGet tcpSocket exec grpc initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold terminationGracePeriodSeconds",
  ReplicaSetSpec: "replicas selector template minReadySeconds",
  ReplicationControllerSpec: "replicas selector template minReadySeconds",
  ResourceRequirements: "requests limits claims",
  Role: "apiVersion kind metadata rules",
  RoleBinding: "apiVersion kind metadata roleRef subjects",
  RoleRef: "apiGroup kind name",
  RollingUpdateDaemonSet: "maxUnavailable maxSurge",
  RollingUpdateDeployment: "maxSurge maxUnavailable",
  Secret: "apiVersion kind metadata type stringData data immutable",
  SecurityContext:
    "runAsNonRoot runAsUser allowPrivilegeEscalation readOnlyRootFilesystem capabilities privileged runAsGroup seccompProfile seLinuxOptions procMount windowsOptions appArmorProfile",
  ServicePort: "name port targetPort protocol nodePort appProtocol",
  ServiceSpec:
    "type selector ports clusterIP externalTrafficPolicy sessionAffinity loadBalancerClass externalName internalTrafficPolicy publishNotReadyAddresses ipFamilyPolicy ipFamilies",
  StatefulSetSpec:
    "serviceName replicas selector template volumeClaimTemplates updateStrategy podManagementPolicy persistentVolumeClaimRetentionPolicy minReadySeconds revisionHistoryLimit ordinals",
  StorageClass: "apiVersion kind metadata provisioner parameters reclaimPolicy volumeBindingMode allowVolumeExpansion mountOptions allowedTopologies",
  Subject: "kind name namespace apiGroup",
  Toleration: "key operator value effect tolerationSeconds",
  TopologySpreadConstraint: "maxSkew topologyKey whenUnsatisfiable labelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys",
  Volume: "name configMap secret emptyDir persistentVolumeClaim hostPath projected downwardAPI nfs csi ephemeral image",
  VolumeMount: "name mountPath subPath readOnly mountPropagation subPathExpr recursiveReadOnly",
};

/** For types without an entry above: fields that always come first. */
const first = ["apiVersion", "kind", "metadata", "type", "name", "key", "spec", "selector", "template"];

/** Fields that the server fills in and authors do not write. */
const unwritten: ReadonlySet<string> = new Set([
  "status",
  "ObjectMeta.creationTimestamp",
  "ObjectMeta.deletionGracePeriodSeconds",
  "ObjectMeta.deletionTimestamp",
  "ObjectMeta.generation",
  "ObjectMeta.managedFields",
  "ObjectMeta.resourceVersion",
  "ObjectMeta.selfLink",
  "ObjectMeta.uid",
]);

/** The fields of a type as they are proposed: required ones first, then as authors write them. */
export function fieldsInOrder(type: TypeName): readonly string[] {
  const fields = everyFieldOf(type);
  const order = type in written ? written[type]!.split(" ") : first;
  const rank = (name: string): number => {
    const at = order.indexOf(name);
    return (fields.get(name)?.required === true ? 0 : 1000) + (at < 0 ? order.length : at);
  };
  return [...fields.keys()].filter((name) => !isUnwritten(type, name)).sort((a, b) => rank(a) - rank(b) || byText(a, b));
}

function isUnwritten(type: TypeName, name: string): boolean {
  return unwritten.has(`${type}.${name}`) || (unwritten.has(name) && everyFieldOf(type).has("kind"));
}
