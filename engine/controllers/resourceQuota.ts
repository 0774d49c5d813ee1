import type { Controller } from "../core/controller.ts";
import { keyOfObject, type StoredObject } from "../core/objects.ts";
import { isFinished, type StoredPod } from "../core/pods.ts";
import { countableKinds, covers, recounted, type StoredQuota } from "../quota/quota.ts";

/** The ResourceQuota controller: counts the usage of a quota's namespace. Admission adds new objects; this controller subtracts deleted ones and handles new and changed quotas. */
export const resourceQuotaController: Controller = {
  name: "resourcequota-controller",
  watches: countableKinds,
  worksFor: "ResourceQuota",
  concerns({ key, before, after }, { store }) {
    const object = (after ?? before)!;
    const own = after?.kind === "ResourceQuota" ? [key] : [];
    if (after && (!before || !mayFree(before, after))) return own; // admission has counted new objects
    const quotas = store.list<StoredQuota>("ResourceQuota", object.metadata.namespace).filter((quota) => covers(quota, object));
    return [...own, ...quotas.map(keyOfObject)];
  },
  *sync(ref, view) {
    const quota = view.store.get<StoredQuota>(ref);
    if (!quota) return;
    const next = recounted(quota, view);
    if (next !== quota) yield { do: "updateStatus", object: next };
  },
};

/** Whether an update may have reduced the usage or moved a pod to another scope. Most status updates of pods change neither. */
function mayFree(before: StoredObject, after: StoredObject): boolean {
  if (after.kind !== "Pod") return after.kind === "Service" || after.kind === "PersistentVolumeClaim";
  const [pod, next] = [before as StoredPod, after as StoredPod];
  return isFinished(pod) !== isFinished(next) || pod.spec.activeDeadlineSeconds !== next.spec.activeDeadlineSeconds;
}
