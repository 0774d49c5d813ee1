import { parseTime } from "../../../api/time.ts";
import { isReady, readySince, type StoredPod } from "../../core/pods.ts";
import { progress, restartsOf } from "../deletionOrder.ts";
import { indexOf, isIndexed } from "./shape.ts";
import type { Tally } from "./tally.ts";

/** The active pods to delete: at least `least`, those with the least progress first; for an Indexed Job also all pods without a valid index, and duplicates of an index. */
export function firstToGo({ job, active }: Tally, least: number): StoredPod[] {
  if (!isIndexed(job)) return [...active].sort(lessFar).slice(0, least);
  const completions = job.spec.completions ?? 0;
  const byIndex = new Map<number, StoredPod[]>();
  const strangers: StoredPod[] = [];
  for (const pod of active) {
    const index = indexOf(pod);
    if (index === undefined || index >= completions) strangers.push(pod);
    else byIndex.set(index, [...(byIndex.get(index) ?? []), pod]);
  }
  const groups = [...byIndex].sort(([a], [b]) => a - b).map(([, pods]) => pods.sort(lessFar));
  const doubles = groups.flatMap((pods) => pods.slice(0, -1));
  const last = groups.map((pods) => pods.at(-1)!).sort(lessFar);
  const surplus = [...strangers, ...doubles];
  return [...surplus, ...last.slice(0, Math.max(0, least - surplus.length))];
}

/** A pod without a node before one with, Pending before Running, unready before ready, ready for a shorter time, restarted more often, younger. */
function lessFar(a: StoredPod, b: StoredPod): number {
  return (
    Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName)) ||
    progress(a) - progress(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    (readySince(b) ?? 0) - (readySince(a) ?? 0) ||
    restartsOf(b) - restartsOf(a) ||
    createdAt(b) - createdAt(a)
  );
}

function createdAt({ metadata }: StoredPod): number {
  return parseTime(metadata.creationTimestamp) ?? 0;
}
