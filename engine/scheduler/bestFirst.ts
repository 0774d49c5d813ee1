/** Room for a million nodes beside the score, in a number that fits into 31 bits. */
const places = 2 ** 20;

/**
 * Nodes by score, the best first and by index among equals. A heap in which entries of before may stay: `isCurrent` tells them apart when they come up.
 */
export class BestFirst {
  private entries: number[] = [];
  private readonly isCurrent: (index: number, score: number) => boolean;
  private limit = 64;

  constructor(isCurrent: (index: number, score: number) => boolean) {
    this.isCurrent = isCurrent;
  }

  /** A node has this score from now on. */
  add(index: number, score: number): void {
    if (this.entries.length >= this.limit) this.compact();
    this.rise(this.entries.push(score * places + (places - 1 - index)) - 1);
  }

  /** The index of the best node, if there is any. */
  best(): number | undefined {
    while (this.entries.length > 0) {
      const entry = this.entries[0]!;
      const index = places - 1 - (entry % places);
      if (this.isCurrent(index, Math.floor(entry / places))) return index;
      this.drop();
    }
    return undefined;
  }

  private drop(): void {
    const last = this.entries.pop()!;
    if (this.entries.length === 0) return;
    this.entries[0] = last;
    this.sink(0);
  }

  /** Drops what is not current, and what is there twice. */
  private compact(): void {
    const current = [...new Set(this.entries)].filter((entry) => this.isCurrent(places - 1 - (entry % places), Math.floor(entry / places)));
    this.entries = current.sort((a, b) => b - a);
    this.limit = 64 + 2 * current.length;
  }

  private rise(from: number): void {
    const { entries } = this;
    const entry = entries[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (entries[parent]! >= entry) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = entry;
  }

  private sink(from: number): void {
    const { entries } = this;
    const entry = entries[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < entries.length; child = 2 * at + 1) {
      if (child + 1 < entries.length && entries[child + 1]! > entries[child]!) child++;
      if (entries[child]! <= entry) break;
      entries[at] = entries[child]!;
      at = child;
    }
    entries[at] = entry;
  }
}
