import type { NodeSelectorTerm, Pod } from "../../../schemas/generated/types.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import type { Refusal } from "../../core/decision.ts";
import type { NodeFilter, Plugin } from "../framework.ts";
import { requiredNodes, termMatcher } from "../nodeSelector.ts";
import { moreIsMore } from "../normalise.ts";

const mismatch: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) didn't match Pod's node affinity/selector"] };
const conflict: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["pod affinity terms conflict"] };

/** Enforces `nodeSelector` and node affinity. If they name nodes, as for DaemonSet pods, only these nodes are checked. */
export const nodeAffinity: Plugin = {
  name: "NodeAffinity",
  weight: 2,
  filter: ({ pod }) => {
    const matches = requiredNodes(pod);
    if (matches === undefined) return undefined;
    const only = namedNodes(pod);
    if (only?.size === 0) return conflict;
    const filter: NodeFilter = { fixed: true, test: (node) => (matches(node) ? undefined : mismatch) };
    return only === undefined ? filter : { ...filter, only };
  },
  score: ({ pod }) => {
    const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    if (preferred === undefined) return undefined;
    const terms = preferred.map(({ weight = 0, preference = {} }) => ({ weight, matches: termMatcher(preference) }));
    const rate = (node: NodeInfo): number => terms.reduce((sum, { weight, matches }) => sum + (matches(node) ? weight : 0), 0);
    return { among: () => rate, normalise: moreIsMore, grouping: { of: rate } };
  },
};

/** The nodes that the terms name, if every term names one. */
function namedNodes({ spec }: Pod): ReadonlySet<string> | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const names = terms.map(namedByTerm);
  if (names.length === 0 || names.includes(undefined)) return undefined;
  return new Set(names.flatMap((each) => [...each!]));
}

function namedByTerm({ matchFields = [] }: NodeSelectorTerm): ReadonlySet<string> | undefined {
  const lists = matchFields.filter(({ key, operator }) => key === "metadata.name" && operator === "In").map(({ values = [] }) => new Set(values));
  if (lists.length === 0) return undefined;
  return lists.reduce((both, list) => new Set([...both].filter((name) => list.has(name))));
}
