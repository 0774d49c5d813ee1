import { formatTime } from "../../api/time.ts";
import type { PodStatus } from "../../schemas/generated/types.ts";
import type { Command } from "../core/command.ts";
import type { Controller, Memory, Sync, View } from "../core/controller.ts";
import { controllerOf, type Key, type KeyedRef, refOf } from "../core/objects.ts";
import type { Change, StoreView } from "../core/store.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../core/pods.ts";
import { podsThatMayAsk } from "./hosts.ts";
import { copyOf, freshLife, isRunning, type Life, putContainer } from "./life.ts";
import { type Circumstances, type Look, regularOf } from "./look.ts";
import { isCrashing } from "./podStatus.ts";
import { hasNewHosts, isStale, podsWithFilesOf } from "./refresh.ts";
import { reported } from "./reporting.ts";
import { nextMoment, work } from "./worker.ts";
import { whyGone, whyOf } from "./whyOf.ts";

/** The kubelets of all nodes: they pull images and start, probe, restart and stop containers. */
export function kubelets(circumstances: Circumstances): Controller {
  return {
    name: "kubelet",
    watches: ["Pod", "ConfigMap", "Secret", "Service", "EndpointSlice"],
    worksFor: "Pod",
    concerns: (change, { store }) => concerned(change, store),
    sync(ref, view, memory) {
      const known = memory.get(ref.key) as Life | undefined;
      const pod = view.store.at<StoredPod>(ref.key) ?? (known && removed(known, view));
      if (!pod?.spec.nodeName) {
        memory.delete(ref.key);
        return undefined;
      }
      const life = known?.uid === pod.metadata.uid ? known : undefined;
      // Who else says that it has ended, such as a step, ends it: a kubelet does not start a pod again.
      if (life?.lastReported !== pod.status && isFinished(pod) && !isTerminating(pod)) {
        memory.delete(ref.key);
        return undefined;
      }
      return life && isQuiet(life, pod, view) ? waitOn(life, view) : live(circumstances, ref, pod, view, memory, life);
    },
  };
}

/** The pods that a change concerns: the changed one, those whose files it changes, or those that have looked up its name. */
function concerned(change: Change, store: StoreView): readonly Key[] {
  const { key, before, after } = change;
  switch ((after ?? before)!.kind) {
    case "Pod":
      return concernsKubelet(before as StoredPod | undefined, after as StoredPod | undefined) ? [key] : [];
    case "Service":
    case "EndpointSlice":
      return podsThatMayAsk(change, store);
    default:
      return after ? podsWithFilesOf(refOf(after), store) : [];
  }
}

/** Whether a change concerns a kubelet: a pod was bound or deleted, or a script reported a worse status. */
function concernsKubelet(before: StoredPod | undefined, after: StoredPod | undefined): boolean {
  if (!after) return before?.spec.nodeName !== undefined && !isTerminating(before);
  if (!after.spec.nodeName) return false;
  if (before?.spec.nodeName !== after.spec.nodeName || before.metadata.uid !== after.metadata.uid) return true;
  if (before.metadata.generation !== after.metadata.generation || isTerminating(before) !== isTerminating(after)) return true;
  return (!isTerminating(after) && isReady(before) && !isReady(after)) || (!isCrashing(before) && isCrashing(after));
}

/** Whether nothing is due and nothing has changed, so that the present timer is enough. */
function isQuiet(life: Life, pod: StoredPod, { now, store }: View): boolean {
  const { nextAt, lastReported, stage, refresh, generation } = life;
  if (generation !== pod.metadata.generation) return false;
  if ((!refresh && isStale(life, pod, store)) || hasNewHosts(life, pod, store)) return false;
  return now < nextAt && (lastReported === undefined || pod.status === lastReported) && isTerminating(pod) === (stage !== "syncing");
}

/** A pod that was removed without grace. As long as its node is there, what still runs of it is ended as if it had been deleted. */
function removed({ pod }: Life, { now, store }: View): StoredPod | undefined {
  if (!store.get({ kind: "Node", namespace: "", name: pod.spec.nodeName! })) return undefined;
  return isTerminating(pod) ? pod : { ...pod, metadata: { ...pod.metadata, deletionTimestamp: formatTime(now) } };
}

/** Sets the timer again after an outdated one fired. */
// oxlint-disable-next-line require-yield -- a sync that does nothing
function* waitOn({ nextAt }: Life, { now }: View): Sync {
  return nextAt < Infinity ? { inMillis: nextAt - now } : undefined;
}

/** One sync of a pod: does everything that is due now, and reports it to the API server at once. */
function* live(circumstances: Circumstances, ref: KeyedRef, pod: StoredPod, view: View, memory: Memory, known: Life | undefined): Sync {
  const { syncs, savedAt } = view;
  const life = !known ? freshLife(pod, syncs, refOf(pod)) : known.since > savedAt ? known : copyOf(known, syncs);
  life.pod = pod;
  const said: Command[] = [];
  const look: Look = { circumstances, key: ref.key, pod, view, now: view.now, memory, life, said };
  takeOver(look);
  const before = life.status;
  work(look);
  for (const event of said) yield event;
  const isThere = view.store.at(ref.key) !== undefined;
  const goes = isThere && life.stage === "gone" && isTerminating(pod);
  if (isThere && life.status && life.status !== before && !(goes && (controllerOf(pod)?.kind ?? "Job") !== "Job"))
    yield* report(look, reported(look));
  if (life.stage !== "gone") {
    life.nextAt = nextMoment(look);
    if (life !== known) memory.set(ref.key, life);
    return life.nextAt < Infinity ? { inMillis: life.nextAt - look.now } : undefined;
  }
  memory.delete(ref.key);
  if (goes) yield { do: "delete", ref: life.about, gracePeriodSeconds: 0, why: whyGone(look) };
  return undefined;
}

function* report(look: Look, status: PodStatus): Generator<Command, void, { readonly ok: boolean; readonly object?: unknown }> {
  const why = whyOf(look, status);
  const answer = yield { do: "updateStatus", object: { ...look.pod, status } as StoredPod, ...(why && { why }) };
  look.life.lastReported = answer.ok ? (answer.object as StoredPod).status : status;
}

/** Takes over what a script has reported about the pod: its processes crashed, or it is not ready for a while. */
function takeOver({ pod, life, now }: Look): void {
  const { lastReported } = life;
  if (!lastReported || pod.status === lastReported) return;
  if (isCrashing(pod) && !isCrashing({ ...pod, status: lastReported })) {
    for (const { name } of regularOf(pod)) {
      const own = life.containers[name];
      if (own && isRunning(own.latest, now))
        putContainer(life, name, { ...own, latest: { ...own.latest, end: { at: now, code: 1, reason: "Error" } } });
    }
  } else if (isReady({ ...pod, status: lastReported }) && !isReady(pod)) {
    life.lapsesUntil = now + 1000 * (regularOf(pod)[0]?.readinessProbe?.periodSeconds ?? 10);
  }
  life.lastReported = pod.status;
}
