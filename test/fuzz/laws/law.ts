import { controllerOf, type Key, type Millis, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";

/** What must hold in every rehearsal: it throws where it does not. */
export type Law = (trace: Trace) => void;

/** The cluster after one change of a trace. */
export interface Change {
  readonly at: Millis;
  readonly key: Key;
  readonly before: StoredObject | undefined;
  readonly after: StoredObject | undefined;
  /** Everything that is there now. The same map from change to change. */
  readonly now: ReadonlyMap<Key, StoredObject>;
  /** Whether time goes on after it: controllers have done by then what they had to do. */
  readonly isLast: boolean;
}

/** A trace, change by change, from the cluster in which it begins. */
export function* changesOf({ versions, change }: Trace): Generator<Change> {
  const now = new Map<Key, StoredObject>();
  for (const [i, { at, key, object: after }] of versions.entries()) {
    const before = now.get(key);
    if (after) now.set(key, after);
    else now.delete(key);
    const next = versions[i + 1];
    if (i >= (change?.versionsBefore ?? 0)) yield { at, key, before, after, now, isLast: next !== undefined && next.at > at };
  }
}

/** The cluster at the outcome of a trace. */
export function clusterAtOutcome({ versions, outcome }: Trace): ReadonlyMap<Key, StoredObject> {
  const now = new Map<Key, StoredObject>();
  for (const { at, key, object } of versions) {
    if (at > outcome.at) break;
    if (object) now.set(key, object);
    else now.delete(key);
  }
  return now;
}

/** Everything of a kind. */
export function allOf<T extends StoredObject>(now: ReadonlyMap<Key, StoredObject>, kind: string): readonly T[] {
  return [...now.values()].filter((object) => object.kind === kind) as readonly StoredObject[] as readonly T[];
}

/** The pods that an object controls and that have neither ended nor are being deleted. */
export function activePodsOf({ metadata }: StoredObject, now: ReadonlyMap<Key, StoredObject>): readonly StoredPod[] {
  return allOf<StoredPod>(now, "Pod").filter((pod) => controllerOf(pod)?.uid === metadata.uid && !isFinished(pod) && !isTerminating(pod));
}
