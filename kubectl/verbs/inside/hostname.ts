import type { StoredPod } from "../../../engine/core/pods.ts";

/** The name by which a pod knows itself. */
export function hostnameOf({ metadata, spec }: StoredPod): string {
  return spec.hostNetwork ? (spec.nodeName ?? "") : (spec.hostname ?? metadata.name.slice(0, 63));
}
