/** Nodes that have the same score: a bit for each. */
class Equals {
  size = 0;
  private readonly bits: Uint32Array;
  /** The first word that may have a bit set. */
  private low = 0;

  constructor(nodes: number) {
    this.bits = new Uint32Array((nodes + 31) >>> 5);
  }

  add(node: number): void {
    const word = node >>> 5;
    this.bits[word]! |= 1 << (node & 31);
    this.size++;
    if (word < this.low) this.low = word;
  }

  remove(node: number): void {
    this.bits[node >>> 5]! &= ~(1 << (node & 31));
    this.size--;
  }

  /** The node with the lowest index. There must be one. */
  first(): number {
    while (this.bits[this.low] === 0) this.low++;
    const word = this.bits[this.low]!;
    return this.low * 32 + (31 - Math.clz32(word & -word));
  }
}

/** A set of nodes sorted by score, and by index among equals. Moving a node takes constant time. */
export class BestFirst {
  size = 0;
  private readonly byScore: Equals[] = [];
  private readonly nodes: number;
  /** No node scores higher. */
  private top = 0;

  /** `nodes` is how many nodes there are in all. */
  constructor(nodes: number) {
    this.nodes = nodes;
  }

  add(node: number, score: number): void {
    while (this.byScore.length <= score) this.byScore.push(noNodes);
    if (this.byScore[score] === noNodes) this.byScore[score] = new Equals(this.nodes);
    this.byScore[score]!.add(node);
    this.size++;
    if (score > this.top) this.top = score;
  }

  remove(node: number, score: number): void {
    this.byScore[score]!.remove(node);
    this.size--;
  }

  /** The best node, if there is any. */
  best(): number | undefined {
    if (this.size === 0) return undefined;
    while (this.byScore[this.top]!.size === 0) this.top--;
    return this.byScore[this.top]!.first();
  }
}

const noNodes = new Equals(0);
