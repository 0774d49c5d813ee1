import type { Refused } from "../../core/command.ts";
import type { SyncPart, View } from "../../core/controller.ts";
import { controllerOf } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { type Rank, victims } from "../deletionOrder.ts";
import { manifestField } from "../../core/manifest.ts";
import { createPod, deletePod, slowStart } from "../podControl.ts";
import { podOf } from "../podOf.ts";
import type { ReplicaOwner } from "./shape.ts";
import { because } from "../../core/why.ts";

/** The most pods that a sync creates or deletes. */
const burst = 500;

/** Creates missing pods, or deletes superfluous ones. Returns the first refusal. */
export function* manage(owner: ReplicaOwner, pods: readonly StoredPod[], view: View): SyncPart<Refused | undefined> {
  const wanted = owner.spec.replicas ?? 1;
  if (pods.length < wanted) return yield* createPods(owner, pods.length, Math.min(wanted - pods.length, burst), view);
  if (pods.length > wanted) return yield* deletePods(owner, pods, Math.min(pods.length - wanted, burst), view);
  return undefined;
}

function* createPods(owner: ReplicaOwner, have: number, missing: number, view: View): SyncPart<Refused | undefined> {
  const wanted = owner.spec.replicas ?? 1;
  const why = because("replicas-missing", { have, wanted, missing }, [manifestField(owner, "spec.replicas", view)]);
  const pod = podOf(owner, owner.spec.template);
  const answers = yield* slowStart(
    Array.from({ length: missing }, () => pod),
    () => createPod(owner, pod, why),
    ({ ok }) => !ok,
  );
  return answers.find((answer) => !answer.ok);
}

function* deletePods(owner: ReplicaOwner, pods: readonly StoredPod[], surplus: number, view: View): SyncPart<Refused | undefined> {
  const fields = [manifestField(owner, "spec.replicas", view)];
  let refusal: Refused | undefined;
  for (const { pod, rank } of victims(pods, relatedPods(owner, view), surplus, view.now)) {
    const why = because(ruleOf(rank), { have: pods.length, wanted: owner.spec.replicas ?? 1, surplus, node: pod.spec.nodeName ?? "" }, fields);
    const answer = yield* deletePod(owner, pod, why);
    if (!answer.ok && answer.reason !== "NotFound") refusal ??= answer;
  }
  return refusal;
}

function ruleOf(rank: Rank | undefined): "replicas-surplus" | `first-to-go-${Rank}` {
  return rank === undefined ? "replicas-surplus" : `first-to-go-${rank}`;
}

/** The pods of all ReplicaSets with the same owner, including its own. Empty for a ReplicaSet without an owner. */
function relatedPods(owner: ReplicaOwner, { store }: View): StoredPod[] {
  const siblings = store.controlledBy(controllerOf(owner)?.uid ?? "", owner.kind);
  return siblings.flatMap(({ metadata }) => store.controlledBy<StoredPod>(metadata.uid, "Pod"));
}
