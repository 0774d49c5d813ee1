import type { Controller, Memory, Sync, SyncPart, View } from "../core/controller.ts";
import { byCreation, type Key, type KeyedRef, keyOfObject, refOf, type StoredObject } from "../core/objects.ts";
import { conditionOf, isFinished, isTerminating, type StoredPod, withCondition } from "../core/pods.ts";
import type { Placed, Preemption, Unplaced } from "../core/decision.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { schedulingKinds } from "./learn.ts";
import { ownerKinds } from "./owners.ts";
import type { Change, StoreView } from "../core/store.ts";
import { claimRefsOf, selectedNodeOf } from "../volumes/claims.ts";
import type { StoredClaim } from "../volumes/matching.ts";
import { because } from "../core/why.ts";

/** The key in the work queue for all waiting pods, added when a change may let one of them be placed. */
const everyPod: Key = "Pod//";

/** What the loop remembers about a pod that has a node and waits for its volumes. */
interface AwaitingVolumes {
  readonly uid: string;
  readonly decision: Placed;
}

/**
 * The scheduler as a control loop: it places pods without a node, higher priority first, then older first.
 * It does not explain its decisions, since that takes long with many nodes: `decisionOf` computes the explanation on demand.
 */
export class SchedulerLoop implements Controller {
  readonly name = "default-scheduler";
  readonly watches = schedulingKinds;
  readonly turn = "first";
  /** Both are caches of the store, built on first use, so that a loop serves only one control plane. */
  private scheduler: Scheduler | undefined;
  private readonly waiting = new Map<Key, StoredPod>();

  observe(change: Change, { store }: View): void {
    const { key, before, after } = change;
    if (isOverlooked(before as StoredPod | undefined, after as StoredPod | undefined)) return;
    const scheduler = this.schedulerOf(store);
    if (!after) scheduler.remove(before!);
    else if (!isAssumed(change, scheduler)) scheduler.set(after);
    if ((after ?? before)!.kind !== "Pod") return;
    if (after && isWaiting(after as StoredPod)) this.waiting.set(key, after as StoredPod);
    else this.waiting.delete(key);
  }

  concerns({ key, before, after }: Change): readonly Key[] {
    if (isOverlooked(before as StoredPod | undefined, after as StoredPod | undefined)) return [];
    const { kind } = (after ?? before)!;
    if (kind !== "Pod") return mayHelp(kind) ? [everyPod] : [];
    const [was, is] = [before as StoredPod | undefined, after as StoredPod | undefined];
    if (is && isWaiting(is)) return was?.spec === is.spec ? [] : [key];
    return !is && was!.spec.nodeName ? [everyPod] : [];
  }

  *sync(ref: KeyedRef, view: View, memory: Memory): Sync {
    const keys = ref.key === everyPod ? inTurn(this.waiting) : [ref.key];
    for (const pod of keys.map((key) => view.store.at<StoredPod>(key))) {
      if (!pod || !isWaiting(pod)) continue;
      const key = keyOfObject(pod);
      const { uid } = pod.metadata;
      const awaiting = memory.get(key) as AwaitingVolumes | undefined;
      const decision = awaiting?.uid === uid ? awaiting.decision : yield* decide(pod, this.schedulerOf(view.store), view);
      if (decision && awaitsVolumes(pod, view)) memory.set(key, { uid, decision } satisfies AwaitingVolumes);
      else if (decision) {
        memory.delete(key);
        yield* bind(pod, decision);
      }
    }
  }

  private schedulerOf(store: StoreView): Scheduler {
    return (this.scheduler ??= this.build(store));
  }

  private build(store: StoreView): Scheduler {
    const scheduler = createScheduler({ explain: false });
    for (const kind of schedulingKinds) for (const object of store.list(kind)) scheduler.set(object);
    for (const pod of store.list<StoredPod>("Pod")) if (isWaiting(pod)) this.waiting.set(keyOfObject(pod), pod);
    return scheduler;
  }
}

/** Whether a change matters to the scheduler. Most changes are status updates of kubelets and controllers, which do not. */
function isOverlooked(before: StoredPod | undefined, after: StoredPod | undefined): boolean {
  if (!before || !after || before.spec !== after.spec) return false;
  if (before.kind !== "Pod") return ownerKinds.includes(before.kind);
  const { metadata, status } = before;
  return (
    metadata.labels === after.metadata.labels &&
    metadata.ownerReferences === after.metadata.ownerReferences &&
    isTerminating(before) === isTerminating(after) &&
    isFinished(before) === isFinished(after) &&
    status.nominatedNodeName === after.status.nominatedNodeName &&
    status.resources === after.status.resources
  );
}

/** Services and controllers only affect the scores. Their changes cannot let a waiting pod be placed. */
function mayHelp(kind: string): boolean {
  return !ownerKinds.includes(kind);
}

/** Whether the scheduler knows a change already because it bound the pod itself. */
function isAssumed({ before, after }: Change, { snapshot }: Scheduler): boolean {
  const { kind, spec, metadata } = after as StoredPod;
  return (
    kind === "Pod" &&
    before !== undefined &&
    !(before as StoredPod).spec.nodeName &&
    spec.nodeName !== undefined &&
    snapshot.nodeOf(metadata.uid) === spec.nodeName
  );
}

/** The waiting pods: higher priority first, then older first. */
function inTurn(waiting: ReadonlyMap<Key, StoredPod>): Key[] {
  return [...waiting.values()].sort((a, b) => (b.spec.priority ?? 0) - (a.spec.priority ?? 0) || byCreation(a, b)).map(keyOfObject);
}

function isWaiting(pod: StoredPod): boolean {
  return !pod.spec.nodeName && !isTerminating(pod);
}

/** Places a pod, or reports why no node fits. */
function* decide(pod: StoredPod, scheduler: Scheduler, view: View): SyncPart<Placed | undefined> {
  const decision = scheduler.schedule(pod);
  if (decision.is === "placed") {
    if (pod.spec.volumes) yield* bindVolumes(pod, scheduler);
    return decision;
  }
  if (decision.is === "unplaced" && !decision.preemption && conditionOf(pod, "PodScheduled")?.message === decision.message) return undefined;
  yield { do: "place", pod: refOf(pod), decision };
  if (decision.is === "unplaced") yield* explain(pod, decision, view);
  return undefined;
}

/** The message is flattened, since V8 keeps all parts of a concatenated string and there is one for each pod. */
function* bind(pod: StoredPod, decision: Placed): SyncPart<void> {
  const ref = refOf(pod);
  yield { do: "place", pod: ref, decision };
  const message = ["Successfully assigned", `${ref.namespace}/${ref.name}`, "to", decision.node].join(" ");
  yield { do: "event", about: ref, type: "Normal", reason: "Scheduled", message };
}

/** Whether a claim of the pod waits for a volume that does not exist yet. */
function awaitsVolumes(pod: StoredPod, { store }: View): boolean {
  return claimRefsOf(pod).some((ref) => {
    const claim = store.get<StoredClaim>(ref);
    return claim !== undefined && !claim.spec.volumeName && selectedNodeOf(claim) !== undefined;
  });
}

/** Reserves volumes for the claims of a placed pod, or sets the node for which they are created. The volume controllers do the rest. */
function* bindVolumes(pod: StoredPod, { snapshot }: Scheduler): SyncPart<void> {
  const why = because("first-consumer", { pod: pod.metadata.name }, [{ object: refOf(pod), field: "spec.volumes" }]);
  for (const object of snapshot.volumes.decided()) yield { do: "update", object: object as StoredObject, why };
}

function* explain(pod: StoredPod, { message, preemption }: Unplaced, view: View): SyncPart<void> {
  if (conditionOf(pod, "PodScheduled")?.message !== message)
    yield { do: "event", about: refOf(pod), type: "Warning", reason: "FailedScheduling", message };
  if (preemption) yield* preempt(pod, preemption, view);
}

/** Preemption: deletes pods with lower priority on a node and nominates the node for the pod. */
function* preempt(pod: StoredPod, { nominated, candidates }: Preemption, { store, now }: View): SyncPart<void> {
  const [node] = nominated;
  const candidate = candidates.find((c) => c.node === node);
  if (node === undefined || !candidate) return;
  const waiting = store.get<StoredPod>(refOf(pod)) ?? pod;
  yield { do: "updateStatus", object: { ...waiting, status: { ...waiting.status, nominatedNodeName: node } } as StoredPod };
  for (const { namespace, name } of candidate.victims) {
    const victim = store.get<StoredPod>({ kind: "Pod", namespace, name });
    if (!victim || isTerminating(victim)) continue;
    const message = `default-scheduler: preempting to accommodate a higher priority pod`;
    const condition = { type: "DisruptionTarget", status: "True", reason: "PreemptionByScheduler", message };
    yield { do: "updateStatus", object: { ...victim, status: withCondition(victim.status, condition, now) } as StoredPod };
    const numbers = { pod: pod.metadata.name, priority: pod.spec.priority ?? 0, node };
    yield {
      do: "delete",
      ref: refOf(victim),
      why: because("preempted", numbers, [{ object: refOf(pod), field: "spec.priorityClassName" }]),
    };
    yield { do: "event", about: refOf(victim), type: "Normal", reason: "Preempted", message: `Preempted by pod ${pod.metadata.uid} on node ${node}` };
  }
}
