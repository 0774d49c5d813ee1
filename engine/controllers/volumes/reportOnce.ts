import type { Memory, SyncPart } from "../../core/controller.ts";
import { keyOf, type Ref } from "../../core/objects.ts";

/** An event, unless it is the last thing that was told of the object: the real controller says it again with every look. */
export function* reportOnce(about: Ref, type: "Normal" | "Warning", reason: string, message: string, memory: Memory): SyncPart<void> {
  const key = keyOf(about);
  if (memory.get(key) === message) return;
  memory.set(key, message);
  yield { do: "event", about, type, reason, message };
}
