import type { Memory, SyncPart } from "../../core/controller.ts";
import { keyOf, type Ref } from "../../core/objects.ts";

/** Records an event, unless it is the object's last event already: the real controller repeats it with every sync. */
export function* reportOnce(about: Ref, type: "Normal" | "Warning", reason: string, message: string, memory: Memory): SyncPart<void> {
  const key = keyOf(about);
  if (memory.get(key) === message) return;
  memory.set(key, message);
  yield { do: "event", about, type, reason, message };
}
