import type { Memory, Steps } from "../../controller.ts";
import { type Millis, refOf } from "../../objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../pods.ts";
import type { Why } from "../../why.ts";
import { backOff } from "./backOff.ts";
import type { Changes } from "./changes.ts";
import { allowsSurge, fields, isAvailableIn, isOfHash, type Pass, type Site } from "./shape.ts";
import { scheduledFirst } from "./status.ts";

/** What brings every node to the pods that belong there, update or not. `wait`: how long a failed pod is left still. */
export interface Managed extends Changes {
  readonly wait: Millis | undefined;
}

/** Looks at every node: a missing pod is wanted, one that may not stay, has finished or is too many has to go. Tells of pods that have finished. */
export function* manage(pass: Pass, memory: Memory): Steps<Managed> {
  const create: Changes["create"][number][] = [];
  const remove: Changes["delete"][number][] = [];
  let wait: Millis | undefined;
  for (const site of pass.sites) {
    const { name, place, pods } = site;
    if (!place) {
      remove.push(...pods.filter(({ spec }) => !spec.nodeName).map((pod) => ({ pod, why: whyNot(pass, site) })));
    } else if (place.is === "wanted" && pods.length === 0) {
      create.push({ node: name, why: whyCreate(pass, name) });
    } else if (place.is === "refused") {
      remove.push(...pods.filter((pod) => !isTerminating(pod)).map((pod) => ({ pod, why: whyNot(pass, site) })));
    } else {
      const finished = yield* clearFinished(pass, name, pods, memory);
      remove.push(...finished.remove);
      wait ??= finished.wait;
      const running = pods
        .filter((pod) => !isTerminating(pod) && pod.status.phase !== "Failed" && pod.status.phase !== "Succeeded")
        .sort(scheduledFirst);
      remove.push(...(allowsSurge(pass.set) ? tooManyOfTwo(pass, name, running) : running.slice(1).map((pod) => ({ pod, why: whyOne(pass, name) }))));
      if (allowsSurge(pass.set) && running.length === 0 && place.is === "wanted") create.push({ node: name, why: whyCreate(pass, name) });
    }
  }
  return { create, delete: remove, wait };
}

/** Finished pods make room for new ones: succeeded ones at once, failed ones after a delay that doubles with each, since a kubelet may go on refusing them. */
function* clearFinished(
  { set, view }: Pass,
  node: string,
  pods: readonly StoredPod[],
  memory: Memory,
): Steps<{ remove: Changes["delete"]; wait: Millis | undefined }> {
  const remove: Changes["delete"][number][] = [];
  let wait: Millis | undefined;
  const about = refOf(set);
  for (const pod of pods.filter((pod) => !isTerminating(pod))) {
    const { name, namespace } = pod.metadata;
    const numbers = { pod: name, node, phase: pod.status.phase ?? "" };
    if (pod.status.phase === "Failed") {
      const delay = backOff(memory, `${set.metadata.uid}/${set.status.observedGeneration ?? 0}/${node}`, view.now);
      if (delay > 0) {
        wait ??= delay;
        continue;
      }
      yield {
        do: "event",
        about,
        type: "Warning",
        reason: "FailedDaemonPod",
        message: `Found failed daemon pod ${namespace}/${name} on node ${node}, will try to kill it`,
      };
    } else if (pod.status.phase === "Succeeded") {
      yield {
        do: "event",
        about,
        type: "Normal",
        reason: "SucceededDaemonPod",
        message: `Found succeeded daemon pod ${namespace}/${name} on node ${node}, will try to delete it`,
      };
    } else continue;
    remove.push({ pod, why: { rule: "replace-finished", numbers, fields: [] } });
  }
  return { remove, wait };
}

/** Under surge a node may have an old pod that is ready and a new one that is not available yet; all others go, and of two that are not ready the old one. */
function tooManyOfTwo(pass: Pass, node: string, running: readonly StoredPod[]): Changes["delete"][number][] {
  const [fresh, ...otherFresh] = running.filter((pod) => isOfHash(pass, pod));
  const [old, ...otherOld] = running.filter((pod) => !isOfHash(pass, pod));
  const surplus = [...otherFresh, ...otherOld].map((pod) => ({ pod, why: whyOne(pass, node) }));
  if (!fresh || !old) return surplus;
  const numbers = { node, pod: old.metadata.name };
  if (!isReady(old)) return [...surplus, { pod: old, why: { rule: "unready-old-goes", numbers, fields: fields(pass.set, "surge") } }];
  if (isAvailableIn(pass, fresh)) return [...surplus, { pod: old, why: { rule: "new-replaces-old", numbers, fields: fields(pass.set, "surge") } }];
  return surplus;
}

function whyCreate({ set }: Pass, node: string): Why {
  return { rule: "node-wants-pod", numbers: { node }, fields: fields(set, "selector") };
}

function whyOne({ set }: Pass, node: string): Why {
  return { rule: "one-pod-a-node", numbers: { node }, fields: fields(set, "template") };
}

function whyNot({ set }: Pass, { name: node, place }: Site): Why {
  if (place?.is !== "refused") return { rule: "node-is-gone", numbers: { node }, fields: [] };
  const field = { "node-name": "nodeName", "node-selector": "selector", taint: "tolerations" } as const;
  return { rule: `node-refuses-${place.because}`, numbers: { node }, fields: fields(set, field[place.because]) };
}
