import { BestFirst } from "./bestFirst.ts";
import type { AbsoluteScorer, Kin, Kinship, NodeFilter, RelativeScorer } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { Preparation } from "./preparation.ts";
import { comparing } from "./scoring.ts";
import type { Snapshot } from "./snapshot.ts";

/** Nodes that are alike to everything that looks beyond a single node. */
interface Group {
  /** How many of them fit, as far as each node can tell for itself. */
  size: number;
  readonly nodes: BestFirst;
}

const nowhere = -1;

/**
 * All nodes, ranked for pods of one shape, and kept in rank as pods come and go: only a node that changed is filtered and scored again.
 *
 * What a plugin says of a node alone is kept node by node. What hangs on pods elsewhere, or on a comparison among nodes, is asked once for each group of kin,
 * of which there are few: nodes of one zone with equally many pods of an application, say. The best node is the best of the best of each group.
 */
export class Ranking {
  private readonly snapshot: Snapshot;
  private readonly own: readonly NodeFilter[];
  private readonly wide: readonly NodeFilter[];
  private readonly absolute: readonly { readonly weight: number; readonly scorer: AbsoluteScorer }[];
  private readonly relative: readonly { readonly weight: number; readonly scorer: RelativeScorer }[];
  private readonly now: readonly NonNullable<Kinship["now"]>[];
  /** The sum of absolute scores by node. */
  private readonly scores: Int16Array;
  /** The group of each node, `nowhere` if it does not fit. */
  private readonly groupOf: Int32Array;
  /** Of each node, the first of the groups of its lasting kin; `nowhere` if it can never fit. */
  private readonly lasting: Int32Array;
  private readonly groups: Group[] = [];
  private readonly indices = new Map<string, number>();
  private readonly kins: string[] = [];
  private seen: number;

  constructor({ filters, scorers }: Preparation, snapshot: Snapshot) {
    this.snapshot = snapshot;
    const each = filters.map(({ filter }) => filter);
    this.own = each.filter(({ kin, fixed }) => kin === undefined && !fixed);
    this.wide = each.filter(({ kin }) => kin !== undefined);
    this.absolute = scorers.flatMap(({ weight, scorer }) => ("rate" in scorer ? [{ weight, scorer }] : []));
    this.relative = scorers.flatMap(({ weight, scorer }) => ("among" in scorer ? [{ weight, scorer }] : []));
    const kinships = [...this.wide.map(({ kin }) => kin!), ...this.relative.map(({ scorer }) => scorer.kin)];
    this.now = kinships.flatMap(({ now }) => now ?? []);

    const { nodes } = snapshot;
    this.scores = new Int16Array(nodes.length);
    this.groupOf = new Int32Array(nodes.length).fill(nowhere);
    const fixed = each.filter((filter) => filter.fixed);
    this.lasting = Int32Array.from(nodes, (node) =>
      fixed.some(({ test }) => test(node) !== undefined) ? nowhere : this.kinIndex(kinships.map(({ of }) => of(node)).join("\n\n")),
    );
    this.seen = snapshot.changes.length;
    for (const node of nodes) this.rank(node);
  }

  /** The node to take; nothing if none fits. */
  best(): NodeInfo | undefined {
    this.catchUp();
    const { nodes } = this.snapshot;
    const alive: { kin: Kin; score: number }[] = [];
    for (const group of this.groups) {
      const index = group.size > 0 ? group.nodes.best() : undefined;
      if (index === undefined) continue;
      const node = nodes[index]!;
      if (this.wide.every(({ test }) => test(node) === undefined)) alive.push({ kin: { node, size: group.size }, score: this.scores[index]! });
    }
    if (alive.length > 1) this.compare(alive);
    let best: { kin: Kin; score: number } | undefined;
    for (const each of alive) {
      if (best === undefined || each.score > best.score || (each.score === best.score && each.kin.node.index < best.kin.node.index)) best = each;
    }
    return best?.kin.node;
  }

  private compare(alive: readonly { readonly kin: Kin; score: number }[]): void {
    const kins = alive.map(({ kin }) => kin);
    for (const { weight, scorer } of this.relative) {
      const score = comparing(scorer, kins);
      for (const each of alive) each.score += weight * score(each.kin.node);
    }
  }

  private catchUp(): void {
    const { changes, nodes } = this.snapshot;
    if (changes.length - this.seen >= nodes.length) for (const node of nodes) this.rank(node);
    else for (let i = this.seen; i < changes.length; i++) this.rank(nodes[changes[i]!]!);
    this.seen = changes.length;
  }

  /** Filters and scores one node again. */
  private rank(node: NodeInfo): void {
    const { index } = node;
    const lasting = this.lasting[index]!;
    if (lasting === nowhere) return;
    const before = this.groupOf[index]!;
    const group = this.fits(node) ? this.groupFor(lasting, node) : nowhere;
    const score = group === nowhere ? 0 : this.score(node);
    if (group === before && (group === nowhere || score === this.scores[index])) return;
    this.groupOf[index] = group;
    this.scores[index] = score;
    if (before !== nowhere) this.groups[before]!.size--;
    if (group === nowhere) return;
    this.groups[group]!.size++;
    this.groups[group]!.nodes.add(index, score);
  }

  private fits(node: NodeInfo): boolean {
    for (const { test } of this.own) if (test(node) !== undefined) return false;
    return true;
  }

  private score(node: NodeInfo): number {
    let sum = 0;
    for (const { weight, scorer } of this.absolute) sum += weight * scorer.rate(node);
    return sum;
  }

  private kinIndex(kin: string): number {
    const known = this.indices.get(kin);
    if (known !== undefined) return known;
    const index = this.groups.length;
    this.indices.set(kin, index);
    this.kins.push(kin);
    this.groups.push({ size: 0, nodes: new BestFirst((node, score) => this.groupOf[node] === index && this.scores[node] === score) });
    return index;
  }

  private groupFor(lasting: number, node: NodeInfo): number {
    if (this.now.length === 0) return lasting;
    return this.kinIndex(`${this.kins[lasting]}\n\n\n${this.now.map((now) => now(node)).join("\n")}`);
  }
}
