import type { Story } from "../story/story.ts";
import type { Answers, FromWorker, Job, Question } from "./jobs.ts";

/** What became of a job: a newer one may have taken its place. */
export type Outcome =
  { readonly is: "story"; readonly story: Story } | { readonly is: "failed"; readonly message: string } | { readonly is: "overtaken" };

/**
 * Runs rehearsals off the page's thread. One worker does them all while there is time between them, since it gets faster as it runs;
 * a job that comes while another one runs ends that one at once, its worker and all, and goes to a worker that was started ahead.
 * The worker keeps the trace of the last story, to be asked about it.
 */
export class Rehearser {
  private readonly start: () => Worker;
  private worker: Worker;
  private spare: Worker;
  /** Ends the job that runs. */
  private overtake: (() => void) | undefined;
  private asked = 0;

  constructor(start: () => Worker) {
    this.start = start;
    this.worker = start();
    this.spare = start();
  }

  async run(job: Job): Promise<Outcome> {
    this.overtake?.();
    return new Promise<Outcome>((resolve) => {
      this.overtake = () => {
        this.replaceWorker();
        resolve({ is: "overtaken" });
      };
      const end = (outcome: Outcome) => {
        this.overtake = undefined;
        resolve(outcome);
      };
      this.ask(this.worker, job).then(
        (message) => end(message.is === "story" ? message : { is: "failed", message: message.is === "failed" ? message.message : "" }),
        (error: Error) => {
          this.replaceWorker();
          end({ is: "failed", message: error.message });
        },
      );
    });
  }

  /** Asks about the last story. */
  async about<K extends Question["is"]>(question: Question & { readonly is: K }): Promise<Answers[K] | undefined> {
    if (this.overtake) return undefined;
    const message = await this.ask(this.worker, question);
    return message.is === "answer" ? (message.answer as Answers[K]) : undefined;
  }

  private replaceWorker(): void {
    this.worker.terminate();
    this.worker = this.spare;
    this.spare = this.start();
  }

  private ask(worker: Worker, question: Job | Question): Promise<FromWorker> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      const listen = ({ data }: MessageEvent<FromWorker>) => {
        if (data.id !== id) return;
        worker.removeEventListener("message", listen);
        resolve(data);
      };
      worker.addEventListener("message", listen);
      worker.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
      worker.postMessage({ id, ...question });
    });
  }
}
