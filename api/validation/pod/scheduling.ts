import { groupBy } from "../../groupBy.ts";
import type {
  Affinity,
  LabelSelector,
  NodeAffinity,
  PodAffinity,
  PodAffinityTerm,
  PodReadinessGate,
  PodSchedulingGate,
  PreferredSchedulingTerm,
  Toleration,
  TopologySpreadConstraint,
  WeightedPodAffinityTerm,
} from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, all, between, each, fields, oneOf, required } from "../../check.ts";
import type { Path } from "../../path.ts";
import { dnsLabel, formatted, labelValue, qualifiedName } from "../names.ts";
import { labelSelector, nodeSelector, nodeSelectorTerm } from "../selectors.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const weight = between(1, 100);

const preferredTerm: Check<PreferredSchedulingTerm> = ({ weight: given = 0, preference = {} }, at, causes) => {
  weight(given, at.field("weight"), causes, undefined);
  nodeSelectorTerm("lenient")(preference, at.field("preference"), causes, undefined);
};

const nodeAffinity = fields<NodeAffinity>({
  requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
  preferredDuringSchedulingIgnoredDuringExecution: each(preferredTerm),
});

/** The server prints a bad namespace of a term as `namespace`, and without its index. */
const namespaces: Check<readonly string[]> = (names, at, causes) =>
  names.forEach((name, i) => formatted(dnsLabel)(name, at.index(i).shownAs(at.parent!.field("namespace")), causes, undefined));

const podAffinityTerm: Check<PodAffinityTerm> = all(
  fields<PodAffinityTerm>({ labelSelector, namespaceSelector: labelSelector, namespaces }),
  (term, at, causes) => {
    const { topologyKey = "", matchLabelKeys = [], mismatchLabelKeys = [] } = term;
    labelKeys("matchLabelKeys", matchLabelKeys, term, at, causes);
    labelKeys("mismatchLabelKeys", mismatchLabelKeys, term, at, causes);
    matchLabelKeys.forEach((key, i) => {
      if (mismatchLabelKeys.includes(key)) causes.invalid(at.field("matchLabelKeys").index(i), say("match-and-mismatch", { key: quoted(key) }));
    });
    if (topologyKey === "") causes.required(at.field("topologyKey"), say("topology-key-missing"));
    formatted(qualifiedName)(topologyKey, at.field("topologyKey"), causes, undefined);
  },
);

/** Keys whose values a selector takes from the pod itself: such a key has no place in the selector too. */
function labelKeys(
  name: "matchLabelKeys" | "mismatchLabelKeys",
  keys: readonly string[],
  { labelSelector }: { labelSelector?: LabelSelector | undefined },
  at: Path,
  causes: Causes,
): void {
  if (keys.length === 0) return;
  if (labelSelector === undefined) return causes.forbidden(at.field(name), say("label-selector-missing", { name }));
  each(formatted(qualifiedName))(keys, at.field(name), causes, undefined);
  if (name === "matchLabelKeys") keysAreNew(keys, labelSelector, at, causes);
}

/** The server names the key's index, but not the list that it is in. */
function keysAreNew(keys: readonly string[], { matchLabels = {}, matchExpressions = [] }: LabelSelector, at: Path, causes: Causes): void {
  const seen = new Set(Object.keys(matchLabels));
  for (const { key = "" } of matchExpressions) {
    const i = keys.lastIndexOf(key);
    if (i >= 0 && seen.has(key))
      causes.invalid(at.field("matchLabelKeys").index(i).shownAs(at.index(i)), say("key-in-selector", { key: quoted(key) }));
    seen.add(key);
  }
}

const weightedTerm: Check<WeightedPodAffinityTerm> = ({ weight: given = 0, podAffinityTerm: term = {} }, at, causes) => {
  weight(given, at.field("weight"), causes, undefined);
  podAffinityTerm(term, at.field("podAffinityTerm"), causes, undefined);
};

const podAffinity = fields<PodAffinity>({
  requiredDuringSchedulingIgnoredDuringExecution: each(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: each(weightedTerm),
});

/** The affinity of a pod to nodes and to other pods. */
export const affinity = fields<Affinity>({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity });

/** Taints that a pod bears. The server reports the operator for a bad value. */
export const toleration: Check<Toleration> = ({ key = "", operator = "", value = "", effect = "", tolerationSeconds }, at, causes) => {
  if (key !== "") formatted(qualifiedName)(key, at.field("key"), causes, undefined);
  else if (operator !== "Exists") causes.invalid(at.field("operator"), say("toleration-without-key"), { instead: "Exists" });
  if (tolerationSeconds !== undefined && effect !== "NoExecute")
    causes.invalid(at.field("effect"), say("toleration-seconds"), { instead: "NoExecute" });
  const blamed = at.field("value").shownAs(at.field("operator"));
  if (operator === "" || operator === "Equal") formatted(labelValue)(value, blamed, causes, undefined);
  else if (operator !== "Exists") oneOf("Equal", "Exists")(operator, at.field("operator"), causes, undefined);
  else if (value !== "") causes.invalid(blamed, say("exists-takes-no-value", { value: quoted(value) }));
  if (effect !== "") oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")(effect, at.field("effect"), causes, undefined);
};

const spread: Check<TopologySpreadConstraint> = (constraint, at, causes) => {
  const { maxSkew = 0, whenUnsatisfiable = "", minDomains, matchLabelKeys = [] } = constraint;
  between(1)(maxSkew, at.field("maxSkew"), causes, undefined);
  required<TopologySpreadConstraint>("topologyKey")(constraint, at, causes, undefined);
  oneOf("DoNotSchedule", "ScheduleAnyway")(whenUnsatisfiable, at.field("whenUnsatisfiable"), causes, undefined);
  if (minDomains !== undefined && whenUnsatisfiable !== "DoNotSchedule") causes.invalid(at.field("minDomains"), say("min-domains"));
  labelKeys("matchLabelKeys", matchLabelKeys, constraint, at, causes);
  fields<TopologySpreadConstraint>({
    minDomains: between(1),
    nodeAffinityPolicy: oneOf("Honor", "Ignore"),
    nodeTaintsPolicy: oneOf("Honor", "Ignore"),
    labelSelector,
  })(constraint, at, causes, undefined);
};

/** How evenly pods are spread. Two constraints can't be about the same thing. */
export const topologySpreadConstraints: Check<readonly TopologySpreadConstraint[]> = all(each(spread), (constraints, at, causes) => {
  const alike = groupBy(constraints.keys(), (i) => JSON.stringify([constraints[i]!.topologyKey ?? "", constraints[i]!.whenUnsatisfiable ?? ""]));
  const next = new Map([...alike.values()].flatMap((all) => all.slice(1).map((later, i) => [all[i]!, later] as const)));
  constraints.forEach(({ topologyKey = "", whenUnsatisfiable = "" }, i) => {
    const same = next.get(i);
    if (same === undefined) return;
    const shown = at.index(i).field("{topologyKey, whenUnsatisfiable}");
    const related = { path: at.index(same), message: say("other-one") };
    causes.duplicate(at.index(i).shownAs(shown), say("constraint-twice", { topologyKey, whenUnsatisfiable }), { related });
  });
});

/** Conditions that a pod needs to be ready, beyond its containers. */
export const readinessGates: Check<readonly PodReadinessGate[]> = each(({ conditionType = "" }, at, causes) =>
  formatted(qualifiedName)(conditionType, at.field("conditionType"), causes, undefined),
);

/** What has to be taken away before a pod is scheduled. */
export const schedulingGates: Check<readonly PodSchedulingGate[]> = (gates, at, causes) => {
  const seen = new Set<string>();
  gates.forEach(({ name = "" }, i) => {
    formatted(qualifiedName)(name, at.index(i), causes, undefined);
    if (seen.has(name)) causes.duplicate(at.index(i), say("gate-twice", { name: quoted(name) }));
    seen.add(name);
  });
};
