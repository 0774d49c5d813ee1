import type {
  AutoscalingV1HorizontalPodAutoscaler,
  ClusterRoleBinding,
  HPAScalingRules,
  HorizontalPodAutoscaler,
  IngressClass,
  LimitRange,
  LimitRangeItem,
  Namespace,
  NetworkPolicy,
  NetworkPolicyPort,
  Node,
  PriorityClass,
  ResourceQuota,
  RoleBinding,
  RuntimeClass,
  Secret,
  Subject,
} from "../../schemas/generated/types.ts";
import { encodeBase64 } from "../base64.ts";
import { type Fill, each, fill, inside, sequence, within } from "./fill.ts";
import { amounts } from "./pod.ts";

/** `stringData` is only for writing: the server merges it into `data`. */
export const secret = sequence<Secret>(fill({ type: "Opaque" }), (value) => {
  const { stringData, ...stored } = value;
  if (!stringData) return value;
  const encoded = Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)]));
  return { ...stored, data: { ...stored.data, ...encoded } };
});

/** A namespace carries its own name as a label. */
export const namespace: Fill<Namespace> = (value) => {
  const { name, labels } = value.metadata ?? {};
  if (name === undefined || labels?.["kubernetes.io/metadata.name"] === name) return value;
  return { ...value, metadata: { ...value.metadata, labels: { ...labels, "kubernetes.io/metadata.name": name } } };
};

/** The defaults of a Node: allocatable is the capacity. */
export const node = inside<Node>({ status: fill({ allocatable: ({ capacity }) => capacity }) });

/** Missing amounts come from others: the default limit from the maximum, the default request from the default limit or else the minimum. */
const containerLimits: Fill<LimitRangeItem> = (item) => {
  if (item.type !== "Container") return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  return { ...item, default: limits, defaultRequest: requests };
};

const roundedLimits = inside<LimitRangeItem>({
  max: amounts,
  min: amounts,
  default: amounts,
  defaultRequest: amounts,
  maxLimitRequestRatio: amounts,
});

/** The defaults of a LimitRange, with its amounts rounded up. */
export const limitRange = inside<LimitRange>({ spec: inside({ limits: each(sequence(containerLimits, roundedLimits)) }) });

/** A ResourceQuota with its amounts rounded up. */
export const resourceQuota = inside<ResourceQuota>({ spec: inside({ hard: amounts }) });

/** A RuntimeClass with its amounts rounded up. */
export const runtimeClass = inside<RuntimeClass>({ overhead: inside({ podFixed: amounts }) });

/** The defaults of a PriorityClass. */
export const priorityClass = fill<PriorityClass>({ preemptionPolicy: "PreemptLowerPriority" });

const rbac = "rbac.authorization.k8s.io";
const subject = fill<Subject>({ apiGroup: ({ kind }) => (kind === "User" || kind === "Group" ? rbac : undefined) });

/** The defaults of a RoleBinding or ClusterRoleBinding: the API groups of its role and subjects. */
export const binding = sequence<RoleBinding | ClusterRoleBinding>(within({ roleRef: fill({ apiGroup: rbac }) }), inside({ subjects: each(subject) }));

const policyPort = inside<{ ports?: NetworkPolicyPort[] | undefined }>({ ports: each(fill({ protocol: "TCP" })) });

/** The defaults of a NetworkPolicy: its policy types and the protocols of its ports. */
export const networkPolicy = within<NetworkPolicy>({
  spec: sequence(
    (spec) => {
      if (spec.policyTypes && spec.policyTypes.length > 0) return spec;
      return { ...spec, policyTypes: spec.egress && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"] };
    },
    inside({ ingress: each(policyPort), egress: each(policyPort) }),
  ),
});

/** The defaults of an IngressClass. */
export const ingressClass = inside<IngressClass>({ spec: inside({ parameters: fill({ scope: "Cluster" }) }) });

const scaleUp = fill<HPAScalingRules>({
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
});

const scaleDown = fill<HPAScalingRules>({ selectPolicy: "Max", policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] });

const cpuUtilization = 80;

/** The defaults of a HorizontalPodAutoscaler of version 2: at least one replica, and 80% CPU if there are no metrics. */
export const horizontalPodAutoscaler = within<HorizontalPodAutoscaler>({
  spec: sequence(
    (spec) => {
      if (spec.metrics && spec.metrics.length > 0) return spec;
      return {
        ...spec,
        metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuUtilization } } }],
      };
    },
    fill({ minReplicas: 1 }),
    inside({ behavior: within({ scaleUp, scaleDown }) }),
  ),
});

/** The defaults of a HorizontalPodAutoscaler of version 1. */
export const horizontalPodAutoscalerV1 = within<AutoscalingV1HorizontalPodAutoscaler>({
  spec: fill({ minReplicas: 1, targetCPUUtilizationPercentage: cpuUtilization }),
});
