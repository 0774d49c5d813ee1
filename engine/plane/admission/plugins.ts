import { limitRanger } from "./limitRanger.ts";
import type { AdmissionPlugin } from "./plugin.ts";
import { resourceQuota } from "./resourceQuota.ts";
import { defaultStorageClass, persistentVolumeClaimResize } from "./storage.ts";

/**
 * Those that look at other objects; what a pod gets in any case (its priority, tolerations, label keys) the API fills in.
 * In the order in which the API server asks them: the quota last, when the object is as it will be.
 */
export const admissionPlugins: readonly AdmissionPlugin[] = [limitRanger, defaultStorageClass, persistentVolumeClaimResize, resourceQuota];
