import type { Job, Outcome, RehearseJob } from "./jobs.ts";
import { Practice } from "./practice.ts";
import { whenIdle } from "./whenIdle.ts";

/** The largest trace that the page computes, in versions of objects. */
const largest = 500;

/** How many rounds are practised first, since the first ones take longer than in the worker. */
const atLeast = 20;

/**
 * How long a rehearsal may block the page, in milliseconds, and how many rehearsals are left to the worker after how many in a row that took longer.
 * A single slow one says little: on a busy machine the processor may be elsewhere.
 */
const [longest, inARow, leave] = [50, 3, 20];

/** Rehearses in the page, with limits. Throws if one is exceeded. */
export interface Rehearsing {
  outcomeOf(job: RehearseJob): Outcome;
  /** Whether the story on the screen is that of a job, computed here. */
  isShown(job: RehearseJob): boolean;
  /** Rehearses a variant of a job and drops the result. Returns how many versions of objects were made. */
  practise(job: RehearseJob, round: number): number;
}

/**
 * Short rehearsals in the page itself: an edit is on the screen without the way to the worker and back. The story is the same.
 * The worker makes the first one; the page practises it while it is idle, and then makes those of the next edits.
 */
export class Shortcut {
  private readonly load: () => Promise<Rehearsing>;
  private readonly idle: typeof whenIdle;
  private readonly practice: Practice;
  private isLoading = false;
  private rehearsals: Rehearsing | undefined;
  /** The worker's last job, if it was short. */
  private model: RehearseJob | undefined;
  private slow = 0;
  private left = 0;

  constructor(load: () => Promise<Rehearsing>, idle = whenIdle) {
    this.load = load;
    this.idle = idle;
    this.practice = new Practice((round) => this.practise(round), idle);
  }

  /** The outcome of a typed text, or of the server's objects if their story is on the screen; nothing if the worker must be asked. */
  outcomeOf(job: Job): Outcome | undefined {
    const { rehearsals } = this;
    if (job.is !== "rehearse" || !rehearsals) return undefined;
    this.practice.wait();
    if (!job.typed) return rehearsals.isShown(job) ? rehearsals.outcomeOf(job) : undefined;
    if (!this.model || this.practice.rounds < atLeast) return undefined;
    if (this.left > 0) this.left--;
    else return this.rehearsed(rehearsals, job);
    return undefined;
  }

  /** Sets the job to practise: the worker's last one. */
  follow(job: Job, versions: number): void {
    this.model = job.is === "rehearse" && versions <= largest ? job : undefined;
    if (!this.model || this.isLoading) return;
    this.isLoading = true;
    this.idle(() => {
      void this.start();
      return false;
    });
  }

  private async start(): Promise<void> {
    this.rehearsals = await this.load().catch(() => undefined);
    this.practice.wait();
  }

  private rehearsed(rehearsals: Rehearsing, job: RehearseJob): Outcome | undefined {
    const begun = performance.now();
    try {
      return rehearsals.outcomeOf(job);
    } catch {
      this.model = undefined; // the worker may take longer, or say what is wrong
      return undefined;
    } finally {
      this.slow = performance.now() - begun > longest ? this.slow + 1 : 0;
      if (this.slow >= inARow) this.left = leave;
    }
  }

  private practise(round: number): number {
    try {
      return this.model ? this.rehearsals!.practise(this.model, round) : 0;
    } catch {
      this.model = undefined;
      return 0;
    }
  }
}
