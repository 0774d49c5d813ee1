import type {
  DaemonSet,
  Deployment,
  HTTPIngressPath,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  Ingress,
  IngressBackend,
  LabelSelector,
  MetricSpec,
  ReplicaSet,
  StatefulSet,
} from "../schemas/generated/types.ts";
import { type KubernetesObject, textOf } from "./object.ts";

type Migration = (object: KubernetesObject, from: string) => KubernetesObject;

/** The changes, besides apiVersion, when an object of a kind moves to the version that is served today. */
export const migrations: Readonly<Record<string, Migration>> = {
  Deployment: withSelector,
  DaemonSet: withSelector,
  ReplicaSet: withSelector,
  StatefulSet: withSelector,
  Ingress: migrateIngress,
  HorizontalPodAutoscaler: migrateAutoscaler,
};

type Workload = Deployment | DaemonSet | ReplicaSet | StatefulSet;

/** The old versions took a missing selector from the template's labels; and rolled back through a field that is a subresource's business now. */
function withSelector(workload: Workload): Workload {
  const {
    rollbackTo: _,
    templateGeneration: __,
    ...spec
  } = (workload.spec ?? {}) as Workload["spec"] & { rollbackTo?: unknown; templateGeneration?: unknown };
  const labels = spec.template?.metadata?.labels;
  const selector: LabelSelector | undefined = spec.selector ?? (labels && { matchLabels: labels });
  return { ...workload, spec: { ...spec, ...(selector && { selector }) } };
}

interface OldBackend extends Omit<IngressBackend, "service"> {
  serviceName?: string;
  servicePort?: number | string;
  service?: IngressBackend["service"];
}

/** A backend names its Service and port one level deeper, a path needs a type, and the default backend says that it is one. */
function migrateIngress(ingress: Ingress): Ingress {
  const { backend, ...spec } = (ingress.spec ?? {}) as NonNullable<Ingress["spec"]> & { backend?: OldBackend };
  const rules = spec.rules?.map((rule) => {
    if (!rule?.http?.paths) return rule;
    return { ...rule, http: { ...rule.http, paths: rule.http.paths.map(migratePath) } };
  });
  return { ...ingress, spec: { ...spec, ...(backend && { defaultBackend: migrateBackend(backend) }), ...(rules && { rules }) } };
}

function migratePath(path: HTTPIngressPath): HTTPIngressPath {
  return {
    ...path,
    pathType: path.pathType ?? "ImplementationSpecific",
    ...(path.backend && { backend: migrateBackend(path.backend) }),
  };
}

function migrateBackend({ serviceName, servicePort, ...backend }: OldBackend): IngressBackend {
  if (serviceName === undefined) return backend;
  const port = typeof servicePort === "number" ? { number: servicePort } : { name: textOf(servicePort) };
  return { ...backend, service: { name: serviceName, ...(servicePort !== undefined && { port }) } };
}

interface OldMetric {
  type?: string;
  resource?: { name?: string; targetAverageUtilization?: number; targetAverageValue?: string };
  pods?: { metricName?: string; selector?: LabelSelector; targetAverageValue?: string };
}

/** The first version had one target, for CPU. The next one put targets beside what they measure, under names of their own. */
function migrateAutoscaler(autoscaler: HorizontalPodAutoscaler, from: string): HorizontalPodAutoscaler {
  const { targetCPUUtilizationPercentage: ofCpu, ...spec } = (autoscaler.spec ?? {}) as Partial<HorizontalPodAutoscalerSpec> & {
    readonly targetCPUUtilizationPercentage?: number;
  };
  const metrics = spec.metrics as OldMetric[] | undefined;
  const own = from === "autoscaling/v2beta1" ? metrics?.map(migrateMetric) : spec.metrics;
  if (ofCpu === undefined) return own === spec.metrics ? autoscaler : { ...autoscaler, spec: { ...spec, metrics: own } };
  const target = { type: "Utilization", averageUtilization: ofCpu };
  return {
    ...autoscaler,
    spec: { ...spec, metrics: [...(own ?? []), { type: "Resource", resource: { name: "cpu", target } }] },
  };
}

function migrateMetric({ type, resource, pods, ...others }: OldMetric): MetricSpec {
  if (resource) {
    const { name, targetAverageUtilization, targetAverageValue } = resource;
    const target =
      targetAverageUtilization !== undefined
        ? { type: "Utilization", averageUtilization: targetAverageUtilization }
        : { type: "AverageValue", ...(targetAverageValue !== undefined && { averageValue: targetAverageValue }) };
    return { ...others, type, resource: { name, target } };
  }
  if (pods) {
    const { metricName, selector, targetAverageValue } = pods;
    const target = { type: "AverageValue", ...(targetAverageValue !== undefined && { averageValue: targetAverageValue }) };
    return { ...others, type, pods: { metric: { name: metricName, ...(selector && { selector }) }, target } };
  }
  return { ...others, type };
}
