import type { Memory } from "../../core/controller.ts";
import { keyOf, type Millis, type Ref, refOf } from "../../core/objects.ts";
import { isReady } from "../../core/pods.ts";
import type { Pass } from "./shape.ts";

/** A second of tolerance, since clocks differ. */
const skew: Millis = 1000;

/** When to sync again after a pod has become ready: one second after it becomes available. */
export function untilAvailable({ set, sites }: Pass, memory: Memory): Millis | undefined {
  const { minReadySeconds = 0 } = set.spec;
  if (minReadySeconds === 0) return undefined;
  const key = keyFor(refOf(set));
  const known = new Set(memory.get(key) as readonly string[] | undefined);
  const ready = sites.flatMap(({ pods }) => pods.filter(isReady).map(({ metadata }) => metadata.uid));
  memory.set(key, ready);
  return ready.some((uid) => !known.has(uid)) ? minReadySeconds * 1000 + skew : undefined;
}

/** Forgets the state of a deleted DaemonSet. */
export function forgetReady(set: Ref, memory: Memory): void {
  memory.delete(keyFor(set));
}

function keyFor(set: Ref): string {
  return `${keyOf(set)} ready`;
}
