import { parentPort } from "node:worker_threads";
import { Background } from "../rehearsal/background.ts";
import type { FromThread, ToThread } from "./rehearser.ts";

/** The thread of a server on the user's machine that rehearses changes. */
const port = parentPort!;
const wanted = new Set<number>();
const background = new Background({ now: () => performance.now(), pause: () => new Promise((resolve) => void setImmediate(resolve)) });

port.on("message", (message: ToThread) => {
  if ("leave" in message) wanted.delete(message.id);
  else void answer(message.id, message.change);
});

async function answer(id: number, change: Parameters<Background["run"]>[0]): Promise<void> {
  wanted.add(id);
  const findings = await background.run(change, () => wanted.has(id)).catch(() => undefined);
  wanted.delete(id);
  port.postMessage({ id, ...(findings && { findings }) } satisfies FromThread);
}
