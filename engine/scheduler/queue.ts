import type { Key, Millis } from "../core/objects.ts";

const firstBackOff = 1000;
const longestBackOff = 10_000;
/** After so long a pod that nothing could help is tried again all the same. */
const longestWait = 5 * 60_000;

interface Waiting {
  readonly pod: Key;
  readonly priority: number;
  /** Its place among pods of one priority: when it was queued, or given another chance. */
  since: Millis;
  /** How often it was tried in vain. */
  tries: number;
  /** Not tried before this time. */
  notBefore: Millis;
  /** Whether something has happened since the last try that may help it. */
  hopes: boolean;
}

/**
 * Pods that wait for a node. Those of higher priority come first, then those that wait longer. A pod that was tried in vain waits
 * until something changes (or for five minutes), and at least for a back-off of 1, 2, 4, 8 and then 10 seconds.
 */
export class SchedulingQueue {
  private readonly waiting = new Map<Key, Waiting>();

  get size(): number {
    return this.waiting.size;
  }

  /** A new pod. One that waits already keeps its place. */
  add(pod: Key, priority: number, now: Millis): void {
    if (!this.waiting.has(pod)) this.waiting.set(pod, { pod, priority, since: now, tries: 0, notBefore: now, hopes: true });
  }

  remove(pod: Key): void {
    this.waiting.delete(pod);
  }

  /** The pod to be tried now, which stays in the queue until it is removed. */
  next(now: Millis): Key | undefined {
    let first: Waiting | undefined;
    for (const each of this.waiting.values()) if (isDue(each, now) && (first === undefined || comesBefore(each, first))) first = each;
    return first?.pod;
  }

  /** The pod was tried in vain. */
  failed(pod: Key, now: Millis): void {
    const each = this.waiting.get(pod);
    if (each === undefined) return;
    each.tries++;
    each.since = now;
    each.notBefore = now + Math.min(firstBackOff * 2 ** (each.tries - 1), longestBackOff);
    each.hopes = false;
  }

  /** Something changed that may help: every pod is tried again, after the back-off. */
  changed(): void {
    for (const each of this.waiting.values()) each.hopes = true;
  }

  /** When to look for the next pod, if nothing else happens. */
  wakeAt(): Millis | undefined {
    const times = [...this.waiting.values()].map(dueAt);
    return times.length === 0 ? undefined : Math.min(...times);
  }
}

function dueAt({ hopes, notBefore, since }: Waiting): Millis {
  return hopes ? notBefore : since + longestWait;
}

function isDue(each: Waiting, now: Millis): boolean {
  return dueAt(each) <= now;
}

function comesBefore(a: Waiting, b: Waiting): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.since < b.since);
}
