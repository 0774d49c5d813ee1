import type { LabelSelector, LabelSelectorRequirement } from "../schemas/generated/types.ts";
import { memoize } from "./memoize.ts";

/** The labels of an object. */
export type Labels = Readonly<Record<string, string>>;
/** Tells whether labels match a selector. */
export type Matcher = (labels: Labels | undefined) => boolean;

/** A selector, prepared for many sets of labels. As everywhere in Kubernetes, an absent selector selects nothing and an empty one selects everything. */
export function matcher(selector: LabelSelector | undefined): Matcher {
  return selector === undefined ? () => false : matcherOf(selector);
}

const matcherOf = memoize(({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Matcher => {
  const equal = Object.entries(matchLabels);
  const requirements = matchExpressions.map(requirementMatcher);
  const test = (labels: Labels): boolean =>
    equal.every(([key, value]) => has(labels, key) && labels[key] === value) && requirements.every((holds) => holds(labels));
  // Pods of one template share their labels, so that one result holds for all.
  let last: { readonly labels: Labels; readonly verdict: boolean } | undefined;
  return (labels = {}) => {
    if (last?.labels !== labels) last = { labels, verdict: test(labels) };
    return last.verdict;
  };
});

/** Whether `selector` selects an object with these labels. */
export function matches(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  return matcher(selector)(labels);
}

function requirementMatcher({ key = "", operator, values = [] }: LabelSelectorRequirement): (labels: Labels) => boolean {
  switch (operator) {
    case "In":
      return (labels) => has(labels, key) && values.includes(labels[key]!);
    case "NotIn":
      return (labels) => !has(labels, key) || !values.includes(labels[key]!);
    case "Exists":
      return (labels) => has(labels, key);
    case "DoesNotExist":
      return (labels) => !has(labels, key);
    default:
      return () => false;
  }
}

function has(labels: Labels, key: string): boolean {
  return Object.hasOwn(labels, key);
}

/** The selector of a Service or a ReplicationController: a plain map, where an empty one selects nothing. */
export function selectorFromMap(map: Labels | undefined): LabelSelector | undefined {
  return map === undefined || Object.keys(map).length === 0 ? undefined : { matchLabels: { ...map } };
}

/** The selector as `kubectl` prints it: `app=web,tier in (api,db)`; `<none>` for an empty one. */
export function formatSelector(selector: LabelSelector | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const others = (selector?.matchExpressions ?? []).map((requirement) => ({ key: requirement.key ?? "", text: formatRequirement(requirement) }));
  const all = [...equal, ...others].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return all.length === 0 ? "<none>" : all.map(({ text }) => text).join(",");
}

function formatRequirement({ key, operator, values = [] }: LabelSelectorRequirement): string {
  const list = `(${[...values].sort().join(",")})`;
  switch (operator) {
    case "In":
      return `${key} in ${list}`;
    case "NotIn":
      return `${key} notin ${list}`;
    case "DoesNotExist":
      return `!${key}`;
    default:
      return `${key}`;
  }
}
