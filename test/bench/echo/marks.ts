import type { Frame } from "playwright-core";

/** When a keystroke got where, in milliseconds of the machine's clock. What a page never passes is missing. */
export interface Marks {
  /** The page was sent a message that changes its picture. */
  readonly message?: number;
  /** The page was sent what the language server made of it. */
  readonly read?: number;
  /** The page asked its worker. */
  readonly asked?: number;
  /** The worker answered. */
  readonly answered?: number;
  /** The document shows the new text. */
  readonly changed: number;
  /** It was painted: the task that follows the frame in which it was laid out. */
  readonly painted: number;
}

/** Notes in a page of a webview when the first message of each kind comes after a key, to it and to its worker. */
export async function followMessages(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const page = globalThis as unknown as { marks: { message?: number; read?: number; asked?: number; answered?: number } };
    page.marks = {};
    const now = (): number => performance.timeOrigin + performance.now();
    const isOf = (data: unknown, ...kinds: unknown[]): boolean => kinds.includes((data as { is?: unknown } | null)?.is);
    // The page may have heard of it before this does, and have drawn it.
    const note = ({ data, timeStamp }: MessageEvent<unknown>): void => {
      const came = performance.timeOrigin + timeStamp;
      if (typeof data === "string" || isOf(data, "typed", "rehearse")) page.marks.message ??= came;
      if (isOf(data, "rehearse")) page.marks.read ??= came;
    };
    addEventListener("message", note, true);
    const heard = new WeakSet<Worker>();
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...sent: Parameters<Worker["postMessage"]>) {
      if (isOf(sent[0], "rehearse")) page.marks.asked ??= now();
      if (!heard.has(this)) this.addEventListener("message", ({ data }) => isOf(data, "story") && (page.marks.answered ??= now()));
      heard.add(this);
      post.apply(this, sent);
    } as Worker["postMessage"];
  });
}

/** Waits until this image is painted, from now on. */
export function whenDrawn(frame: Frame, image: string): Promise<Marks> {
  return frame.evaluate((image) => {
    const page = globalThis as unknown as { marks: object };
    page.marks = {};
    const now = (): number => performance.timeOrigin + performance.now();
    const shown = new RegExp(`${image.replaceAll(".", "\\.")}\\s`);
    return new Promise<Marks>((done) => {
      const observer = new MutationObserver(() => {
        if (!shown.test(document.body.textContent)) return;
        observer.disconnect();
        const changed = now();
        requestAnimationFrame(() => setTimeout(() => done({ ...page.marks, changed, painted: now() })));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  }, image);
}
