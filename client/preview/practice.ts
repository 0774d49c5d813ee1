/** How many versions of objects are made until V8 has compiled all that makes them: a rehearsal then takes half the time, and no other thread compiles beside it. */
const enough = 15_000;

/** How long nothing must have been asked: at the start, and once somebody types. And the pause between two rounds. In milliseconds. */
const [start, rest, pause] = [200, 1000, 10];

/** Repeats a rehearsal until it is quick, while nobody asks for anything. A round says how many versions it has made; none is the last. */
export class Practice {
  private readonly repeat: (round: number) => number;
  private round = 0;
  private made = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(repeat: (round: number) => number) {
    this.repeat = repeat;
  }

  /** Something was asked: goes on once that rests. */
  wait(): void {
    this.next(this.round === 0 ? start : rest);
  }

  private next(after: number): void {
    clearTimeout(this.timer);
    if (this.made < enough) this.timer = setTimeout(() => this.go(), after);
  }

  private go(): void {
    const made = this.repeat(++this.round);
    this.made += made;
    if (made > 0) this.next(pause);
  }
}
