import { ApiServer } from "./apiServer/apiServer.ts";
import type { Answer, Command } from "../core/command.ts";
import type { Again, Controller, Memory, Sync, View } from "../core/controller.ts";
import { type Metrics, noMetrics } from "../core/metrics.ts";
import { type Key, type Millis } from "../core/objects.ts";
import { type Change, emptyStore, Store, type StoreState, type StoreView } from "../core/store.ts";
import { type Work, WorkQueue, type WorkQueueState } from "./workQueue.ts";

/** Observes everything that happens, as it happens: a trace, a frame, a counter. */
export interface Witness {
  changed?(change: Change): void;
  /** Called after each command, whether it was performed or refused. */
  performed?(command: Command, answer: Answer, by: string, now: Millis): void;
}

/** A control plane as plain data, from which it can continue at another time or place. */
export interface ControlPlaneState {
  readonly now: Millis;
  readonly seed: number;
  readonly store: StoreState;
  readonly queue: WorkQueueState;
  readonly memories: readonly (readonly [string, readonly (readonly [Key, unknown])[]])[];
  readonly syncs: number;
}

/**
 * The cluster without its nodes: an API server, the controllers that watch it, and a clock that moves only by `advance`.
 * Deterministic: the same state and the same commands lead to the same state.
 */
export class ControlPlane implements View {
  /** The metrics that autoscalers read. */
  metrics: Metrics = noMetrics;
  private readonly objects: Store;
  private readonly api: ApiServer;
  private readonly queue: WorkQueue;
  private readonly loops: ReadonlyMap<string, Controller>;
  /** The controllers that observe changes of a kind. Valid as long as the set of kinds in the store is the same. */
  private readonly watchers = new Map<string, readonly Controller[]>();
  private readonly memories = new Map<string, Memory>();
  private readonly witnesses: Witness[] = [];
  private readonly seed: number;
  private time: Millis;
  private synced: number;
  private saved: number;

  /** `loops` are the controllers that take part. */
  constructor(state: ControlPlaneState, loops: readonly Controller[]) {
    this.time = state.now;
    this.seed = state.seed;
    this.synced = state.syncs;
    this.saved = state.syncs;
    this.objects = new Store(state.store);
    this.loops = new Map(loops.map((loop) => [loop.name, loop]));
    this.queue = new WorkQueue(state.queue, (controller) => this.loops.get(controller)?.turn);
    for (const [name, memory] of state.memories) this.memories.set(name, new Map(memory));
    this.api = new ApiServer(this.objects, this, (change) => this.notify(change), state.seed);
  }

  state(): ControlPlaneState {
    this.saved = this.synced;
    const memories = [...this.memories].map(([name, memory]) => [name, [...memory]] as const);
    return { now: this.time, seed: this.seed, store: this.objects.state(), queue: this.queue.state(), memories, syncs: this.synced };
  }

  get now(): Millis {
    return this.time;
  }

  get store(): StoreView {
    return this.objects;
  }

  get syncs(): number {
    return this.synced;
  }

  get savedAt(): number {
    return this.saved;
  }

  /** How many writes the store has seen. */
  get writes(): number {
    return this.objects.writes;
  }

  witness(witness: Witness): void {
    this.witnesses.push(witness);
  }

  perform(command: Command, by: string): Answer {
    const answer = this.api.perform(command, by);
    for (const witness of this.witnesses) witness.performed?.(command, answer, by, this.time);
    return answer;
  }

  /** The API server's answer to a command, as a dry run. */
  tryOut(command: Command, by: string): Answer {
    return this.api.tryOut(command, by);
  }

  /** Runs the controllers until none has work at this moment, or until they have made `mostSyncs` syncs in all. Returns false if that limit stopped them. */
  settle(mostSyncs = Infinity): boolean {
    while (!this.queue.isEmpty) {
      if (this.synced >= mostSyncs) return false;
      this.sync(this.queue.take()!);
    }
    return true;
  }

  /** When the next timer of any controller is due. */
  next(): Millis | undefined {
    return this.queue.next();
  }

  /** When the next timer of one controller is due. */
  nextOf(controller: string): Millis | undefined {
    return this.queue.nextOf(controller);
  }

  /** Moves the clock, and runs the controllers at every timer on the way. */
  advance(to: Millis, mostSyncs = Infinity): boolean {
    if (!this.settle(mostSyncs)) return false;
    for (let at = this.queue.next(); at !== undefined && at <= to; at = this.queue.next()) {
      if (!this.wake(at, mostSyncs)) return false;
    }
    return this.wake(to, mostSyncs);
  }

  private wake(at: Millis, mostSyncs: number): boolean {
    this.time = Math.max(this.time, at);
    this.queue.wake(this.time);
    return this.settle(mostSyncs);
  }

  private sync(work: Work): void {
    const loop = this.loops.get(work.controller);
    if (!loop) return;
    this.synced++;
    const sync = loop.sync(this.objects.refTo(work.key), this, this.memoryOf(loop.name));
    this.lookAgain(work, sync && this.run(sync, loop.name));
  }

  private run(sync: Sync, by: string): Again | undefined {
    let step = sync.next();
    while (!step.done) step = sync.next(this.perform(step.value, by));
    return step.value ?? undefined;
  }

  private lookAgain(work: Work, again: Again | undefined): void {
    if (again && "retry" in again) {
      this.queue.retry(work, this.time);
      return;
    }
    this.queue.forget(work);
    if (again) this.queue.addAt(work, this.time + again.inMillis);
  }

  private watchersOf(kind: string): readonly Controller[] {
    let loops = this.watchers.get(kind);
    if (!loops) this.watchers.set(kind, (loops = [...this.loops.values()].filter((loop) => this.isTold(loop, kind))));
    return loops;
  }

  private isTold({ watches, worksFor }: Controller, kind: string): boolean {
    return (watches === "all" || watches.includes(kind)) && (worksFor === undefined || worksFor === kind || this.objects.count(worksFor) > 0);
  }

  private memoryOf(name: string): Memory {
    let memory = this.memories.get(name);
    if (!memory) this.memories.set(name, (memory = new Map<Key, unknown>()));
    return memory;
  }

  private notify(change: Change): void {
    for (const witness of this.witnesses) witness.changed?.(change);
    const { before, after } = change;
    const { kind } = (after ?? before)!;
    if ((!before || !after) && this.objects.count(kind) <= 1) this.watchers.clear();
    for (const loop of this.watchersOf(kind)) {
      loop.observe?.(change, this);
      for (const key of loop.concerns(change, this)) this.queue.add(loop.name, key);
    }
  }
}

/** A control plane in which nothing has happened yet. */
export function freshState(now: Millis, seed: number): ControlPlaneState {
  return {
    now,
    seed,
    store: emptyStore,
    queue: { ready: [], delayed: [], tries: [] },
    memories: [],
    syncs: 0,
  };
}
