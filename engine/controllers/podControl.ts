import type { Answer, Unstored } from "../core/command.ts";
import type { SyncPart } from "../core/controller.ts";
import { refOf, type StoredObject } from "../core/objects.ts";
import type { Why } from "../core/why.ts";

/** Creates a pod and records the event SuccessfulCreate or FailedCreate on its owner. */
export function* createPod(owner: StoredObject, pod: Unstored, why: Why): SyncPart<Answer> {
  const answer = yield { do: "create", object: pod, why };
  const about = refOf(owner);
  if (answer.ok)
    yield { do: "event", about, type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${answer.object?.metadata.name ?? ""}` };
  else yield { do: "event", about, type: "Warning", reason: "FailedCreate", message: `Error creating: ${answer.message}` };
  return answer;
}

/** Deletes a pod and records the event SuccessfulDelete or FailedDelete on its owner. */
export function* deletePod(owner: StoredObject, pod: StoredObject, why: Why): SyncPart<Answer> {
  const answer = yield { do: "delete", ref: refOf(pod), why };
  const about = refOf(owner);
  if (answer.ok) yield { do: "event", about, type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${pod.metadata.name}` };
  else if (answer.code !== 404) yield { do: "event", about, type: "Warning", reason: "FailedDelete", message: `Error deleting: ${answer.message}` };
  return answer;
}

/**
 * Processes `items` in batches of 1, 2, 4, … and stops after a batch with a failure, so that a full quota does not get a thousand requests.
 * An item's place decides on its batch: it is the item's index, unless `items` leaves out some that need nothing.
 */
export function* slowStart<T, R>(
  items: readonly T[],
  once: (item: T) => SyncPart<R>,
  failed: (result: R) => boolean,
  placeOf: (item: T, index: number) => number = (_, index) => index,
): SyncPart<R[]> {
  const results: R[] = [];
  let last = Infinity;
  for (const [index, item] of items.entries()) {
    const batch = 31 - Math.clz32(placeOf(item, index) + 1);
    if (batch > last) break;
    const result = yield* once(item);
    results.push(result);
    if (failed(result)) last = batch;
  }
  return results;
}
