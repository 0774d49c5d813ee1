import { defaultIngressClass } from "./ingress.ts";
import { limitRanger } from "./limitRanger.ts";
import type { AdmissionPlugin } from "./plugin.ts";
import { resourceQuota } from "./resourceQuota.ts";
import { defaultStorageClass, persistentVolumeClaimResize } from "./storage.ts";

/**
 * The admission plugins that read other objects. What every pod gets (priority, tolerations, label keys) is filled in by `api/`.
 * They are in the API server's order: the quota comes last, when the object is complete.
 */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  limitRanger,
  defaultStorageClass,
  persistentVolumeClaimResize,
  defaultIngressClass,
  resourceQuota,
];
