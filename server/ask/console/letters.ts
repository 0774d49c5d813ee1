import { groupBy } from "../../../api/groupBy.ts";
import { byText } from "../../../api/byText.ts";
import { isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";

/** A pod with a generated name, and the letter that stands for it. */
export interface Lettered {
  readonly stem: string;
  letter: string;
  /** The step that created it. */
  readonly born: number;
  /** Everything that kubectl could have shown of it, and whether a step used its name. */
  past: string;
  /** What kubectl shows of it now. */
  now: string;
}

/** What distinguishes a pod from equal ones: ready pods come first, then running, waiting, terminating and deleted ones. */
export function appearance(pod: StoredPod | undefined): string {
  if (!pod) return "[4]";
  const { status, spec, metadata } = pod;
  const rank = isTerminating(pod) ? 3 : isReady(pod) ? 0 : status.phase === "Running" ? 1 : 2;
  const containers = status.containerStatuses?.map(({ restartCount, state }) => [restartCount, state?.waiting?.reason]);
  return JSON.stringify([rank, spec.nodeName, status.phase, containers, metadata.labels]);
}

/** Pods of one step are interchangeable until kubectl could show a difference. Until then their letters are assigned by their present state. */
export function tradeLetters(pods: Iterable<Lettered>): void {
  const alike = groupBy(pods, ({ stem, born, past }) => JSON.stringify([stem, born, past]));
  for (const group of alike.values()) {
    const letters = group.map(({ letter }) => letter).sort();
    const inOrder = group.toSorted((a, b) => byText(a.now, b.now) || byText(a.letter, b.letter));
    for (const [i, pod] of inOrder.entries()) pod.letter = letters[i]!;
  }
}
