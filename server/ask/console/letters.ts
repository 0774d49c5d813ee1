import { groupBy } from "../../../api/groupBy.ts";
import { compare } from "../../../kubectl/text/format.ts";
import { isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";

/** A pod with a generated name, and the letter that stands for it. */
export interface Lettered {
  readonly stem: string;
  letter: string;
  /** The step that made it. */
  readonly born: number;
  /** All that kubectl could show of it, and whether it was called by its name. */
  past: string;
  /** What there is to be seen of it now. */
  now: string;
}

/** What tells a pod from its equals: those that are ready come first, then those that run, wait, end and are gone. */
export function appearance(pod: StoredPod | undefined): string {
  if (!pod) return "[4]";
  const { status, spec, metadata } = pod;
  const rank = isTerminating(pod) ? 3 : isReady(pod) ? 0 : status.phase === "Running" ? 1 : 2;
  const containers = status.containerStatuses?.map(({ restartCount, state }) => [restartCount, state?.waiting?.reason]);
  return JSON.stringify([rank, spec.nodeName, status.phase, containers, metadata.labels]);
}

/** Pods that one step made are alike until kubectl could tell them apart: which has which letter is decided by what they look like now. */
export function tradeLetters(pods: Iterable<Lettered>): void {
  const alike = groupBy(pods, ({ stem, born, past }) => JSON.stringify([stem, born, past]));
  for (const group of alike.values()) {
    const letters = group.map(({ letter }) => letter).sort();
    const inOrder = group.toSorted((a, b) => compare(a.now, b.now) || compare(a.letter, b.letter));
    for (const [i, pod] of inOrder.entries()) pod.letter = letters[i]!;
  }
}
