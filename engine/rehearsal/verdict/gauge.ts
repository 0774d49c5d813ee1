import type { Millis } from "../../core/objects.ts";

/** A time in which nothing is ready; without an end it lasts to the end of the trace. */
export interface Gap {
  readonly from: Millis;
  readonly to?: Millis;
}

/** Counts what is ready over time. */
export class Gauge {
  /** How many were ready when the change was made. */
  before = 0;
  now = 0;
  /** The fewest at any moment after the change; nothing before the first moment is over. */
  least = Infinity;
  /** Whether any was ever ready. */
  ever = false;
  readonly gaps: Gap[] = [];

  add(by: number): void {
    this.now += by;
  }

  set(count: number): void {
    this.now = count;
  }

  begin(): void {
    this.before = this.now;
    this.ever = this.now > 0;
  }

  /** Ends a moment: the present state lasts from then on. A gap begins only if something was ready before. */
  settle(at: Millis): void {
    this.least = Math.min(this.least, this.now);
    const last = this.gaps.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (this.now > 0 && isOpen) this.gaps[this.gaps.length - 1] = { ...last, to: at };
    if (this.now === 0 && this.ever && !isOpen) this.gaps.push({ from: at });
    this.ever ||= this.now > 0;
  }
}
