import { Store } from "../../engine/core/store.ts";
import { type Millis, refOf, type StoredObject } from "../../engine/core/objects.ts";
import { admit } from "../../api/admit/admit.ts";
import { formatTime } from "../../api/time.ts";
import { Names, noNames } from "../../engine/rehearsal/script/names.ts";
import { configurationSeen, type SeenConfiguration } from "../../engine/rehearsal/configuration.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { StoredEvent } from "../core/cluster.ts";
import { EventLog } from "../core/eventLog.ts";
import { everyCluster } from "../core/everyCluster.ts";
import { componentOf } from "./components.ts";

/** A recorded cluster, played along its trace from the start. It moves only forward. */
export class Playback {
  readonly store = new Store();
  /** The names of its pods in a scenario. */
  readonly names = new Names(noNames, this.store);
  private readonly trace: Trace;
  private readonly log = new EventLog();
  private time: Millis;
  private seen = 0;
  private heard = 0;

  constructor(trace: Trace, now: Millis) {
    this.trace = trace;
    this.time = now;
    this.move(now);
    for (const object of ordinaryObjects(this.store, trace.from)) this.store.put(object);
  }

  get now(): Millis {
    return this.time;
  }

  /** The events until now, oldest first. */
  get events(): readonly StoredEvent[] {
    this.listen();
    return this.log.all;
  }

  /** Moves on, not back. */
  move(to: Millis): void {
    const { versions } = this.trace;
    this.time = to;
    for (let version = versions[this.seen]; version && version.at <= to; version = versions[++this.seen]) {
      if (version.object) this.put(told(version.object));
      else this.remove(version.key);
    }
  }

  /** The ConfigMaps and Secrets as the present run of a container has them. */
  seenBy(pod: StoredPod, container: string): SeenConfiguration | undefined {
    return configurationSeen(this.trace, pod, container, this.time);
  }

  /** When something changes next. */
  next(): Millis | undefined {
    return this.trace.versions[this.seen]?.at;
  }

  /** Where the trace begins, and how far it goes. */
  get from(): Millis {
    return this.trace.from;
  }

  get end(): Millis {
    return this.trace.to;
  }

  private put(object: StoredObject): void {
    const before = this.store.get(refOf(object));
    this.store.put(object);
    if (before?.metadata.uid !== object.metadata.uid) this.names.see({ after: object });
  }

  private remove(key: string): void {
    const gone = this.store.at(key);
    if (gone) this.store.remove(gone);
  }

  /** Adds the events since the last call. */
  private listen(): void {
    const { events } = this.trace;
    for (let event = events[this.heard]; event && event.at <= this.time; event = events[++this.heard]) {
      if (event.reason !== "Refused") this.log.tell(event, componentOf(event), event.at, this.store);
    }
  }
}

/** Adds the conditions of a healthy node, which a rehearsal leaves out. */
function told(object: StoredObject): StoredObject {
  if (object.kind !== "Node") return object;
  const node = object as StoredObject & { readonly status?: { readonly conditions?: readonly object[] } };
  if (node.status?.conditions?.some((one) => (one as { readonly type?: string }).type === "Ready")) return object;
  const ready = { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" };
  return { ...node, status: { nodeInfo, ...node.status, conditions: [...(node.status?.conditions ?? []), ready] } } as StoredObject;
}

const nodeInfo = { kubeletVersion: "v1.36.3", osImage: "Rehearsal Linux", kernelVersion: "6.12.0", containerRuntimeVersion: "containerd://2.2.0" };

const statuses: Readonly<Record<string, object>> = {
  Namespace: { spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } },
  Service: { status: { loadBalancer: {} } },
};

/** What every cluster has, and namespaces that are only named, as far as they are not there. */
function ordinaryObjects(store: Store, from: Millis): StoredObject[] {
  const creationTimestamp = formatTime(from - 3_600_000);
  const namespaces = new Set([...store.list("Deployment"), ...store.list("Pod"), ...store.list("Service")].map(({ metadata }) => metadata.namespace));
  const implied = [...namespaces].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  const objects: StoredObject[] = [];
  for (const object of [...everyCluster, ...implied]) {
    const { name, namespace = "" } = object.metadata as { readonly name: string; readonly namespace?: string };
    const isThere =
      store.get({ kind: object.kind, namespace, name }) ??
      objects.some(({ kind, metadata }) => kind === object.kind && metadata.name === name && metadata.namespace === namespace);
    if (isThere) continue;
    const metadata = { ...object.metadata, name, namespace, uid: String(objects.length - 1000), creationTimestamp };
    const whole = admit({ ...object, metadata }).object;
    objects.push({ ...whole, ...statuses[object.kind], metadata } as StoredObject);
  }
  return objects;
}
