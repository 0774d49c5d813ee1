import type { Answers, FromWorker, Job, Outcome, Pasted, Question, ReadPasted } from "./jobs.ts";
import { whenGone } from "./lifeline.ts";
import type { Shortcut } from "./shortcut.ts";

/** The result of a job, which a newer one may have replaced. */
export type JobResult = Outcome | { readonly is: "failed"; readonly message: string } | { readonly is: "overtaken" };

/** A running job. */
interface Running {
  readonly outcome: Promise<JobResult>;
  readonly stop: () => void;
}

/** How long a newer job waits for the running one, since ending a warm worker costs more than most jobs take. */
const patience = 60;

/**
 * Runs rehearsals off the page's thread. One worker does them all, since it gets faster as it runs. A job that comes while another one runs takes its place;
 * where that one does not end soon, it is ended, its worker and all, and the newer one goes to a worker that was started ahead.
 * The worker keeps the trace of the last story, to be asked about it. What is short is rehearsed in the page itself (`Shortcut`): the worker follows once it is asked.
 */
export class Rehearser {
  private readonly start: () => Worker;
  private readonly shortcut: Shortcut;
  private worker: Worker;
  /** Started after the first job, so that it does not delay it. */
  private spare: Worker | undefined;
  private running: Running | undefined;
  /** What the page has rehearsed and the worker has not. */
  private ahead: Job | undefined;
  private jobs = 0;
  private asked = 0;

  /** Whether a worker has ended by itself since the last story. */
  private wasLost = false;

  /** Called when the worker has ended by itself, for the first time or again since the last story. A new worker lacks the trace of that story. */
  onLost: (isAgain: boolean) => void = () => undefined;

  constructor(start: () => Worker, shortcut: Shortcut) {
    this.shortcut = shortcut;
    this.start = () => {
      const worker = start();
      whenGone(worker, () => this.lost(worker));
      return worker;
    };
    this.worker = this.start();
  }

  async run(job: Job): Promise<JobResult> {
    const number = ++this.jobs;
    if (this.running) await this.ending(this.running);
    if (number !== this.jobs) return { is: "overtaken" };
    const told = this.shortcut.outcomeOf(job);
    if (told) {
      if (told.is === "story" || told.is === "same") this.ahead = job;
      return told;
    }
    const running = this.begin(job);
    this.running = running;
    const outcome = await running.outcome;
    if (this.running === running) this.running = undefined;
    if (outcome.is === "story") {
      this.wasLost = false;
      this.ahead = undefined;
      this.shortcut.follow(job, outcome.versions);
    }
    this.spare ??= this.start();
    return number === this.jobs ? outcome : { is: "overtaken" };
  }

  /** Waits for the rehearsal that runs, if one does. */
  async settled(): Promise<void> {
    while (this.running) await this.running.outcome;
  }

  /** Asks about the last story. */
  async about<K extends Question["is"]>(question: Question & { readonly is: K }): Promise<Answers[K] | undefined> {
    if (this.running) return undefined;
    if (this.ahead) this.ask(this.worker, this.ahead).catch(() => undefined);
    this.ahead = undefined;
    const message = await this.ask(this.worker, question).catch(() => undefined);
    return message?.is === "answer" ? (message.answer as Answers[K]) : undefined;
  }

  /** Reads a text that may be a cluster. */
  async read(text: string): Promise<ReadPasted | undefined> {
    await this.settled();
    const message = await this.ask(this.worker, { is: "pasted", text }).catch(() => undefined);
    return message?.is === "answer" ? (message.answer as ReadPasted) : undefined;
  }

  private begin(job: Job): Running {
    const { promise: stopped, resolve } = Promise.withResolvers<JobResult>();
    const { worker } = this;
    const answered = this.ask(worker, job).then(
      (message): JobResult => (message.is === "answer" ? { is: "overtaken" } : message),
      (error: Error): JobResult => {
        if (worker === this.worker) this.replaceWorker();
        return { is: "failed", message: error.message };
      },
    );
    return { outcome: Promise.race([answered, stopped]), stop: () => resolve({ is: "overtaken" }) };
  }

  private async ending(running: Running): Promise<void> {
    await Promise.race([running.outcome, new Promise((resolve) => setTimeout(resolve, patience))]);
    if (this.running !== running) return;
    this.running = undefined;
    running.stop();
    this.replaceWorker();
  }

  private lost(worker: Worker): void {
    if (worker === this.spare) this.spare = undefined;
    if (worker !== this.worker) return;
    const { running, spare } = this;
    this.running = undefined;
    running?.stop();
    spare?.terminate(); // the spare may have ended for the same reason
    this.spare = undefined;
    this.replaceWorker();
    worker.dispatchEvent(new ErrorEvent("error", { message: "the worker has ended" })); // for the pending questions
    const isAgain = this.wasLost;
    this.wasLost = true;
    this.onLost(isAgain);
  }

  private replaceWorker(): void {
    this.worker.terminate();
    this.worker = this.spare ?? this.start();
    this.spare = undefined;
  }

  private ask(worker: Worker, question: Job | Question | Pasted): Promise<FromWorker> {
    const id = ++this.asked;
    const answered = new AbortController();
    const { signal } = answered;
    return new Promise<FromWorker>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => data.id === id && resolve(data), { signal });
      worker.addEventListener("error", ({ message }) => reject(new Error(message)), { signal });
      worker.postMessage({ id, ...question });
    }).finally(() => answered.abort());
  }
}
