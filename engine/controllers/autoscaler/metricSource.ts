import { formatQuantity, milliValue, parseQuantity } from "../../../api/quantity.ts";
import type { LabelSelector, MetricIdentifier, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from "../../../schemas/generated/types.ts";
import type { View } from "../../core/controller.ts";
import { byPods, byShare, byValue, type Proposal, type Target } from "./proposal.ts";
import type { Measured } from "./podUsage.ts";

/** The result of one metric of an autoscaler. */
export type MetricAnswer =
  | { readonly is: "proposed"; readonly replicas: number; readonly name: string; readonly status: MetricStatus }
  | { readonly is: "failed"; readonly of: string; readonly reason: string; readonly message: string };

/** How many replicas one metric asks for. */
export function consult(spec: MetricSpec, target: Target, view: View): MetricAnswer {
  switch (spec.type) {
    case "Resource":
      return consultResource(spec, target, view);
    case "ContainerResource":
      return consultContainer(spec, target, view);
    case "Pods":
      return consultPods(spec, target, view);
    case "Object":
      return consultObject(spec, target, view);
    case "External":
      return consultExternal(spec, target, view);
    default:
      return { is: "failed", of: "unknown", reason: "InvalidMetricSourceType", message: `unknown metric source type "${spec.type}"` };
  }
}

function consultResource({ resource = {} }: MetricSpec, target: Target, view: View): MetricAnswer {
  const { name = "", target: goal = {} } = resource;
  const proposal = unserved(name, view) ?? byPods({ is: "resource", resource: name }, podGoal(goal), target, view.now);
  if (typeof proposal === "string")
    return failed(`${name} resource`, "FailedGetResourceMetric", `failed to get ${name} ${kindOfGoal(goal)}: ${proposal}`);
  return proposed(proposal, goalName(`${name} resource`, goal), { type: "Resource", resource: { name, current: resourceReading(name, proposal) } });
}

function consultContainer({ containerResource = {} }: MetricSpec, target: Target, view: View): MetricAnswer {
  const { name = "", container = "", target: goal = {} } = containerResource;
  const measured: Measured = { is: "resource", resource: name, container };
  const proposal = unserved(name, view) ?? byPods(measured, podGoal(goal), target, view.now);
  if (typeof proposal === "string")
    return failed(`${name} container`, "FailedGetContainerResourceMetric", `failed to get ${name} ${kindOfGoal(goal)}: ${proposal}`);
  const described = goal.averageValue === undefined ? `${name} container resource` : `${name} resource`;
  const status = { type: "ContainerResource", containerResource: { name, container, current: resourceReading(name, proposal) } };
  return proposed(proposal, goalName(described, goal), status);
}

function consultPods({ pods = {} }: MetricSpec, target: Target, view: View): MetricAnswer {
  const { metric = {}, target: goal = {} } = pods;
  const proposal = byPods({ is: "custom", metric: metric.name ?? "" }, { average: thousandths(goal.averageValue) }, target, view.now);
  if (typeof proposal === "string") return failed("pods", "FailedGetPodsMetric", proposal);
  return proposed(proposal, `pods metric ${metric.name}`, { type: "Pods", pods: { metric, current: { averageValue: written(proposal.usage) } } });
}

function consultObject({ object = {} }: MetricSpec, target: Target, view: View): MetricAnswer {
  const { metric = {}, target: goal = {}, describedObject = {} } = object;
  const { kind = "", name = "" } = describedObject;
  const [value] = view.metrics.valuesOf(`${kind}/${name}/${metric.name}`);
  if (value === undefined) {
    const missing = `unable to get metric ${metric.name}: ${kind} on ${target.namespace} ${name}/unable to fetch metrics from custom metrics API: no such metric`;
    return failed("object", "FailedGetObjectMetric", missing);
  }
  const isShared = goal.averageValue !== undefined;
  const proposal = isShared ? byShare(value * 1000, thousandths(goal.averageValue), target) : byValue(value * 1000, thousandths(goal.value), target);
  if (typeof proposal === "string") return failed("object", "FailedGetObjectMetric", proposal);
  const current = isShared ? { averageValue: written(proposal.usage) } : { value: written(proposal.usage) };
  return proposed(proposal, isShared ? externalName(metric) : `${kind} metric ${metric.name}`, {
    type: "Object",
    object: { metric, describedObject, current },
  });
}

function consultExternal({ external = {} }: MetricSpec, target: Target, view: View): MetricAnswer {
  const { metric = {}, target: goal = {} } = external;
  const values = view.metrics.valuesOf(`external/${metric.name}`);
  const isShared = goal.averageValue !== undefined;
  if (values.length === 0) {
    const missing = `unable to get external metric ${target.namespace}/${metric.name}/${selectorText(metric.selector)}: no metrics returned from external metrics API`;
    return failed(`${metric.name} external`, "FailedGetExternalMetric", missing);
  }
  const usage = values.reduce((sum, value) => sum + value, 0) * 1000;
  const proposal = isShared ? byShare(usage, thousandths(goal.averageValue), target) : byValue(usage, thousandths(goal.value), target);
  if (typeof proposal === "string") return failed(`${metric.name} external`, "FailedGetExternalMetric", proposal);
  const current = isShared ? { averageValue: written(proposal.usage) } : { value: written(proposal.usage) };
  return proposed(proposal, externalName(metric), { type: "External", external: { metric, current } });
}

/** The server's message if no resource metrics API is installed. */
function unserved(resource: string, { metrics }: View): string | undefined {
  if (metrics.isServed ?? true) return undefined;
  return `unable to get metrics for resource ${resource}: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)`;
}

function podGoal({ averageValue, averageUtilization = 0 }: MetricTarget): { average: number } | { utilization: number } {
  return averageValue === undefined ? { utilization: averageUtilization } : { average: thousandths(averageValue) };
}

function kindOfGoal({ averageValue }: MetricTarget): string {
  return averageValue === undefined ? "utilization" : "usage";
}

function goalName(name: string, { averageValue }: MetricTarget): string {
  return averageValue === undefined ? `${name} utilization (percentage of request)` : name;
}

function externalName({ name, selector }: MetricIdentifier): string {
  return `external metric ${name}(${selectorText(selector)})`;
}

/** The controller prints a selector as Go prints its types. */
function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return "nil";
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(" ")}],},`,
  );
  const map = labels.map(([key, value]) => `${key}: ${value},`);
  return `&LabelSelector{MatchLabels:map[string]string{${map.join("")}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join("")}},}`;
}

function resourceReading(resource: string, { usage, utilization }: Proposal): MetricValueStatus {
  const averageValue = formatQuantity({ mantissa: usage, scale: -3, format: resource === "memory" ? "binary" : "decimal" });
  return { averageValue, ...(utilization !== undefined && { averageUtilization: utilization }) };
}

function written(amount: number): string {
  return formatQuantity({ mantissa: amount, scale: -3, format: "decimal" });
}

function thousandths(amount: string | number | undefined): number {
  const quantity = parseQuantity(amount ?? 0);
  return quantity ? milliValue(quantity) : 0;
}

function proposed({ replicas }: Proposal, name: string, status: MetricStatus): MetricAnswer {
  return { is: "proposed", replicas, name, status };
}

function failed(of: string, reason: string, message: string): MetricAnswer {
  return { is: "failed", of, reason, message };
}
