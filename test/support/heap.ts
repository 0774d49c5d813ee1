/** The memory of a Node process that was started with `--inspect=127.0.0.1:PORT`, asked through its inspector after a collection. */
export interface Memory {
  /** Bytes in use on the heap of the main thread and on those of its workers. */
  readonly heap: number;
  /** Bytes that the process holds in all. */
  readonly resident: number;
}

/** A connection to an inspector. */
export interface Session {
  send<Result>(method: string, params?: object): Promise<Result>;
  on(method: string, listener: (params: never) => void): void;
  close(): void;
}

/** Collects garbage in all threads of a process, and measures what is left. */
export async function memoryOf(port: number): Promise<Memory> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  const session = await sessionAt(target!.webSocketDebuggerUrl);
  const workers: string[] = [];
  session.on("NodeWorker.attachedToWorker", ({ sessionId }: { readonly sessionId: string }) => workers.push(sessionId));
  await session.send("NodeWorker.enable", { waitForDebuggerOnStart: false });
  let heap = await heapOf(session);
  for (const sessionId of workers)
    heap += await heapOf(threadOf(session, sessionId, { send: "NodeWorker.sendMessageToWorker", receive: "NodeWorker.receivedMessageFromWorker" }));
  const { result } = await session.send<{ result: { value: number } }>("Runtime.evaluate", { expression: "process.memoryUsage.rss()" });
  session.close();
  return { heap, resident: result.value };
}

/** Bytes in use on the heap of one thread, after a collection. */
export async function heapOf(thread: Pick<Session, "send">): Promise<number> {
  for (let i = 0; i < 2; i++) await thread.send("HeapProfiler.collectGarbage");
  return (await thread.send<{ usedSize: number }>("Runtime.getHeapUsage")).usedSize;
}

async function sessionAt(url: string): Promise<Session> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const { session, receive } = exchange(
    (message) => socket.send(message),
    () => socket.close(),
  );
  socket.addEventListener("message", ({ data }) => receive(String(data)));
  return session;
}

/** A worker's session, through that of its process or page. */
export function threadOf(
  parent: Pick<Session, "send" | "on">,
  sessionId: string,
  names: { readonly send: string; readonly receive: string },
): Session {
  const { session, receive } = exchange(
    (message) => void parent.send(names.send, { sessionId, message }),
    () => undefined,
  );
  parent.on(names.receive, (params: { readonly sessionId: string; readonly message: string }) => {
    if (params.sessionId === sessionId) receive(params.message);
  });
  return session;
}

function exchange(post: (message: string) => void, close: () => void): { readonly session: Session; readonly receive: (message: string) => void } {
  let last = 0;
  const waiting = new Map<number, (result: never) => void>();
  const listeners: (readonly [method: string, listener: (params: never) => void])[] = [];
  const session: Session = {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve);
        post(JSON.stringify({ id: last, method, params }));
      }),
    on: (method, listener) => void listeners.push([method, listener]),
    close,
  };
  const receive = (text: string): void => {
    const { id, method, params, result } = JSON.parse(text) as { id?: number; method?: string; params: never; result: never };
    if (id === undefined) for (const [wanted, listener] of listeners) if (wanted === method) listener(params);
    if (id !== undefined) waiting.get(id)?.(result);
    if (id !== undefined) waiting.delete(id);
  };
  return { session, receive };
}
