import type { Controller } from "../controller.ts";
import { keyOfObject } from "../objects.ts";
import { countableKinds, covers, recounted, type StoredQuota } from "../quota/quota.ts";

/** Counts what a quota's namespace holds. Admission adds what comes; this takes away what has gone, and sees to a quota that is new or changed. */
export const resourceQuotaController: Controller = {
  name: "resourcequota-controller",
  watches: countableKinds,
  *concerns({ before, after }, view) {
    const object = (after ?? before)!;
    if (after?.kind === "ResourceQuota") yield keyOfObject(after);
    if (after && !before) return; // admission has counted it
    for (const quota of view.store.list<StoredQuota>("ResourceQuota", object.metadata.namespace)) if (covers(quota, object)) yield keyOfObject(quota);
  },
  *sync(ref, view) {
    const quota = view.store.get<StoredQuota>(ref);
    if (!quota) return;
    const next = recounted(quota, view);
    if (next !== quota) yield { do: "updateStatus", object: next };
  },
};
