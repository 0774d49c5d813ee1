import type { Job, Outcome, RehearseJob } from "./jobs.ts";
import { Practice } from "./practice.ts";
import { whenIdle } from "./whenIdle.ts";

/** The largest trace that the page makes, in versions of objects. */
const largest = 500;

/** So many rounds are practised first: the first ones take longer than in the worker. */
const atLeast = 20;

/** So long may a rehearsal hold the page up, in milliseconds. After two that took longer, so many of the next ones are left to the worker. */
const [longest, leave] = [50, 50];

/** Who rehearses in the page, with limits: what takes longer throws. */
export interface Rehearsing {
  outcomeOf(job: RehearseJob): Outcome;
  /** Whether the story on the screen is the one of a job, told here. */
  isShown(job: RehearseJob): boolean;
  /** Rehearses another edit of a job, and forgets it. Returns how many versions of objects were made. */
  practise(job: RehearseJob, round: number): number;
}

/**
 * Short rehearsals in the page itself: what is typed is on the screen without the way to another thread and back. What is told is the same.
 * The worker makes the first one; the page practises it while it is idle, and then makes those that are typed.
 */
export class Shortcut {
  private readonly load: () => Promise<Rehearsing>;
  private readonly idle: typeof whenIdle;
  private readonly practice: Practice;
  private isLoading = false;
  private rehearsals: Rehearsing | undefined;
  /** The worker's last one, if it was short. */
  private model: RehearseJob | undefined;
  private slow = 0;
  private left = 0;

  constructor(load: () => Promise<Rehearsing>, idle = whenIdle) {
    this.load = load;
    this.idle = idle;
    this.practice = new Practice((round) => this.practise(round), idle);
  }

  /** The outcome of what was typed, and of what the server read of it if that is on the screen; nothing where the worker is to be asked. */
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

  /** What the worker made is what is practised. */
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
      if (this.slow > 1) this.left = leave;
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
