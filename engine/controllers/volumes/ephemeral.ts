import type { Volume } from "../../../schemas/generated/types.ts";
import type { Unstored } from "../../core/command.ts";
import type { Controller, SyncPart, Sync } from "../../core/controller.ts";
import { controllerRef, refOf } from "../../core/objects.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import { claimNameOf, claimRef } from "../../volumes/claims.ts";
import { because } from "../../core/why.ts";

/** The ephemeral volume controller: creates the claims of generic ephemeral volumes. The pod owns the claim, which is deleted with it. */
export const ephemeralVolumes: Controller = {
  name: "ephemeral-volume-controller",
  watches: ["Pod", "PersistentVolumeClaim"],
  concerns({ key, before, after }, { store }) {
    if (after?.kind === "Pod") return !before && (after as StoredPod).spec.volumes?.some(({ ephemeral }) => ephemeral) ? [key] : [];
    const owner = after ? undefined : store.controllerKey(before, "Pod");
    return owner === undefined ? [] : [owner];
  },
  *sync(ref, { store }): Sync {
    const pod = store.get<StoredPod>(ref);
    if (!pod || isTerminating(pod)) return undefined;
    for (const volume of pod.spec.volumes ?? []) {
      if (!volume.ephemeral) continue;
      const name = claimNameOf(pod.metadata.name, volume)!;
      if (store.get(claimRef(ref.namespace, name))) continue;
      const refusal = yield* makeClaim(pod, volume, name);
      if (refusal !== undefined) return { retry: refusal };
    }
    return undefined;
  },
};

/** Returns the API server's refusal, if there is one. */
function* makeClaim(pod: StoredPod, { name: volume = "", ephemeral }: Volume, name: string): SyncPart<string | undefined> {
  const { metadata, spec } = ephemeral?.volumeClaimTemplate ?? {};
  const claim: Unstored = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name,
      namespace: pod.metadata.namespace,
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ownerReferences: [controllerRef(pod)],
    },
    ...{ spec },
  };
  const why = because("ephemeral-claim", { volume }, [{ object: refOf(pod), field: "spec.volumes" }]);
  const answer = yield { do: "create", object: claim, why };
  if (answer.ok) return undefined;
  const message = `ephemeral volume ${volume}: create PVC ${name}: ${answer.message}`;
  yield { do: "event", about: refOf(pod), type: "Warning", reason: "FailedBinding", message };
  return answer.message;
}
