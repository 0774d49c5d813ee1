/**
 * Some of the nodes, the best first: by score, and by index among equals. A heap that knows where each node stands, so that a changed score moves one node only.
 * `scores` and `places` are by node, and shared by all groups of one ranking, since a node is in one group at a time.
 */
export class BestFirst {
  private readonly nodes: number[] = [];
  private readonly scores: Int16Array;
  private readonly places: Int32Array;

  constructor(scores: Int16Array, places: Int32Array) {
    this.scores = scores;
    this.places = places;
  }

  get size(): number {
    return this.nodes.length;
  }

  /** The best node, if there is any. */
  get best(): number | undefined {
    return this.nodes[0];
  }

  add(node: number): void {
    this.rise(node, this.nodes.push(node) - 1);
  }

  remove(node: number): void {
    const place = this.places[node]!;
    const last = this.nodes.pop()!;
    if (last !== node) this.settle(last, place);
  }

  /** The node's score has changed. */
  move(node: number): void {
    this.settle(node, this.places[node]!);
  }

  private settle(node: number, place: number): void {
    if (this.rise(node, place) === place) this.sink(node, place);
  }

  private isBetter(a: number, b: number): boolean {
    const difference = this.scores[a]! - this.scores[b]!;
    return difference > 0 || (difference === 0 && a < b);
  }

  private put(node: number, place: number): void {
    this.nodes[place] = node;
    this.places[node] = place;
  }

  private rise(node: number, from: number): number {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.isBetter(node, this.nodes[above]!)) break;
      this.put(this.nodes[above]!, place);
      place = above;
    }
    this.put(node, place);
    return place;
  }

  private sink(node: number, from: number): void {
    const { nodes } = this;
    let place = from;
    for (let below = 2 * place + 1; below < nodes.length; below = 2 * place + 1) {
      if (below + 1 < nodes.length && this.isBetter(nodes[below + 1]!, nodes[below]!)) below++;
      if (!this.isBetter(nodes[below]!, node)) break;
      this.put(nodes[below]!, place);
      place = below;
    }
    this.put(node, place);
  }
}
