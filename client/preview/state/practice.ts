/** After how many versions of objects V8 has compiled the code: a rehearsal then takes half the time, and no thread compiles at the same time. */
const enough = 15_000;

/** How long the page must have been idle, at the start and after typing, in milliseconds. */
const [start, rest] = [200, 1000];

/** Repeats a rehearsal until its code is compiled, while the page is idle. A round returns how many versions it has made; 0 ends the practice. */
export class Practice {
  rounds = 0;
  private readonly repeat: (round: number) => number;
  /** Calls a function when the page is idle, and again if it returns true. */
  private readonly whenIdle: (act: () => boolean) => void;
  private made = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(repeat: (round: number) => number, whenIdle: (act: () => boolean) => void) {
    this.repeat = repeat;
    this.whenIdle = whenIdle;
  }

  /** Pauses, because something was requested. */
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
