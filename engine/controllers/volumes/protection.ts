import type { Controller, SyncPart, Sync } from "../../core/controller.ts";
import { keyOf, type StoredObject, refOf } from "../../core/objects.ts";
import type { StoredClaim, StoredVolume } from "../../volumes/matching.ts";
import type { StoredPod } from "../../core/pods.ts";
import { claimRefsOf, claimsOf } from "../../volumes/claims.ts";
import { because } from "../../core/why.ts";

const claimFinalizer = "kubernetes.io/pvc-protection";
const volumeFinalizer = "kubernetes.io/pv-protection";

/** The PVC protection controller: removes the finalizer of a deleted claim when no scheduled pod uses it, finished pods included. */
export const claimProtection: Controller = {
  name: "pvc-protection-controller",
  watches: ["PersistentVolumeClaim", "Pod"],
  worksFor: "PersistentVolumeClaim",
  concerns({ key, before, after }) {
    const object = (after ?? before)!;
    return object.kind === "PersistentVolumeClaim" ? [key] : claimRefsOf(object as StoredPod).map(keyOf);
  },
  *sync(ref, { store }): Sync {
    const claim = store.get<StoredClaim>(ref);
    if (!isHeld(claim, claimFinalizer)) return;
    const isUsed = store.list<StoredPod>("Pod", ref.namespace).some((pod) => pod.spec.nodeName && claimsOf(pod).includes(ref.name));
    if (!isUsed) yield* release(claim, claimFinalizer);
  },
};

/** The PV protection controller: removes the finalizer of a deleted volume when it is no longer bound. */
export const volumeProtection: Controller = {
  name: "pv-protection-controller",
  watches: ["PersistentVolume"],
  concerns: ({ key, after }) => (after ? [key] : []),
  *sync(ref, { store }): Sync {
    const volume = store.get<StoredVolume>(ref);
    if (isHeld(volume, volumeFinalizer) && volume.status.phase !== "Bound") yield* release(volume, volumeFinalizer);
  },
};

function isHeld<T extends StoredObject>(object: T | undefined, finalizer: string): object is T {
  return object?.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers?.includes(finalizer) ?? false);
}

function* release(object: StoredObject, finalizer: string): SyncPart<void> {
  const finalizers = object.metadata.finalizers?.filter((held) => held !== finalizer);
  const why = because("protection-ends", {}, [{ object: refOf(object), field: "metadata.finalizers" }]);
  yield { do: "update", object: { ...object, metadata: { ...object.metadata, finalizers } }, why };
}
