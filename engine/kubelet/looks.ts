import type { Millis } from "../core/objects.ts";

/** A kubelet looks at all containers once a second, half past. */
const [period, phase] = [1000, 500];

/** When all containers were last looked at. */
export function lastLook(now: Millis): Millis {
  return Math.floor((now - phase) / period) * period + phase;
}

/** When all containers are looked at next. */
export function lookAfter(at: Millis): Millis {
  return lastLook(at) + period;
}
