import type { Millis } from "./objects.ts";

interface Bucket {
  tokens: number;
  at: Millis;
}

const burst = 25;
const refill: Millis = 300_000;

/** Limits the events about one object: 25 events of a type, then one more every five minutes. Every event recorder of Kubernetes does the same. */
export class SpamFilter {
  private readonly buckets = new Map<string, Bucket>();

  /** Whether an event passes the limit. `key` identifies the source, the type of event and the object. */
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
