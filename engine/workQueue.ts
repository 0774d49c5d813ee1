import type { Key, Millis } from "./objects.ts";

/** One thing to do: a controller is to look at an object. */
export interface Work {
  readonly controller: string;
  readonly key: Key;
}

interface Delayed extends Work {
  readonly at: Millis;
  /** Whether it stands here because it was refused: beside that it may have a timer of its own. */
  readonly refused: boolean;
}

/** A work queue as plain data. */
export interface WorkQueueState {
  readonly ready: readonly Work[];
  readonly late: readonly Work[];
  readonly delayed: readonly Delayed[];
  readonly tries: readonly (readonly [string, number])[];
}

const firstRetry = 5;
const longestRetry = 1_000_000;

/** First in, first out; what stands before `head` is done. */
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

  list(): Work[] {
    return this.works.slice(this.head);
  }
}

/**
 * What is to be done, in virtual time: first in, first out, and each thing stands in it once; what is late waits until there is nothing else.
 * Timers of the same moment go off in the order in which they were set.
 */
export class WorkQueue {
  private readonly ready = new Lane();
  private readonly late = new Lane();
  /** What stands in either, by controller. */
  private readonly queued = new Map<string, Set<Key>>();
  private delayed: Delayed[] = [];
  /** When each timer in `delayed` goes off. */
  private readonly due = new Map<string, Millis>();
  private readonly tries = new Map<string, number>();

  constructor(state?: WorkQueueState) {
    for (const work of state?.ready ?? []) this.add(work);
    for (const work of state?.late ?? []) this.addLate(work);
    for (const work of state?.delayed ?? []) this.delay(work);
    for (const [id, count] of state?.tries ?? []) this.tries.set(id, count);
  }

  state(): WorkQueueState {
    return { ready: this.ready.list(), late: this.late.list(), delayed: [...this.delayed], tries: [...this.tries] };
  }

  add(work: Work): void {
    this.push(work, this.ready);
  }

  /** Adds what is to wait until there is nothing else to do. */
  addLate(work: Work): void {
    this.push(work, this.late);
  }

  private push(work: Work, lane: Lane): void {
    let keys = this.queued.get(work.controller);
    if (keys === undefined) this.queued.set(work.controller, (keys = new Set<Key>()));
    if (keys.has(work.key)) return;
    keys.add(work.key);
    lane.push(work);
  }

  /** Adds at a time. An earlier time for the same work wins. */
  addAt(work: Work, at: Millis): void {
    this.delay({ ...work, at, refused: false });
  }

  /** Adds what was refused, after a delay that doubles with each refusal. */
  retry(work: Work, now: Millis): void {
    const id = idOf(work);
    const count = this.tries.get(id) ?? 0;
    this.tries.set(id, count + 1);
    this.delay({ ...work, at: now + Math.min(firstRetry * 2 ** count, longestRetry), refused: true });
  }

  /** The next refusal starts at the shortest delay again. */
  forget(work: Work): void {
    if (this.tries.size > 0) this.tries.delete(idOf(work));
  }

  take(): Work | undefined {
    const work = this.ready.shift() ?? this.late.shift();
    if (work) this.queued.get(work.controller)?.delete(work.key);
    return work;
  }

  /** When the next timer goes off. */
  next(): Millis | undefined {
    return this.delayed[0]?.at;
  }

  /** Makes ready whose time has come. */
  wake(now: Millis): void {
    let count = 0;
    while (count < this.delayed.length && this.delayed[count]!.at <= now) count++;
    for (const work of this.delayed.splice(0, count)) this.fire(work);
  }

  private fire(work: Delayed): void {
    this.due.delete(timerOf(work));
    this.add({ controller: work.controller, key: work.key });
  }

  private delay(work: Delayed): void {
    const id = timerOf(work);
    const due = this.due.get(id);
    if (due !== undefined) {
      if (due <= work.at) return;
      this.delayed.splice(
        this.delayed.findIndex((other) => timerOf(other) === id),
        1,
      );
    }
    this.due.set(id, work.at);
    let [low, high] = [0, this.delayed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.delayed[middle]!.at <= work.at) low = middle + 1;
      else high = middle;
    }
    this.delayed.splice(low, 0, work);
  }
}

function idOf({ controller, key }: Work): string {
  return `${controller} ${key}`;
}

function timerOf(work: Delayed): string {
  return `${idOf(work)}${work.refused ? " again" : ""}`;
}
