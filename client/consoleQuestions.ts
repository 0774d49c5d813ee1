import type { ConsoleAnswer, ConsoleRequest, ToPage } from "./preview/host/messages.ts";

const nothing: ConsoleAnswer = { is: "nothing" };

/** What terminals ask the page of a preview. A page that is hidden is gone: it is asked when it is there again. */
export class ConsoleQuestions {
  private readonly post: (message: ToPage) => void;
  private readonly asked = new Map<number, { readonly request: ConsoleRequest; readonly resolve: (answer: ConsoleAnswer) => void }>();
  private readonly waiting = new Set<number>();
  private count = 0;

  constructor(post: (message: ToPage) => void) {
    this.post = post;
  }

  /** Asks at once, or when the picture is there. */
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

  /** There is a picture: what waited for it is asked. */
  drawn(): void {
    for (const number of this.waiting) this.post({ is: "console", number, request: this.asked.get(number)!.request });
    this.waiting.clear();
  }

  /** The page has begun anew, and knows nothing of what it was asked before. */
  restarted(): void {
    for (const number of this.asked.keys()) if (!this.waiting.has(number)) this.answer(number, nothing);
  }

  dispose(): void {
    this.waiting.clear();
    for (const number of this.asked.keys()) this.answer(number, nothing);
  }
}
