import { BestFirst } from "./bestFirst.ts";
import type { NodeGroup, Grouping, Mark, NodeFilter, RelativeScorer } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { Preparation } from "./preparation.ts";
import { comparing } from "./scoring.ts";
import type { Snapshot } from "./snapshot.ts";

const nowhere = -1;

/**
 * All nodes, ranked for pods of one shape. The ranking is updated with every pod: only a changed node is filtered and scored again.
 *
 * Answers that depend on one node alone are kept by node. Answers that depend on pods elsewhere, or on a comparison of nodes, are computed once
 * for each group of equivalent nodes, of which there are few: for example nodes of one zone with equally many pods of an application.
 * The best node is the best of the best of each group.
 */
export class Ranking {
  private readonly snapshot: Snapshot;
  private readonly tests: readonly NodeFilter["test"][];
  private readonly wide: readonly NodeFilter[];
  private readonly rates: readonly ((node: NodeInfo) => number)[];
  private readonly weights: readonly number[];
  private readonly relative: readonly { readonly weight: number; readonly scorer: RelativeScorer }[];
  private readonly now: readonly NonNullable<Grouping["now"]>[];
  /** By node: the sum of absolute scores, and the group. */
  private readonly scores: Int16Array;
  private readonly groupOf: Int32Array;
  /** By node: its class of nodes with equal constant marks; `nowhere` if no pod can ever fit. */
  private readonly classes: Int32Array;
  private readonly groups: BestFirst[] = [];
  /** By class: its groups, by their changing marks. */
  private readonly groupsOfClass: Map<Mark, number>[] = [];
  private seen: number;

  constructor({ filters, scorers }: Preparation, snapshot: Snapshot) {
    const each = filters.map(({ filter }) => filter);
    const absolute = scorers.flatMap(({ weight, scorer }) => ("rate" in scorer ? [{ weight, scorer }] : []));
    this.snapshot = snapshot;
    this.tests = each.filter(({ grouping, fixed }) => grouping === undefined && !fixed).map(({ test }) => test);
    this.wide = each.filter(({ grouping }) => grouping !== undefined);
    this.rates = absolute.map(({ scorer }) => scorer.rate);
    this.weights = absolute.map(({ weight }) => weight);
    this.relative = scorers.flatMap(({ weight, scorer }) => ("among" in scorer ? [{ weight, scorer }] : []));
    const groupings = [...this.wide.map(({ grouping }) => grouping!), ...this.relative.map(({ scorer }) => scorer.grouping)];
    this.now = groupings.flatMap(({ now }) => now ?? []);

    const { nodes } = snapshot;
    this.scores = new Int16Array(nodes.length);
    this.groupOf = new Int32Array(nodes.length).fill(nowhere);
    this.classes = this.classesOf(
      each.filter(({ fixed }) => fixed),
      groupings.map(({ of }) => of),
    );
    this.seen = snapshot.changes.length;
    for (const node of nodes) this.rank(node);
  }

  /** The best node; nothing if none fits. Among equals, the first. */
  best(): NodeInfo | undefined {
    this.catchUp();
    const fitting = this.fitting();
    if (fitting.length <= 1) return fitting[0]?.node;
    const comparisons = this.relative.map(({ weight, scorer }) => ({ weight, score: comparing(scorer, fitting) }));
    let [best, most] = [fitting[0]!.node, -1];
    for (const { node } of fitting) {
      let sum = this.scores[node.index]!;
      for (const { weight, score } of comparisons) sum += weight * score(node);
      if (sum > most || (sum === most && node.index < best.index)) [best, most] = [node, sum];
    }
    return best;
  }

  /** The best node of each group, if it fits. */
  private fitting(): NodeGroup[] {
    const fitting: NodeGroup[] = [];
    for (const group of this.groups) {
      const index = group.best();
      const node = index === undefined ? undefined : this.snapshot.nodes[index]!;
      if (node && this.isAllowed(node)) fitting.push({ node, size: group.size });
    }
    return fitting;
  }

  private isAllowed(node: NodeInfo): boolean {
    for (const { test } of this.wide) if (test(node) !== undefined) return false;
    return true;
  }

  private catchUp(): void {
    const { changes, nodes } = this.snapshot;
    if (changes.length - this.seen >= nodes.length) for (const node of nodes) this.rank(node);
    else for (let i = this.seen; i < changes.length; i++) this.rank(nodes[changes[i]!]!);
    this.seen = changes.length;
  }

  private classesOf(fixed: readonly NodeFilter[], groupings: readonly Grouping["of"][]): Int32Array {
    const root = new Branch();
    return Int32Array.from(this.snapshot.nodes, (node) => {
      for (const { test } of fixed) if (test(node) !== undefined) return nowhere;
      const nodeClass = groupings.reduce<Branch>((branch, of) => grown(branch, of(node)), root);
      nodeClass.index ??= this.groupsOfClass.push(new Map()) - 1;
      return nodeClass.index;
    });
  }

  /** Filters and scores one node again. */
  private rank(node: NodeInfo): void {
    const { index } = node;
    const nodeClass = this.classes[index]!;
    if (nodeClass === nowhere) return;
    const group = this.fits(node) ? this.groupFor(nodeClass, node) : nowhere;
    const score = group === nowhere ? 0 : this.score(node);
    const [groupBefore, scoreBefore] = [this.groupOf[index]!, this.scores[index]!];
    if (group === groupBefore && score === scoreBefore) return;
    if (groupBefore !== nowhere) this.groups[groupBefore]!.remove(index, scoreBefore);
    if (group !== nowhere) this.groups[group]!.add(index, score);
    this.groupOf[index] = group;
    this.scores[index] = score;
  }

  private fits(node: NodeInfo): boolean {
    for (let i = 0; i < this.tests.length; i++) if (this.tests[i]!(node) !== undefined) return false;
    return true;
  }

  private score(node: NodeInfo): number {
    let sum = 0;
    for (let i = 0; i < this.rates.length; i++) sum += this.weights[i]! * this.rates[i]!(node);
    return sum;
  }

  private groupFor(nodeClass: number, node: NodeInfo): number {
    const now = this.now.length === 1 ? this.now[0]!(node) : this.now.map((each) => each(node)).join("\n");
    const groups = this.groupsOfClass[nodeClass]!;
    const known = groups.get(now);
    if (known !== undefined) return known;
    const group = this.groups.push(new BestFirst(this.scores.length)) - 1;
    groups.set(now, group);
    return group;
  }
}

/** Nodes whose marks are the same so far. */
class Branch extends Map<Mark, Branch> {
  index: number | undefined;
}

function grown(branch: Branch, mark: Mark): Branch {
  const known = branch.get(mark);
  if (known !== undefined) return known;
  const fresh = new Branch();
  branch.set(mark, fresh);
  return fresh;
}
