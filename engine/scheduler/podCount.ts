import type { Labels } from "../../api/selector.ts";
import type { Node, Taint } from "../../schemas/generated/types.ts";

/** What counting pods needs to know of the nodes that they run on: a part of `NodeInfo`. */
export interface CountedNode {
  readonly name: string;
  readonly node: Node;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
}

/** How many pods of some kind run in each topology domain, such as a zone. It is updated with the cluster. */
export class DomainCount {
  /** Every domain of the nodes that count, those without pods among them. */
  readonly domains = new Map<string, number>();
  readonly key: string;
  private readonly counts: ((node: CountedNode) => boolean) | undefined;
  /** The number of domains by their number of pods. */
  private readonly spectrum = new Map<number, number>();
  private least = Infinity;

  constructor(key: string, nodes: Iterable<CountedNode>, counts?: (node: CountedNode) => boolean) {
    this.key = key;
    this.counts = counts;
    for (const node of nodes) this.shift(node, 0);
  }

  at(domain: string): number {
    return this.domains.get(domain) ?? 0;
  }

  /** How many domains there are with at least one pod. */
  get inhabited(): number {
    return this.domains.size - (this.spectrum.get(0) ?? 0);
  }

  /** The number of pods in the emptiest domain. */
  get fewest(): number {
    while (this.domains.size > 0 && (this.spectrum.get(this.least) ?? 0) === 0) this.least++;
    return this.least;
  }

  shift(node: CountedNode, by: number): void {
    const domain = node.labels[this.key];
    if (domain === undefined || (this.counts !== undefined && !this.counts(node))) return;
    const before = this.domains.get(domain);
    const after = (before ?? 0) + by;
    if (before !== undefined) this.spectrum.set(before, this.spectrum.get(before)! - 1);
    this.spectrum.set(after, (this.spectrum.get(after) ?? 0) + 1);
    this.domains.set(domain, after);
    if (after < this.least) this.least = after;
  }

  /** A copy for a hypothetical cluster, free to shift. */
  copy(): DomainCount {
    const copy = new DomainCount(this.key, [], this.counts);
    for (const [domain, pods] of this.domains) copy.domains.set(domain, pods);
    for (const [pods, domains] of this.spectrum) copy.spectrum.set(pods, domains);
    copy.least = this.least;
    return copy;
  }
}

/** Where pods of some kind run. It is updated with the cluster, and counts by domain without visiting the pods again. */
export class PodCount {
  private readonly byNode = new Map<CountedNode, number>();
  private readonly byKey = new Map<string, DomainCount>();
  private readonly others: DomainCount[] = [];
  private readonly nodes: () => Iterable<CountedNode>;
  private readonly epochNow: () => number;
  private epoch = 0;

  /** Counts by domain are valid for one epoch, since nodes and labels may differ in the next. */
  constructor(nodes: () => Iterable<CountedNode>, epochNow: () => number) {
    this.nodes = nodes;
    this.epochNow = epochNow;
  }

  on(node: CountedNode): number {
    return this.byNode.get(node) ?? 0;
  }

  entries(): Iterable<[CountedNode, number]> {
    return this.byNode.entries();
  }

  shift(node: CountedNode, by: number): void {
    this.keepUp();
    const after = this.on(node) + by;
    if (after === 0) this.byNode.delete(node);
    else this.byNode.set(node, after);
    for (const count of this.byKey.values()) count.shift(node, by);
    for (const count of this.others) count.shift(node, by);
  }

  /** Counts by the values of a node label. */
  by(key: string): DomainCount {
    this.keepUp();
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const count = this.filled(new DomainCount(key, this.nodes()));
    this.byKey.set(key, count);
    return count;
  }

  /** Counts by the values of a node label, for some nodes only. */
  among(key: string, counts: (node: CountedNode) => boolean): DomainCount {
    this.keepUp();
    const count = this.filled(new DomainCount(key, this.nodes(), counts));
    this.others.push(count);
    return count;
  }

  private keepUp(): void {
    const now = this.epochNow();
    if (now === this.epoch) return;
    this.epoch = now;
    this.byKey.clear();
    this.others.length = 0;
  }

  private filled(count: DomainCount): DomainCount {
    for (const [node, pods] of this.byNode) count.shift(node, pods);
    return count;
  }
}
