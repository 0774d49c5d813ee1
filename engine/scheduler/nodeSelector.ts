import type { Labels } from "../../api/selector.ts";
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod, Toleration, Taint } from "../../schemas/generated/types.ts";

/** The parts of a node that a node selector reads. Without a name, no selector matches the name. */
export interface Selectable {
  readonly name?: string;
  readonly labels: Labels;
}

/** Tells whether a node is selected. */
export type NodeMatcher = (node: Selectable) => boolean;

/** A node selector, prepared for many nodes. One matching term is enough; a selector without terms selects no node. */
export function nodeMatcher({ nodeSelectorTerms = [] }: NodeSelector): NodeMatcher {
  const terms = nodeSelectorTerms.map(termMatcher);
  return (node) => terms.some((matches) => matches(node));
}

/** A test for a pod's `nodeSelector` and required node affinity; nothing if the pod has neither. */
export function requiredNodes({ spec }: Pod): NodeMatcher | undefined {
  const labels = Object.entries(spec?.nodeSelector ?? {});
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (spec?.nodeSelector === undefined && required === undefined) return undefined;
  const matches = required && nodeMatcher(required);
  return (node) => labels.every(([key, value]) => node.labels[key] === value) && (matches === undefined || matches(node));
}

/** The smallest change of a node's labels that makes it match the pod's selectors. Nothing if labels cannot help. */
export function requiredLabels({ spec }: Pod, node: Selectable): Readonly<Record<string, string | undefined>> | undefined {
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const own = Object.entries(spec?.nodeSelector ?? {}).filter(([key, value]) => node.labels[key] !== value);
  if (required === undefined) return Object.fromEntries(own);
  const ways = (required.nodeSelectorTerms ?? []).map((term) => labelsForTerm(term, node)).filter((way) => way !== undefined);
  const [easiest] = ways.sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  return easiest && { ...easiest, ...Object.fromEntries(own) };
}

function labelsForTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: Selectable,
): Record<string, string | undefined> | undefined {
  if (matchFields.length > 0 && !termMatcher({ matchFields })(node)) return undefined;
  const unmet = matchExpressions.filter((expression) => !requirementMatcher(expression)(node.labels));
  return Object.fromEntries(unmet.map((expression) => [expression.key ?? "", labelFor(expression)]));
}

function labelFor({ operator, values = [] }: NodeSelectorRequirement): string | undefined {
  switch (operator) {
    case "In":
      return values[0] ?? "";
    case "Gt":
      return String((integer(values[0]) ?? 0n) + 1n);
    case "Lt":
      return String((integer(values[0]) ?? 0n) - 1n);
    case "Exists":
      return "";
    default:
      return undefined;
  }
}

/** One term: all its requirements must match. An empty or invalid term selects no node. */
export function termMatcher({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): NodeMatcher {
  if (matchExpressions.length === 0 && matchFields.length === 0) return () => false;
  const labels = matchExpressions.map(requirementMatcher);
  const fields = matchFields.map(fieldMatcher);
  return ({ name, labels: held }) => labels.every((holds) => holds(held)) && (name === undefined || fields.every((holds) => holds(name)));
}

function requirementMatcher({ key = "", operator, values = [] }: NodeSelectorRequirement): (labels: Labels) => boolean {
  switch (operator) {
    case "In":
      return (labels) => Object.hasOwn(labels, key) && values.includes(labels[key]!);
    case "NotIn":
      return (labels) => !Object.hasOwn(labels, key) || !values.includes(labels[key]!);
    case "Exists":
      return (labels) => Object.hasOwn(labels, key);
    case "DoesNotExist":
      return (labels) => !Object.hasOwn(labels, key);
    case "Gt":
    case "Lt": {
      const bound = integer(values[0]);
      return (labels) => {
        const held = integer(labels[key]);
        return held !== undefined && bound !== undefined && (operator === "Gt" ? held > bound : held < bound);
      };
    }
    default:
      return () => false;
  }
}

function integer(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[+-]?\d{1,19}$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
}

function fieldMatcher({ key, operator, values = [] }: NodeSelectorRequirement): (name: string) => boolean {
  if (key !== "metadata.name" || values.length !== 1) return () => false;
  return operator === "In" ? (name) => name === values[0] : operator === "NotIn" ? (name) => name !== values[0] : () => false;
}

/** The first taint that keeps a pod with these tolerations off the node. */
export function untoleratedTaint(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined {
  return taints.find((taint) => keepsOff(taint, tolerations));
}

/** All taints that keep a pod with these tolerations off the node. */
export function untoleratedTaints(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint[] {
  return taints.filter((taint) => keepsOff(taint, tolerations));
}

function keepsOff(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return (taint.effect === "NoSchedule" || taint.effect === "NoExecute") && !tolerates(tolerations, taint);
}

/** Whether any of the tolerations is for this taint. */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key, operator, value, effect }) => {
    if ((effect && effect !== taint.effect) || (key && key !== taint.key)) return false;
    return operator === "Exists" || ((!operator || operator === "Equal") && (value ?? "") === (taint.value ?? ""));
  });
}
