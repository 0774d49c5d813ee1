/** How many versions of objects are made until V8 has compiled all that makes them: a rehearsal then takes half the time, and no other thread compiles beside it. */
const enough = 15_000;

/** How long nothing must have been asked: at the start, and once somebody types. In milliseconds. */
const [start, rest] = [200, 1000];

/** Repeats a rehearsal until it is quick, while nobody asks for anything. A round says how many versions it has made; none is the last. */
export class Practice {
  rounds = 0;
  private readonly repeat: (round: number) => number;
  /** Acts when there is nothing else to do, and again if that says so. */
  private readonly whenIdle: (act: () => boolean) => void;
  private made = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(repeat: (round: number) => number, whenIdle: (act: () => boolean) => void) {
    this.repeat = repeat;
    this.whenIdle = whenIdle;
  }

  /** Something was asked: goes on once that rests. */
  wait(): void {
    clearTimeout(this.timer);
    if (this.made >= enough) return;
    const timer = setTimeout(() => this.whenIdle(() => timer === this.timer && this.go()), this.rounds === 0 ? start : rest);
    this.timer = timer;
  }

  /** Returns whether to go on. */
  private go(): boolean {
    const made = this.repeat(++this.rounds);
    this.made += made;
    return made > 0 && this.made < enough;
  }
}
