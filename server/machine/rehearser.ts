import { parentPort, Worker } from "node:worker_threads";
import { Background } from "../findings/background.ts";
import type { Rehearser } from "../findings/rehearser.ts";
import type { Change } from "../findings/rehearsed.ts";
import type { Findings } from "../findings/run.ts";

/** What the server asks of the thread: to rehearse a change, or to leave one. */
type ToThread = { readonly id: number; readonly change: Change } | { readonly id: number; readonly leave: true };

/** The answer. Without findings the change was left, or could not be rehearsed. */
interface FromThread {
  readonly id: number;
  readonly findings?: Findings;
}

/** Answers in the thread itself. */
export function serveRehearsals(): void {
  const port = parentPort!;
  const wanted = new Set<number>();
  const background = new Background({ now: () => performance.now(), pause: () => new Promise((resolve) => setImmediate(resolve)) });
  port.on("message", async (message: ToThread) => {
    const { id } = message;
    if ("leave" in message) return void wanted.delete(id);
    wanted.add(id);
    const findings = await background.run(message.change, () => wanted.has(id)).catch(() => undefined);
    wanted.delete(id);
    port.postMessage({ id, ...(findings && { findings }) } satisfies FromThread);
  });
}

/** Rehearses in a thread of its own, which starts with the first change. `script` serves rehearsals. */
export function rehearserThread(script: URL): Rehearser {
  let thread: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, (findings: Findings | undefined) => void>();
  const start = (): Worker => {
    const worker = new Worker(script);
    worker.unref();
    worker.on("message", ({ id, findings }: FromThread) => settle(id, findings));
    worker.on("error", () => {
      thread = undefined;
      for (const id of waiting.keys()) settle(id, undefined);
    });
    return worker;
  };
  const settle = (id: number, findings: Findings | undefined): void => {
    waiting.get(id)?.(findings);
    waiting.delete(id);
  };
  return (change, signal) => {
    const id = ++asked;
    thread ??= start();
    const send = (message: ToThread): void => thread?.postMessage(message);
    const answered = new Promise<Findings | undefined>((resolve) => waiting.set(id, resolve));
    signal.addEventListener("abort", () => {
      send({ id, leave: true });
      settle(id, undefined);
    });
    send({ id, change });
    return answered;
  };
}
