import type { ConsoleAnswer, ConsoleRequest, ToPage } from "./preview/host/messages.ts";

const nothing: ConsoleAnswer = { is: "nothing" };

/** The requests of terminals to the page of a preview. A hidden page does not exist; it is asked when it is shown again. */
export class ConsoleQuestions {
  private readonly post: (message: ToPage) => void;
  private readonly asked = new Map<number, { readonly request: ConsoleRequest; readonly resolve: (answer: ConsoleAnswer) => void }>();
  private readonly waiting = new Set<number>();
  private count = 0;

  constructor(post: (message: ToPage) => void) {
    this.post = post;
  }

  /** Asks at once, or as soon as there is a picture. */
  ask(request: ConsoleRequest, isThere: boolean): Promise<ConsoleAnswer> {
    const number = ++this.count;
    return new Promise((resolve) => {
      this.asked.set(number, { request, resolve });
      if (isThere) this.post({ is: "console", number, request });
      else this.waiting.add(number);
    });
  }

  answer(number: number, answer: ConsoleAnswer): void {
    this.asked.get(number)?.resolve(answer);
    this.asked.delete(number);
  }

  /** Sends the waiting requests, now that there is a picture. */
  drawn(): void {
    for (const number of this.waiting) this.post({ is: "console", number, request: this.asked.get(number)!.request });
    this.waiting.clear();
  }

  /** Handles a restart of the page, which lost its requests. */
  restarted(): void {
    for (const number of this.asked.keys()) if (!this.waiting.has(number)) this.answer(number, nothing);
  }

  dispose(): void {
    this.waiting.clear();
    for (const number of this.asked.keys()) this.answer(number, nothing);
  }
}
