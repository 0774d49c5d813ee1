import { parseTime } from "../../../api/time.ts";
import { keyOf, refOf, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { Trace } from "../trace.ts";
import type { Gap } from "./gauge.ts";

/**
 * When a pod without a controller does not answer: while it is not ready (`unready`), and while a container is restarted in place.
 * In the second case its status still says that it is ready.
 */
export function gapsOfPod(pod: StoredObject, unready: readonly Gap[], trace: Trace): readonly Gap[] {
  return joined([...restartsInPlace(pod, trace).filter(({ from, to }) => to > from), ...unready]);
}

/** The times from the end of a container to its start with the next image, for each restart in place. */
export function restartsInPlace(pod: StoredObject, trace: Trace): Required<Gap>[] {
  const key = keyOf(refOf(pod));
  const gaps: Required<Gap>[] = [];
  let before: StoredPod["status"]["containerStatuses"];
  for (const { at, key: of, object } of trace.versions) {
    if (of !== key || !object) continue;
    const { containerStatuses = [] } = (object as StoredPod).status;
    for (const { name, image, state, lastState, restartCount = 0 } of at > trace.from ? containerStatuses : []) {
      const was = before?.find((one) => one.name === name);
      const [from, to] = [parseTime(lastState?.terminated?.finishedAt ?? ""), parseTime(state?.running?.startedAt ?? "")];
      const isReplaced = was && was.image !== image && restartCount > (was.restartCount ?? 0);
      if (isReplaced && from !== undefined && to !== undefined) gaps.push({ from, to });
    }
    before = containerStatuses;
  }
  return gaps;
}

/** Joins adjacent gaps. A distance of a second may come from rounding in a status. */
function joined(gaps: readonly Gap[]): Gap[] {
  const all: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && gap.from <= (last.to ?? Infinity) + 1000) all[all.length - 1] = { ...gap, from: last.from };
    else all.push(gap);
  }
  return all;
}
