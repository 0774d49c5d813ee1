import { Worker } from "node:worker_threads";
import type { Rehearser } from "../rehearsal/rehearser.ts";
import type { Change } from "../rehearsal/rehearsed.ts";
import type { Findings } from "../rehearsal/run.ts";

/** A request to the thread: to rehearse a change, or to cancel one. */
export type ToThread = { readonly id: number; readonly change: Change } | { readonly id: number; readonly leave: true };

/** The answer. Without findings the change was cancelled, or could not be rehearsed. */
export interface FromThread {
  readonly id: number;
  readonly findings?: Findings;
}

/** The thread's script is in the same folder, as source or as bundle. */
const script = new URL(import.meta.url.endsWith(".ts") ? "./rehearserThread.ts" : "./rehearserThread.mjs", import.meta.url);

/** Rehearses in a thread of its own, which starts with the first change. */
export function rehearserThread(): Rehearser {
  let thread: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, (findings: Findings | undefined) => void>();
  const settle = (id: number, findings: Findings | undefined): void => {
    waiting.get(id)?.(findings);
    waiting.delete(id);
  };
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
  return (change, signal) => {
    const id = ++asked;
    thread ??= start();
    const send = (message: ToThread): void => thread?.postMessage(message);
    const answered = new Promise<Findings | undefined>((resolve) => waiting.set(id, resolve));
    signal.addEventListener("abort", () => {
      if (!waiting.has(id)) return;
      send({ id, leave: true });
      settle(id, undefined);
    });
    send({ id, change });
    return answered;
  };
}
