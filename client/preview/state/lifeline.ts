/** What a worker says once it holds a lock: whoever gets the lock after it knows that the worker is no more. */
export interface Lifeline {
  readonly lock: string;
}

/** For a worker: holds a lock for as long as it lives. Where pages have no locks, nobody is told of its end. */
export function holdLifeline(): void {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return;
  const lock = crypto.randomUUID();
  const held = (): Promise<never> => {
    postMessage({ lock } satisfies Lifeline);
    return new Promise(() => undefined);
  };
  locks.request(lock, held).catch(() => undefined);
}

/** For the page: calls back when a worker has ended. A worker that a browser ends says nothing of it. */
export function whenGone(worker: Worker, tell: () => void): void {
  worker.addEventListener("message", ({ data }: MessageEvent<object>) => {
    if ("lock" in data) navigator.locks.request((data as Lifeline).lock, tell).catch(() => undefined);
  });
}
