/** A worker's message that it holds a lock: when the page gets the lock, the worker has ended. */
export interface Lifeline {
  readonly lock: string;
}

/** For a worker: holds a lock for its lifetime. Without the Locks API, its end is not noticed. */
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

/** For the page: calls back when a worker has ended. Browsers send no event when they end a worker. */
export function whenGone(worker: Worker, tell: () => void): void {
  worker.addEventListener("message", ({ data }: MessageEvent<object>) => {
    if ("lock" in data) navigator.locks.request((data as Lifeline).lock, tell).catch(() => undefined);
  });
}
