/** A set of numbers, in ascending order. */
export class SortedNumbers {
  private sorted: number[] = [];

  /** Puts a number in the set, or takes it out. */
  put(number: number, isIn: boolean): void {
    const place = this.placeOf(number);
    const wasIn = this.sorted[place] === number;
    if (isIn && !wasIn) this.sorted.splice(place, 0, number);
    if (!isIn && wasIn) this.sorted.splice(place, 1);
  }

  clear(): void {
    this.sorted = [];
  }

  get lowest(): number | undefined {
    return this.sorted[0];
  }

  get highest(): number | undefined {
    return this.sorted.at(-1);
  }

  /** A copy that stays as it is while the set changes. */
  list(): number[] {
    return [...this.sorted];
  }

  private placeOf(number: number): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
