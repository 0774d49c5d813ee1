import type { Turn } from "../core/controller.ts";
import type { Key, Millis } from "../core/objects.ts";
import { SortedNumbers } from "../core/sortedNumbers.ts";

/** One item of work: a controller must sync an object. */
export interface Work {
  readonly controller: string;
  readonly key: Key;
}

interface Delayed extends Work {
  readonly at: Millis;
  /** Whether this is a retry after a refusal. The same work may also have an ordinary timer. */
  readonly refused: boolean;
}

/** A work queue as plain data. */
export interface WorkQueueState {
  /** One list for each turn, in order. */
  readonly ready: readonly Work[];
  readonly delayed: readonly Delayed[];
  readonly tries: readonly (Work & { readonly count: number })[];
}

const firstRetry = 5;
const longestRetry = 1_000_000;

/** A first-in, first-out list; everything before `head` is done. */
class Lane {
  private works: Work[] = [];
  private head = 0;

  push(work: Work): void {
    this.works.push(work);
  }

  shift(): Work | undefined {
    const work = this.works[this.head++];
    if (work === undefined) [this.works, this.head] = [[], 0];
    return work;
  }

  get isEmpty(): boolean {
    return this.head === this.works.length;
  }

  list(): Work[] {
    return this.works.slice(this.head);
  }
}

/** Timers by moment. There are many at few moments, since kubelets look once a second. */
class Timers {
  private readonly at = new Map<Millis, Set<Delayed>>();
  private readonly moments = new SortedNumbers();

  get next(): Millis | undefined {
    return this.moments.lowest;
  }

  add(work: Delayed): void {
    const works = this.at.get(work.at);
    if (works) works.add(work);
    else {
      this.at.set(work.at, new Set([work]));
      this.moments.put(work.at, true);
    }
  }

  delete(work: Delayed): void {
    const works = this.at.get(work.at)!;
    works.delete(work);
    if (works.size === 0) this.forget(work.at);
  }

  /** Removes all timers of the next moment. Returns them in the order in which they were set. */
  take(): Iterable<Delayed> {
    const next = this.next!;
    const works = this.at.get(next)!;
    this.forget(next);
    return works;
  }

  list(): Delayed[] {
    return this.moments.list().flatMap((moment) => [...this.at.get(moment)!]);
  }

  private forget(moment: Millis): void {
    this.at.delete(moment);
    this.moments.put(moment, false);
  }
}

/** The work of one controller by key. One map over controller and key together would be slower, since it would need joined keys. */
class ControllerQueue {
  readonly lane: Lane;
  /** The keys that are in the lane. */
  readonly queued = new Set<Key>();
  readonly timers = new Map<Key, Delayed>();
  readonly retries = new Map<Key, Delayed>();
  readonly tries = new Map<Key, number>();

  constructor(lane: Lane) {
    this.lane = lane;
  }
}

/**
 * The work queue, in virtual time: by turn, then first in, first out. Each item is in it once.
 * Timers of the same moment fire in the order in which they were set.
 */
export class WorkQueue {
  private readonly first = new Lane();
  private readonly middle = new Lane();
  private readonly last = new Lane();
  private readonly turnOf: (controller: string) => Turn;
  private readonly queues = new Map<string, ControllerQueue>();
  private readonly delayed = new Timers();

  constructor(state: WorkQueueState, turnOf: (controller: string) => Turn) {
    this.turnOf = turnOf;
    for (const { controller, key } of state.ready) this.add(controller, key);
    for (const work of state.delayed) this.delay(work);
    for (const { controller, key, count } of state.tries) this.queueOf(controller).tries.set(key, count);
  }

  state(): WorkQueueState {
    const tries = [...this.queues].flatMap(([controller, queue]) => Array.from(queue.tries, ([key, count]) => ({ controller, key, count })));
    return { ready: [this.first, this.middle, this.last].flatMap((lane) => lane.list()), delayed: this.delayed.list(), tries };
  }

  add(controller: string, key: Key): void {
    const { lane, queued } = this.queueOf(controller);
    const { size } = queued;
    if (queued.add(key).size > size) lane.push({ controller, key });
  }

  /** Adds work for a later time. An earlier time for the same work wins. */
  addAt({ controller, key }: Work, at: Millis): void {
    this.delay({ controller, key, at, refused: false });
  }

  /** Adds work again after a refusal, with a delay that doubles with each refusal. */
  retry({ controller, key }: Work, now: Millis): void {
    const { tries } = this.queueOf(controller);
    const count = tries.get(key) ?? 0;
    tries.set(key, count + 1);
    this.delay({ controller, key, at: now + Math.min(firstRetry * 2 ** count, longestRetry), refused: true });
  }

  /** Resets the delay: the next refusal starts with the shortest one again. */
  forget({ controller, key }: Work): void {
    const { tries } = this.queueOf(controller);
    if (tries.size > 0) tries.delete(key);
  }

  /** Whether there is no work before the next timer. */
  get isEmpty(): boolean {
    return this.first.isEmpty && this.middle.isEmpty && this.last.isEmpty;
  }

  take(): Work | undefined {
    const work = this.first.shift() ?? this.middle.shift() ?? this.last.shift();
    if (work) this.queueOf(work.controller).queued.delete(work.key);
    return work;
  }

  /** When the next timer is due. */
  next(): Millis | undefined {
    return this.delayed.next;
  }

  /** When the next timer of one controller is due. */
  nextOf(controller: string): Millis | undefined {
    let next: Millis | undefined;
    for (const { at } of this.queues.get(controller)?.timers.values() ?? []) next = Math.min(next ?? at, at);
    return next;
  }

  /** Moves work whose time has come from the timers into the queue. */
  wake(now: Millis): void {
    while ((this.delayed.next ?? Infinity) <= now)
      for (const work of this.delayed.take()) {
        this.timersLike(work).delete(work.key);
        this.add(work.controller, work.key);
      }
  }

  private delay(work: Delayed): void {
    const timers = this.timersLike(work);
    const other = timers.get(work.key);
    if (other !== undefined) {
      if (other.at <= work.at) return;
      this.delayed.delete(other);
    }
    timers.set(work.key, work);
    this.delayed.add(work);
  }

  private timersLike({ controller, refused }: Delayed): Map<Key, Delayed> {
    const { retries, timers } = this.queueOf(controller);
    return refused ? retries : timers;
  }

  private queueOf(controller: string): ControllerQueue {
    let queue = this.queues.get(controller);
    if (queue === undefined) this.queues.set(controller, (queue = new ControllerQueue(this.lane(this.turnOf(controller)))));
    return queue;
  }

  private lane(turn: Turn): Lane {
    return turn === undefined ? this.middle : this[turn];
  }
}
