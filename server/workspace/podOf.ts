import { isObject, textOf } from "../../api/object.ts";
import { type Labels, selectorFromMap } from "../../api/selector.ts";
import { workloadKinds } from "../../api/workloads.ts";
import type { LabelSelector, PodTemplateSpec } from "../../schemas/generated/types.ts";
import { valueAt } from "../text/values.ts";

/** The path of a kind's pod template. */
export function templatePath(kind: string): readonly string[] | undefined {
  if (kind === "Pod") return [];
  if (kind === "CronJob") return ["spec", "jobTemplate", "spec", "template"];
  return workloadKinds.includes(kind) ? ["spec", "template"] : undefined;
}

/** The pod or pod template in a plain value. Anything may be missing from it, or have a wrong type. */
export function podTemplateOf(value: unknown): PodTemplateSpec | undefined {
  const path = templatePath(textOf(valueAt(value, ["kind"])));
  const template = path && valueAt(value, path);
  return isObject(template) ? template : undefined;
}

/** The labels of the pods that a plain value defines. */
export function podLabelsOf(value: unknown): Labels | undefined {
  return labelsOf(podTemplateOf(value)?.metadata?.labels);
}

/** The selector of a Service or a workload, in one form for comparison. */
export function selectorOf(value: unknown): LabelSelector | undefined {
  const selector = valueAt(value, ["spec", "selector"]);
  const kind = valueAt(value, ["kind"]);
  return kind === "Service" || kind === "ReplicationController" ? selectorFromMap(labelsOf(selector)) : asSelector(selector);
}

/** The valid parts of a label selector. */
export function asSelector(value: unknown): LabelSelector | undefined {
  if (!isObject(value)) return undefined;
  const { matchLabels, matchExpressions } = value;
  const requirements = Array.isArray(matchExpressions) ? matchExpressions.filter(isObject) : [];
  return {
    matchLabels: { ...labelsOf(matchLabels) },
    matchExpressions: requirements.map(({ key, operator, values }) => ({
      key: textOf(key),
      operator: textOf(operator),
      values: Array.isArray(values) ? values.map(textOf) : [],
    })),
  };
}

/** The pairs of a map whose values are texts. */
export function labelsOf(map: unknown): Labels | undefined {
  return isObject(map) ? Object.fromEntries(Object.entries(map).filter((pair): pair is [string, string] => typeof pair[1] === "string")) : undefined;
}
