import type { Memory } from "../../core/controller.ts";
import { keyOf, type Millis, type Ref, refOf } from "../../core/objects.ts";
import { isReady } from "../../core/pods.ts";
import type { Pass } from "./shape.ts";

/** A second for clocks that differ. */
const skew: Millis = 1000;

/** When to sync again, since a pod has become ready since the last sync: at the time at which it will be available, with a second to spare. */
export function untilAvailable({ set, sites }: Pass, memory: Memory): Millis | undefined {
  const { minReadySeconds = 0 } = set.spec;
  if (minReadySeconds === 0) return undefined;
  const key = keyFor(refOf(set));
  const known = new Set(memory.get(key) as readonly string[] | undefined);
  const ready = sites.flatMap(({ pods }) => pods.filter(isReady).map(({ metadata }) => metadata.uid));
  memory.set(key, ready);
  return ready.some((uid) => !known.has(uid)) ? minReadySeconds * 1000 + skew : undefined;
}

/** A DaemonSet that is gone needs no memoize. */
export function forgetReady(set: Ref, memory: Memory): void {
  memory.delete(keyFor(set));
}

function keyFor(set: Ref): string {
  return `${keyOf(set)} ready`;
}
