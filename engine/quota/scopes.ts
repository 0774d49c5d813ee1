import type { PodAffinityTerm, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from "../../schemas/generated/types.ts";
import type { StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";

/** Whether an object is in all scopes of a quota. A quota with scopes counts pods only. */
export function inScope({ scopes = [], scopeSelector }: ResourceQuotaSpec, object: StoredObject): boolean {
  const requirements = [...scopes.map((scopeName) => ({ scopeName, operator: "Exists" })), ...(scopeSelector?.matchExpressions ?? [])];
  if (requirements.length === 0) return true;
  return object.kind === "Pod" && requirements.every((requirement) => matches(object as StoredPod, requirement));
}

function matches(pod: StoredPod, { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  const { activeDeadlineSeconds, priorityClassName = "" } = pod.spec;
  switch (scopeName) {
    case "Terminating":
      return activeDeadlineSeconds !== undefined;
    case "NotTerminating":
      return activeDeadlineSeconds === undefined;
    case "BestEffort":
      return isBestEffort(pod);
    case "NotBestEffort":
      return !isBestEffort(pod);
    case "PriorityClass":
      if (operator === "Exists") return priorityClassName !== "";
      if (operator === "DoesNotExist") return priorityClassName === "";
      return operator === "NotIn" ? !values.includes(priorityClassName) : values.includes(priorityClassName);
    case "CrossNamespacePodAffinity":
      return crossesNamespaces(pod);
    default:
      return false;
  }
}

/** Neither the pod nor any container requests or limits cpu or memory. */
function isBestEffort({ spec }: StoredPod): boolean {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? []), spec].every(({ resources }) =>
    [resources?.requests, resources?.limits].every((list) => list?.["cpu"] === undefined && list?.["memory"] === undefined),
  );
}

function crossesNamespaces({ spec: { affinity } }: StoredPod): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((side): (PodAffinityTerm | undefined)[] => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution?.map(({ podAffinityTerm }) => podAffinityTerm) ?? []),
  ]);
  return terms.some((term) => (term?.namespaces?.length ?? 0) > 0 || term?.namespaceSelector !== undefined);
}
