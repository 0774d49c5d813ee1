import { defaultTolerationSeconds } from "./defaultTolerationSeconds.ts";
import { limitRanger } from "./limitRanger.ts";
import type { AdmissionPlugin } from "./plugin.ts";
import { priority } from "./priority.ts";
import { resourceQuota } from "./resourceQuota.ts";
import { defaultStorageClass, persistentVolumeClaimResize, storageObjectInUseProtection } from "./storage.ts";

/** In the order in which the API server asks them: the quota last, when the object is as it will be. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  limitRanger,
  priority,
  defaultTolerationSeconds,
  storageObjectInUseProtection,
  defaultStorageClass,
  persistentVolumeClaimResize,
  resourceQuota,
];
