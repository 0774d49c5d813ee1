import { computed, type ReadonlySignal } from "@preact/signals";
import { sameValue } from "../../../api/equal.ts";

/** A computed value that stays the same object as long as it has the same value, so that what is drawn from it need not be drawn again. */
export function steadily<T extends object | null>(work: () => T): ReadonlySignal<T> {
  let last: T | undefined;
  return computed(() => {
    const now = work();
    if (last && now && sameValue(last, now)) return last;
    return (last = now);
  });
}
