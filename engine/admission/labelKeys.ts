import type { LabelSelector, Pod, PodAffinityTerm, TopologySpreadConstraint, WeightedPodAffinityTerm } from "../../schemas/generated/types.ts";

type Labels = Readonly<Record<string, string>>;
type Terms = {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[] | undefined;
  preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[] | undefined;
};

/** Writes the pod's own values of `matchLabelKeys` and `mismatchLabelKeys` into the selectors beside them, as the API server does when a pod is created. */
export function withLabelKeys<T extends Pod>(pod: T): T {
  const { affinity, topologySpreadConstraints } = pod.spec ?? {};
  if (affinity?.podAffinity === undefined && affinity?.podAntiAffinity === undefined && topologySpreadConstraints === undefined) return pod;
  const labels = pod.metadata?.labels ?? {};
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(affinity && {
        affinity: { ...affinity, podAffinity: inTerms(affinity.podAffinity, labels), podAntiAffinity: inTerms(affinity.podAntiAffinity, labels) },
      }),
      ...(topologySpreadConstraints && { topologySpreadConstraints: topologySpreadConstraints.map((constraint) => merged(constraint, labels)) }),
    },
  };
}

function inTerms(terms: Terms | undefined, labels: Labels): Terms | undefined {
  return (
    terms && {
      ...terms,
      requiredDuringSchedulingIgnoredDuringExecution: terms.requiredDuringSchedulingIgnoredDuringExecution?.map((term) => merged(term, labels)),
      preferredDuringSchedulingIgnoredDuringExecution: terms.preferredDuringSchedulingIgnoredDuringExecution?.map((each) => ({
        ...each,
        podAffinityTerm: merged(each.podAffinityTerm ?? {}, labels),
      })),
    }
  );
}

function merged<T extends PodAffinityTerm | TopologySpreadConstraint>(term: T, labels: Labels): T {
  const { labelSelector, matchLabelKeys = [] } = term;
  const mismatchLabelKeys = ("mismatchLabelKeys" in term && term.mismatchLabelKeys) || [];
  if (labelSelector === undefined) return term;
  const matchExpressions = [
    ...(labelSelector.matchExpressions ?? []),
    ...expressions(matchLabelKeys, "In", labels),
    ...expressions(mismatchLabelKeys, "NotIn", labels),
  ];
  const selector: LabelSelector = matchExpressions.length === 0 ? labelSelector : { ...labelSelector, matchExpressions };
  return { ...term, labelSelector: selector };
}

/** Labels that the pod does not have say nothing. */
function expressions(keys: readonly string[], operator: string, labels: Labels): NonNullable<LabelSelector["matchExpressions"]> {
  return keys.filter((key) => labels[key] !== undefined).map((key) => ({ key, operator, values: [labels[key]!] }));
}
