import type { Millis } from "./objects.ts";

interface Bucket {
  tokens: number;
  at: Millis;
}

const burst = 25;
const refill: Millis = 300_000;

/** What a controller tells of one object is cut short: 25 events of a type, and one more every five minutes. So does every recorder of events in Kubernetes. */
export class SpamFilter {
  private readonly buckets = new Map<string, Bucket>();

  /** Whether an event gets through. `key` says who tells what type of event of which object. */
  passes(key: string, now: Millis): boolean {
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / refill);
    bucket.at = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}
