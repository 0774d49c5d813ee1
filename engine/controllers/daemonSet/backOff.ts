import type { Memory } from "../../core/controller.ts";
import type { Millis } from "../../core/objects.ts";

interface Held {
  readonly since: Millis;
  readonly delay: Millis;
}

const first = 1000;
const longest = 15 * 60_000;

/** How long to wait before the next try; 0 if it may happen now, and then the next delay is twice as long. Reset after twice the longest delay. */
export function backOff(memory: Memory, key: string, now: Millis): Millis {
  const held = memory.get(key) as Held | undefined;
  const known = held && now - held.since <= 2 * longest ? held : undefined;
  if (known && now - known.since < known.delay) return known.delay;
  memory.set(key, { since: now, delay: known ? Math.min(known.delay * 2, longest) : first } satisfies Held);
  return 0;
}
