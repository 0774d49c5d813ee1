import { formatSelector, matcher, selectorFromMap } from "../../../api/selector.ts";
import { type Key, keyOf, keyOfObject, type Millis, type StoredObject } from "../../../engine/core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import type { Version } from "../../../engine/rehearsal/trace.ts";
import type { Service } from "../../../schemas/generated/types.ts";
import type { LabelledPod } from "./podLives.ts";
import { SpanList, spanAt } from "./spans.ts";
import type { Reached, ServiceLife, ServiceSpan } from "./story.ts";
import { type History, latest, ofKind } from "./history.ts";

/** A pod that begins or ceases to be ready for traffic. */
interface Turn {
  readonly at: Millis;
  readonly pod: LabelledPod;
  readonly by: 1 | -1;
}

/** Services with a selector, and how many pods of each version they reach. minReadySeconds plays no part: a pod that is ready gets traffic. */
export function serviceLives(history: History, pods: readonly LabelledPod[], earlier: Earlier): ServiceLife[] {
  const before = reachedIn(earlier);
  const turns = pods.flatMap(turnsOf).sort((a, b) => a.at - b.at);
  return [...ofKind(history, "Service")]
    .filter(([, versions]) => selectorOf(latest(versions)) !== undefined)
    .map(([, versions]) => {
      const { namespace, name } = latest(versions).metadata;
      const near = turns.filter(({ pod }) => pod.life.namespace === namespace);
      return {
        ref: { kind: "Service", namespace, name },
        before: before.get(keyOf({ kind: "Service", namespace, name })) ?? [],
        spans: versions.flatMap((version, i) => spansUnder(version, versions[i + 1]?.at ?? Infinity, near)),
      };
    });
}

function turnsOf(pod: LabelledPod): Turn[] {
  const turns: Turn[] = [];
  let was = false;
  for (const { at, state } of pod.life.spans) {
    const is = state === "ready" || state === "settling";
    if (is !== was) turns.push({ at, pod, by: is ? 1 : -1 });
    was = is;
  }
  return turns;
}

/** The cluster before the change, as far as Services concern it. */
export interface Earlier {
  readonly objects: readonly StoredObject[];
  /** The index of the version of a workload that a pod is of. */
  readonly revisionOf: (pod: StoredPod) => number;
}

/** What each Service reached in a cluster, by its key. */
function reachedIn({ objects, revisionOf }: Earlier): ReadonlyMap<Key, Reached> {
  const services = objects.filter(({ kind }) => kind === "Service");
  const pods = services.length > 0 ? objects.filter((object) => object.kind === "Pod" && isReady(object as StoredPod) && !isTerminating(object)) : [];
  return new Map(
    services.map((service) => {
      const selects = matcher(selectorOf(service));
      const ready = new Map<number, number>();
      for (const pod of pods) {
        if (pod.metadata.namespace !== service.metadata.namespace || !selects(pod.metadata.labels)) continue;
        const revision = revisionOf(pod as StoredPod);
        ready.set(revision, (ready.get(revision) ?? 0) + 1);
      }
      return [keyOfObject(service), [...ready]] as const;
    }),
  );
}

/** What a Service reaches in one of its versions, until `end`. */
function spansUnder({ at, object }: Version, end: Millis, turns: readonly Turn[]): ServiceSpan[] {
  const selector = object && selectorOf(object);
  const selects = matcher(selector);
  const list = new SpanList<ServiceSpan>();
  const ready = new Map<number, number>();
  const here = object !== undefined;
  const note = (time: Millis) =>
    list.add({ at: Math.max(at, time), here, selector: formatSelector(selector), ready: [...ready].filter(([, count]) => count > 0) });
  note(at);
  for (const turn of here ? turns : []) {
    if (turn.at >= end) break;
    if (!selects(turn.pod.labels)) continue;
    const { revision } = turn.pod.life;
    ready.set(revision, (ready.get(revision) ?? 0) + turn.by);
    note(turn.at);
  }
  return list.spans;
}

function selectorOf(object: StoredObject): ReturnType<typeof selectorFromMap> {
  return selectorFromMap((object as Service).spec?.selector);
}

/** The share of traffic that each version gets, by revision; empty while no pod is ready. */
export function sharesAt({ spans }: ServiceLife, time: Millis): ReadonlyMap<number, number> {
  const ready = spanAt(spans, time)?.ready ?? [];
  const total = ready.reduce((sum, [, pods]) => sum + pods, 0);
  return new Map(ready.map(([revision, pods]) => [revision, pods / total]));
}
