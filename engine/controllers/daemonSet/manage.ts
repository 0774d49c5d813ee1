import type { Memory, SyncPart } from "../../core/controller.ts";
import { type Millis, refOf } from "../../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { because, type Why } from "../../core/why.ts";
import { backOff } from "./backOff.ts";
import type { Changes } from "./changes.ts";
import { allowsSurge, fields, isAvailableIn, isOfHash, type Pass, type Site } from "./shape.ts";
import { scheduledFirst } from "./sites.ts";

/** The changes that give every node the right pods, independent of updates. `wait`: how long a failed pod stays before it is deleted. */
export interface Managed extends Changes {
  readonly wait: Millis | undefined;
}

const nothing: Managed = { create: [], delete: [], wait: undefined };

/** Checks every node: creates missing pods, and deletes pods that may not stay, have finished or are superfluous. Records an event for finished pods. */
export function* manage(pass: Pass, memory: Memory): SyncPart<Managed> {
  const managed: Managed[] = [];
  for (const site of pass.sites) if (!site.isInOrder) managed.push(yield* manageSite(pass, site, memory));
  return {
    create: managed.flatMap(({ create }) => create),
    delete: managed.flatMap((each) => each.delete),
    wait: managed.find(({ wait }) => wait !== undefined)?.wait,
  };
}

function* manageSite(pass: Pass, site: Site, memory: Memory): SyncPart<Managed> {
  const { name, eligibility, pods } = site;
  if (!eligibility) {
    const unassigned = pods.filter(({ spec }) => !spec.nodeName);
    return { ...nothing, delete: each(unassigned, whyNot(pass, site)) };
  }
  const missing = eligibility.is === "wanted" ? [{ node: name, why: whyCreate(pass, name) }] : [];
  if (pods.length === 0) return { ...nothing, create: missing };
  const staying = pods.filter((pod) => !isTerminating(pod));
  if (eligibility.is === "refused") return { ...nothing, delete: each(staying, whyNot(pass, site)) };
  const cleared = yield* clearFinished(pass, name, staying.filter(isFinished), memory);
  const running = staying.filter((pod) => !isFinished(pod)).sort(scheduledFirst);
  if (!allowsSurge(pass.set)) return { ...cleared, delete: [...cleared.delete, ...each(running.slice(1), whyOne(pass, name))] };
  const surplus = tooManyOfTwo(pass, name, running);
  return { ...cleared, create: running.length === 0 ? missing : [], delete: [...cleared.delete, ...surplus] };
}

function each(pods: readonly StoredPod[], why: Why): Changes["delete"] {
  return pods.map((pod) => ({ pod, why }));
}

/** Deletes finished pods: succeeded ones at once, failed ones after a delay that doubles each time, since a kubelet may refuse them again. */
function* clearFinished({ set, view }: Pass, node: string, finished: readonly StoredPod[], memory: Memory): SyncPart<Managed> {
  const cleared: Changes["delete"][number][] = [];
  let wait: Millis | undefined;
  for (const pod of finished) {
    const isFailed = pod.status.phase === "Failed";
    const delay = isFailed ? backOff(memory, `${set.metadata.uid}/${set.status.observedGeneration ?? 0}/${node}`, view.now) : 0;
    if (delay > 0) wait ??= delay;
    if (delay > 0) continue;
    const about = refOf(set);
    const which = `daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
    yield isFailed
      ? { do: "event", about, type: "Warning", reason: "FailedDaemonPod", message: `Found failed ${which}, will try to kill it` }
      : { do: "event", about, type: "Normal", reason: "SucceededDaemonPod", message: `Found succeeded ${which}, will try to delete it` };
    const numbers = { pod: pod.metadata.name, node, phase: pod.status.phase ?? "" };
    cleared.push({ pod, why: because("replace-finished", numbers, []) });
  }
  return { create: [], delete: cleared, wait };
}

/** With surge a node may have a ready old pod and a new pod that is not available yet. All other pods are deleted; of two pods that are not ready, the old one. */
function tooManyOfTwo(pass: Pass, node: string, running: readonly StoredPod[]): Changes["delete"][number][] {
  const [fresh, ...otherFresh] = running.filter((pod) => isOfHash(pass, pod));
  const [old, ...otherOld] = running.filter((pod) => !isOfHash(pass, pod));
  const surplus = [...otherFresh, ...otherOld].map((pod) => ({ pod, why: whyOne(pass, node) }));
  if (!fresh || !old) return surplus;
  const numbers = { node, pod: old.metadata.name };
  if (!isReady(old)) return [...surplus, { pod: old, why: because("unready-old-goes", numbers, fields(pass.set, "surge")) }];
  if (isAvailableIn(pass, { pod: fresh, isReady: isReady(fresh) }))
    return [...surplus, { pod: old, why: because("new-replaces-old", numbers, fields(pass.set, "surge")) }];
  return surplus;
}

function whyCreate({ set }: Pass, node: string): Why {
  return because("node-wants-pod", { node }, fields(set, "selector"));
}

function whyOne({ set }: Pass, node: string): Why {
  return because("one-pod-a-node", { node }, fields(set, "template"));
}

function whyNot({ set }: Pass, { name: node, eligibility }: Site): Why {
  if (eligibility?.is !== "refused") return because("node-is-gone", { node }, []);
  const field = { "node-name": "nodeName", "node-selector": "selector", taint: "tolerations" } as const;
  return because(`node-refuses-${eligibility.because}`, { node }, fields(set, field[eligibility.because]));
}
