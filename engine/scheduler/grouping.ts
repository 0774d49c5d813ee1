import type { Grouping } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { DomainCount } from "./podCount.ts";
import type { Snapshot } from "./snapshot.ts";

/** Nodes in the same domains are equivalent. If every node is its own domain, nodes with equally many pods are. */
export function groupByDomain(counts: readonly DomainCount[], snapshot: Snapshot): Grouping {
  const own = counts.filter(({ key }) => snapshot.isUnique(key));
  const place = ({ labels }: NodeInfo, count: DomainCount): string => {
    const domain = labels[count.key];
    if (domain === undefined) return "";
    return own.includes(count) ? `${count.domains.has(domain)}` : `=${domain}`;
  };
  const of = (node: NodeInfo): string => counts.map((count) => place(node, count)).join("\n");
  const [only, ...others] = own;
  if (only === undefined) return { of };
  if (others.length === 0) return { of, now: ({ labels }) => only.at(labels[only.key] ?? "") };
  return { of, now: ({ labels }) => own.map((count) => count.at(labels[count.key] ?? "")).join() };
}
