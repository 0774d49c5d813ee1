import { matcher, selectorFromMap } from "../../../api/selector.ts";
import type { Service } from "../../../schemas/generated/types.ts";
import { controllerOf, type Key, keyOf, type Millis, type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import type { Trace } from "../trace.ts";
import { Gauge } from "./gauge.ts";

/** The readiness over a trace: how many pods of each workload and each Service were ready, and when. */
export interface Course {
  /** By the key of the object that nothing controls. */
  readonly workloads: ReadonlyMap<Key, Gauge>;
  readonly services: ReadonlyMap<Key, Gauge>;
  /** All objects at the end. */
  readonly end: ReadonlyMap<Key, StoredObject>;
}

/** Follows a trace once, change by change. */
export function courseOf(trace: Trace): Course {
  const follower = new Follower(trace.from);
  const { versionsBefore = 0 } = trace.change ?? {};
  for (const { at, key, object } of trace.versions.slice(0, versionsBefore)) follower.see(at, key, object);
  follower.begin();
  for (const { at, key, object } of trace.versions.slice(versionsBefore)) follower.see(at, key, object);
  follower.finish();
  return follower;
}

interface Seen {
  readonly root: Key;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly namespace: string;
  readonly isReady: boolean;
}

interface Followed {
  readonly namespace: string;
  readonly selects: (labels: Readonly<Record<string, string>> | undefined) => boolean;
}

class Follower implements Course {
  readonly workloads = new Map<Key, Gauge>();
  readonly services = new Map<Key, Gauge>();
  readonly end = new Map<Key, StoredObject>();
  private readonly pods = new Map<Key, Seen>();
  private readonly selectors = new Map<Key, Followed>();
  private time: Millis;

  constructor(from: Millis) {
    this.time = from;
  }

  /** Marks the moment of the change: everything before it is there now. */
  begin(): void {
    for (const gauge of this.gauges()) gauge.begin();
  }

  see(at: Millis, key: Key, object: StoredObject | undefined): void {
    if (at > this.time) this.settle(at);
    if (object) this.end.set(key, object);
    else this.end.delete(key);
    if (key.startsWith("Pod/")) this.seePod(key, object as StoredPod | undefined);
    else if (key.startsWith("Service/")) this.seeService(key, object);
  }

  finish(): void {
    this.settle(this.time);
  }

  /** Ends a moment: only states that last longer count. */
  private settle(next: Millis): void {
    for (const gauge of this.gauges()) gauge.settle(this.time);
    this.time = next;
  }

  private *gauges(): Generator<Gauge> {
    yield* this.workloads.values();
    yield* this.services.values();
  }

  private seePod(key: Key, pod: StoredPod | undefined): void {
    const before = this.pods.get(key);
    const isUp = pod !== undefined && isReady(pod) && !isTerminating(pod) && !isFinished(pod);
    if (pod && before?.isReady === isUp && before.labels === pod.metadata.labels) return;
    const after = pod && this.seen(pod, before, isUp);
    if (after) this.pods.set(key, after);
    else this.pods.delete(key);
    this.count(before, -1);
    this.count(after, 1);
  }

  private seen(pod: StoredPod, before: Seen | undefined, isUp: boolean): Seen {
    const { labels, namespace } = pod.metadata;
    const root = before?.root ?? keyOf(this.rootOf(pod));
    return { root, labels, namespace, isReady: isUp };
  }

  private rootOf(object: StoredObject): Ref {
    const owner = controllerOf(object);
    const ref = owner && { kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" };
    const found = ref && this.end.get(keyOf(ref));
    return found ? this.rootOf(found) : (ref ?? refOf(object));
  }

  private count(pod: Seen | undefined, by: 1 | -1): void {
    if (!pod?.isReady) return;
    gaugeOf(this.workloads, pod.root).add(by);
    for (const [key, { namespace, selects }] of this.selectors)
      if (namespace === pod.namespace && selects(pod.labels)) gaugeOf(this.services, key).add(by);
  }

  private seeService(key: Key, object: StoredObject | undefined): void {
    const { spec, metadata } = (object ?? {}) as Partial<Service>;
    const selector = spec?.publishNotReadyAddresses ? undefined : selectorFromMap(spec?.selector);
    if (!selector) {
      this.selectors.delete(key);
      return;
    }
    const followed = { namespace: metadata?.namespace ?? "", selects: remembered(matcher(selector)) };
    this.selectors.set(key, followed);
    const ready = [...this.pods.values()].filter((pod) => pod.isReady && pod.namespace === followed.namespace && followed.selects(pod.labels));
    gaugeOf(this.services, key).set(ready.length);
  }
}

/** Pods of one template share their labels. */
function remembered(selects: (labels: Readonly<Record<string, string>> | undefined) => boolean): Followed["selects"] {
  const known = new WeakMap<object, boolean>();
  return (labels) => {
    if (!labels) return selects(labels);
    let is = known.get(labels);
    if (is === undefined) known.set(labels, (is = selects(labels)));
    return is;
  };
}

function gaugeOf(gauges: Map<Key, Gauge>, key: Key): Gauge {
  let gauge = gauges.get(key);
  if (!gauge) gauges.set(key, (gauge = new Gauge()));
  return gauge;
}
