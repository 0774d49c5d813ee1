/** After this time, in milliseconds, the end of a server has a new cause. */
const well = 5_000;

/** How long an end is remembered, in milliseconds. */
const memory = 600_000;

/** More ends than this within that time are too many, however long it ran. */
const most = 14;

/** After this many ends the cause is probably permanent. */
const hopeless = 10;

const longest = 60_000;

/** When a server that ended is started again. */
export interface Restart {
  /** In milliseconds: nothing at first, then longer and longer. */
  readonly pause: number;
  /** Whether to tell the user, which happens once. */
  readonly isToTell: boolean;
}

/** Counts the ends of a server, so that one that keeps ending does not keep the machine busy. */
export class Restarts {
  private inRow = 0;
  private ends: readonly number[] = [];
  private isTold = false;

  /** It ended now, after it ran for so long. Both in milliseconds, by a clock that is never set back. */
  ended(now: number, ranFor: number): Restart {
    this.inRow = ranFor < well ? this.inRow + 1 : 1;
    this.ends = [...this.ends.filter((end) => now - end < memory), now];
    const count = Math.max(this.inRow, this.ends.length - most);
    if (count === 1) this.isTold = false;
    const isToTell = count >= hopeless && !this.isTold;
    this.isTold ||= isToTell;
    return { pause: count < 6 ? 0 : Math.min(longest, 250 * 2 ** (count - 6)), isToTell };
  }
}
