import type { SyncPart, View } from "../../core/controller.ts";
import { isAvailable, isFinished, isTerminating, type StoredPod } from "../../core/pods.ts";
import { refOf } from "../../core/objects.ts";
import { because, type Why } from "../../core/why.ts";
import { numberOf } from "../history.ts";
import { slowStart } from "../podControl.ts";
import { areOwned, createClaims, isStale, type Member, ownClaims } from "./claims.ts";
import { isItself, itself, memberOf, newMember, newPod, type Revisions, revisionFor } from "./members.ts";
import { isUp, type PodIndex } from "./podIndex.ts";
import { fields, firstOrdinal, type FilledSlot, isOrdered, partitionOf, type Slot, replicasOf, type StoredStatefulSet } from "./shape.ts";

/** The result for one pod: continue with the next pod, wait for this one, or stop, since the API server refused something. */
type Progress = "next" | "wait" | { readonly refused: string };

/** One sync over all pods of a StatefulSet: the ordinals that should exist, and the pods beyond them, from the highest ordinal down. */
interface Pass extends Revisions {
  readonly set: StoredStatefulSet;
  readonly view: View;
  readonly index: PodIndex;
}

/**
 * Creates missing pods, then removes pods beyond the replicas, then replaces one outdated pod. Each part must be complete before the next begins.
 * Returns the refusal, if there was one.
 */
export function* syncPods(set: StoredStatefulSet, index: PodIndex, revisions: Revisions, view: View): SyncPart<string | undefined> {
  const pass: Pass = { set, view, index, ...revisions };
  const beyond = index.beyond.list().map((ordinal) => ({ ordinal, pod: index.byOrdinal.get(ordinal)! }));
  beyond.reverse();

  let progress = yield* fillRow(pass);
  if (progress === "next") progress = yield* inOrder(set, beyond, (held) => handOver(pass, held));
  if (progress === "next") progress = yield* inOrder(set, beyond, (held) => remove(pass, held, beyond));
  if (progress === "next") progress = yield* update(pass);
  return typeof progress === "object" ? progress.refused : undefined;
}

/** Handles the ordinals that need it. The steady ones between them count, too, where pods are created in batches. */
function fillRow(pass: Pass): SyncPart<Progress> {
  const { set, index } = pass;
  const first = firstOrdinal(set);
  return inOrder(
    set,
    index.unsettled.list(),
    (ordinal) => fill(pass, { ordinal, pod: index.byOrdinal.get(ordinal) }),
    (ordinal) => ordinal - first,
  );
}

/** OrderedReady: one pod after the other, while none must be waited for. Parallel: all pods, while none is refused. */
function* inOrder<T>(
  set: StoredStatefulSet,
  items: readonly T[],
  stepOf: (item: T) => SyncPart<Progress>,
  placeOf?: (item: T) => number,
): SyncPart<Progress> {
  if (!isOrdered(set)) {
    const all = yield* slowStart(items, stepOf, (progress) => typeof progress === "object", placeOf);
    return all.find((progress) => typeof progress === "object") ?? "next";
  }
  for (const item of items) {
    const progress = yield* stepOf(item);
    if (progress !== "next") return progress;
  }
  return "next";
}

/** Handles one ordinal: creates its pod, replaces a finished one, or waits for it. */
function* fill(pass: Pass, slot: Slot): SyncPart<Progress> {
  const { set, view } = pass;
  const { ordinal, pod } = slot;
  if (!pod) return yield* create(pass, newMember(set, ordinal));
  const held = { ordinal, pod };
  if (isFinished(pod)) {
    const why = because("replace-finished", { phase: pod.status.phase ?? "" }, fields(set, "replicas"));
    const refused = isTerminating(pod) ? undefined : yield* deletePod(set, pod, why);
    return refused ?? "wait";
  }
  if (pod.status.phase === "Pending") {
    const refused = yield* provide(set, memberOf(held), view);
    if (refused) return refused;
  }
  if (isOrdered(set) && (isTerminating(pod) || !isSteady(pass, pod))) return "wait";
  if (!isItself(set, held) || !areOwned(set, memberOf(held), view)) return yield* correct(set, held, view);
  if (isSteady(pass, pod)) pass.index.unsettled.put(ordinal, false);
  return "next";
}

/** Whether the pod runs and has been ready for `minReadySeconds`. */
function isSteady({ set, view }: Pass, pod: StoredPod): boolean {
  return isUp(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, view.now) && !isTerminating(pod);
}

function* create(pass: Pass, member: Member): SyncPart<Progress> {
  const { set, view } = pass;
  if (isStale(set, member, view)) return "wait";
  const trouble = yield* createClaims(set, member, view);
  if (trouble !== undefined) return (yield* report(set, "Create", member.name, trouble)) ?? "wait";
  const revision = revisionFor(set, pass, member.ordinal);
  const numbers = { pod: member.name, ordinal: member.ordinal, replicas: replicasOf(set), revision: numberOf(revision) };
  const why: Why = because(isOrdered(set) ? "next-in-row" : "missing-in-row", numbers, fields(set, "replicas", "order"));
  const answer = yield { do: "create", object: newPod(set, member, revision), why };
  if (!answer.ok && answer.reason === "AlreadyExists") return { refused: answer.message };
  const refusal = yield* ownClaims(set, member, view);
  if (refusal) return (yield* report(set, "Update", member.name, refusal.message)) ?? "wait";
  const refused = yield* report(set, "Create", member.name, answer.ok ? undefined : answer.message);
  return refused ?? (isOrdered(set) ? "wait" : "next");
}

/** Creates the claims of a pending pod again, since they may have been deleted. */
function* provide(set: StoredStatefulSet, member: Member, view: View): SyncPart<{ readonly refused: string } | undefined> {
  const trouble = yield* createClaims(set, member, view);
  if (trouble !== undefined) return { refused: trouble };
  const refusal = yield* ownClaims(set, member, view);
  return refusal && (yield* report(set, "Update", member.name, refusal.message));
}

/** Restores a pod's labels and volumes and the owners of its claims, if something changed them. */
function* correct(set: StoredStatefulSet, held: FilledSlot, view: View): SyncPart<Progress> {
  const member = memberOf(held);
  const trouble = isItself(set, held) ? undefined : yield* createClaims(set, member, view);
  const refusal = trouble === undefined ? yield* ownClaims(set, member, view) : undefined;
  if (trouble !== undefined || refusal) return (yield* report(set, "Update", member.name, trouble ?? refusal?.message)) ?? "next";
  const why = because("keep-identity", { pod: member.name }, fields(set, "claims"));
  const answer = yield { do: "update", object: itself(set, held), why };
  return (yield* report(set, "Update", member.name, answer.ok ? undefined : answer.message)) ?? "next";
}

/** Makes a deleted pod the owner of its claims, if the retention policy deletes them with it. */
function* handOver({ set, view }: Pass, held: FilledSlot): SyncPart<Progress> {
  const refusal = yield* ownClaims(set, memberOf(held), view);
  return refusal ? { refused: refusal.message } : "next";
}

/** Deletes a pod beyond the replicas. With OrderedReady the pods above it must be gone first, and no pod below it may be unready, except the last of them. */
function* remove(pass: Pass, held: FilledSlot, beyond: readonly FilledSlot[]): SyncPart<Progress> {
  const { set } = pass;
  const { ordinal, pod } = held;
  if (isTerminating(pod)) return isOrdered(set) ? "wait" : "next";
  if (isOrdered(set) && !isSteady(pass, pod) && held !== beyond.findLast((other) => !isSteady(pass, other.pod))) return "wait";
  const [replicas, first] = [replicasOf(set), firstOrdinal(set)];
  const why = because("beyond-row", { ordinal, replicas, last: first + replicas - 1 }, fields(set, "replicas", "ordinals"));
  return (yield* deletePod(set, pod, why)) ?? "wait";
}

/** Deletes the pod with the highest ordinal that does not have the update revision, if all pods above it are available. The next sync creates its replacement. */
function* update(pass: Pass): SyncPart<Progress> {
  const { set, index, current } = pass;
  const [first, partition] = [firstOrdinal(set), partitionOf(set)];
  if (partition === undefined || index.end < first + replicasOf(set)) return "next";
  const ordinal = Math.max(index.outdated.highest ?? -1, first + partition - 1);
  const isAwaited = (other: number): boolean => {
    const pod = index.byOrdinal.get(other);
    return other > ordinal && (!pod || !isSteady(pass, pod));
  };
  if (index.unsettled.list().some(isAwaited)) return "wait";
  if (ordinal < first + partition) return "next";
  const numbers = { ordinal, partition, from: numberOf(current) };
  const why = because("highest-outdated", numbers, fields(set, "template", "partition"));
  return (yield* deletePod(set, index.byOrdinal.get(ordinal)!, why)) ?? "wait";
}

function* deletePod(set: StoredStatefulSet, pod: StoredPod, why: Why): SyncPart<{ readonly refused: string } | undefined> {
  const answer = yield { do: "delete", ref: refOf(pod), why };
  return yield* report(set, "Delete", pod.metadata.name, answer.ok || answer.code === 404 ? undefined : answer.message);
}

/** Records an event about what the StatefulSet did to a pod. Returns the refusal, if there was one. */
function* report(
  set: StoredStatefulSet,
  verb: "Create" | "Update" | "Delete",
  pod: string,
  refused: string | undefined,
): SyncPart<{ readonly refused: string } | undefined> {
  const about = refOf(set);
  const what = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name}`;
  if (refused === undefined) {
    yield { do: "event", about, type: "Normal", reason: `Successful${verb}`, message: `${what} successful` };
    return undefined;
  }
  yield { do: "event", about, type: "Warning", reason: `Failed${verb}`, message: `${what} failed error: ${refused}` };
  return { refused };
}
