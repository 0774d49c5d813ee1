import type { Millis } from "../core/objects.ts";

/** A kubelet relists all containers once a second, at half past the second. */
const [period, phase] = [1000, 500];

/** The time of the last relist. */
export function lastLook(now: Millis): Millis {
  return Math.floor((now - phase) / period) * period + phase;
}

/** The time of the next relist. */
export function lookAfter(at: Millis): Millis {
  return lastLook(at) + period;
}
