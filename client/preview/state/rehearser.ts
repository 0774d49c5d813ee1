import type { Story } from "../story/story.ts";
import type { Answers, FromWorker, Job, Question } from "./jobs.ts";

/** What became of a job: a newer one may have taken its place. */
export type Outcome =
  { readonly is: "story"; readonly story: Story } | { readonly is: "failed"; readonly message: string } | { readonly is: "overtaken" };

/**
 * Runs rehearsals off the page's thread. A job that comes while another one runs ends that one at once, its worker and all; the next worker is
 * started ahead, so that nobody waits for it. The worker that told the story on the screen lives on, to be asked about it.
 */
export class Rehearser {
  private readonly start: () => Worker;
  private spare: Worker;
  private running: { readonly worker: Worker; readonly overtake: () => void } | undefined;
  private teller: Worker | undefined;
  private asked = 0;

  constructor(start: () => Worker) {
    this.start = start;
    this.spare = start();
  }

  async run(job: Job): Promise<Outcome> {
    this.running?.overtake();
    const worker = this.spare;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.running = {
        worker,
        overtake: () => {
          worker.terminate();
          resolve({ is: "overtaken" });
        },
      };
      this.ask(worker, job).then(
        (message) => resolve(message.is === "story" ? message : { is: "failed", message: message.is === "failed" ? message.message : "" }),
        (error: Error) => resolve({ is: "failed", message: error.message }),
      );
      this.spare = this.start();
    });
    if (outcome.is === "overtaken") return outcome;
    this.running = undefined;
    if (outcome.is === "failed") worker.terminate();
    else {
      this.teller?.terminate();
      this.teller = worker;
    }
    return outcome;
  }

  /** Asks about the story on the screen. */
  async about<K extends Question["is"]>(question: Question & { readonly is: K }): Promise<Answers[K] | undefined> {
    if (!this.teller) return undefined;
    const message = await this.ask(this.teller, question);
    return message.is === "answer" ? (message.answer as Answers[K]) : undefined;
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
