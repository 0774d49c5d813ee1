import type { Key, Millis, StoredObject } from "../../engine/objects.ts";
import { whatIf } from "../../engine/scheduler/whatIf.ts";
import type { Placement, Trace } from "../../engine/trace.ts";
import type { Pod } from "../../schemas/generated/types.ts";
import type { Answers, Question } from "./state/jobs.ts";
import { writeTrace } from "./traceText.ts";

/** Answers what the page wants to know about a trace beyond its story. */
export function answerAbout(trace: Trace, question: Question): Answers[Question["is"]] {
  switch (question.is) {
    case "placement":
      return placementOf(trace, question.pod, question.time);
    case "lettingIn": {
      const objects = objectsAt(trace, question.time);
      const pod = objects.get(question.pod) as Pod | undefined;
      return pod ? whatIf(pod, [...objects.values()]) : [];
    }
    case "trace":
      return writeTrace(trace);
  }
}

/** The scheduler's last word on a pod by then; before its first, the first. */
function placementOf({ placements }: Trace, pod: Key, time: Millis): Placement | undefined {
  const own = placements.filter((placement) => placement.pod === pod);
  return own.findLast(({ at }) => at <= time) ?? own[0];
}

/** Everything that was there at a time, by key, in order of creation. */
function objectsAt({ versions }: Trace, time: Millis): Map<Key, StoredObject> {
  const objects = new Map<Key, StoredObject>();
  for (const { at, key, object } of versions) {
    if (at > time) break;
    if (object) objects.set(key, object);
    else objects.delete(key);
  }
  return objects;
}
