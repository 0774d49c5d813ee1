import type { HorizontalPodAutoscaler, HPAScalingRules, MetricSpec, MetricStatus } from "../../schemas/generated/types.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { longTime } from "../text/age.ts";
import type { Page } from "../text/page.ts";
import { heading, marks } from "./parts/metadata.ts";
import { age, viewOf, type Views } from "./view.ts";

type StoredAutoscaler = Stored<HorizontalPodAutoscaler>;

export const autoscalingViews: Views = {
  HorizontalPodAutoscaler: viewOf<StoredAutoscaler>({
    columns: [
      { title: "Reference", cell: ({ spec }) => `${spec.scaleTargetRef?.kind}/${spec.scaleTargetRef?.name}` },
      { title: "Targets", cell: targetsText },
      { title: "MinPods", cell: ({ spec }) => spec.minReplicas ?? "<unset>" },
      { title: "MaxPods", cell: ({ spec }) => spec.maxReplicas ?? 0 },
      { title: "Replicas", cell: ({ status }) => status.currentReplicas ?? 0 },
      age,
    ],
    describe: describeAutoscaler,
  }),
};

/** Now and target of a metric. */
interface Reading {
  readonly current: string;
  readonly target: string;
  /** Whether the target is an average over all pods. */
  readonly isAverage: boolean;
}

function readingOf(spec: MetricSpec, status: MetricStatus | undefined): Reading {
  const unknown = "<unknown>";
  const [asked, now] = [sourceOf(spec), sourceOf(status) as { current?: MetricCurrent } | undefined];
  const target = (asked as { target?: MetricTarget } | undefined)?.target ?? {};
  const current = now?.current;
  if (target.averageValue !== undefined)
    return { current: String(current?.averageValue ?? unknown), target: String(target.averageValue), isAverage: true };
  if (spec.type === "Resource" || spec.type === "ContainerResource") {
    const used = current?.averageUtilization;
    const share = target.averageUtilization === undefined ? "<auto>" : `${target.averageUtilization}%`;
    return { current: used === undefined ? unknown : `${used}%`, target: share, isAverage: false };
  }
  return { current: String(current?.value ?? unknown), target: String(target.value ?? ""), isAverage: false };
}

interface MetricTarget {
  averageValue?: string | number;
  averageUtilization?: number;
  value?: string | number;
}
type MetricCurrent = MetricTarget;

function sourceOf(metric: MetricSpec | undefined): unknown {
  return metric?.resource ?? metric?.containerResource ?? metric?.pods ?? metric?.object ?? metric?.external;
}

function targetsText({ spec, status }: StoredAutoscaler): string {
  const metrics = spec.metrics ?? [];
  const shown = metrics.slice(0, 2).map((metric, i) => {
    const { current, target, isAverage } = readingOf(metric, status.currentMetrics?.[i]);
    const name = metric.resource?.name ?? metric.containerResource?.name;
    const average = isAverage && (metric.object || metric.external) ? " (avg)" : "";
    return `${name === undefined ? "" : `${name}: `}${current}/${target}${average}`;
  });
  if (metrics.length === 0) return "<none>";
  return metrics.length > 2 ? `${shown.join(", ")} + ${metrics.length - 2} more...` : shown.join(", ");
}

function describeAutoscaler(page: Page, autoscaler: StoredAutoscaler): void {
  const { metadata, spec, status } = autoscaler;
  heading(page, autoscaler);
  marks(page, autoscaler);
  page.field("CreationTimestamp", longTime(metadata.creationTimestamp));
  page.field("Reference", `${spec.scaleTargetRef?.kind}/${spec.scaleTargetRef?.name}`);
  page.field("Metrics", "( current / target )");
  for (const [i, metric] of (spec.metrics ?? []).entries()) page.line(1, metricLine(metric, status.currentMetrics?.[i]));
  page.field("Min replicas", spec.minReplicas ?? "<unset>");
  page.field("Max replicas", spec.maxReplicas ?? 0);
  if (spec.behavior) page.line(0, "Behavior:");
  direction(page, "Scale Up", spec.behavior?.scaleUp);
  direction(page, "Scale Down", spec.behavior?.scaleDown);
  page.field(`${spec.scaleTargetRef?.kind} pods`, `${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`);
  if ((status.conditions ?? []).length === 0) return;
  page.line(0, "Conditions:").line(1, "Type\tStatus\tReason\tMessage").line(1, "----\t------\t------\t-------");
  for (const { type, status: is, reason = "", message = "" } of status.conditions ?? []) page.line(1, `${type}\t${is}\t${reason}\t${message}`);
}

function metricLine(metric: MetricSpec, status: MetricStatus | undefined): string {
  const { current, target, isAverage } = readingOf(metric, status);
  const { resource, containerResource, pods, object, external } = metric;
  const kind = isAverage ? "(target average value)" : "(target value)";
  if (external) return `${JSON.stringify(external.metric?.name)} ${kind}:\t${current} / ${target}`;
  if (object)
    return `${JSON.stringify(object.metric?.name)} on ${object.describedObject?.kind}/${object.describedObject?.name} ${kind}:\t${current} / ${target}`;
  if (pods) return `${JSON.stringify(pods.metric?.name)} on pods:\t${current} / ${target}`;
  const of = resource
    ? `resource ${resource.name} on pods`
    : `resource ${containerResource?.name} of container ${JSON.stringify(containerResource?.container)} on pods`;
  if (isAverage) return `${of}:\t${current} / ${target}`;
  const used = (sourceOf(status) as { current?: MetricCurrent } | undefined)?.current?.averageValue;
  return `${of}  (as a percentage of request):\t${current}${current.endsWith("%") && used !== undefined ? ` (${used})` : ""} / ${target}`;
}

function direction(page: Page, name: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return;
  page.line(1, `${name}:`);
  if (rules.stabilizationWindowSeconds !== undefined) page.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`);
  const policies = rules.policies ?? [];
  if (policies.length === 0) return;
  page.line(2, `Select Policy: ${rules.selectPolicy ?? "Max"}`).line(2, "Policies:");
  for (const { type, value, periodSeconds } of policies) page.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}
