import type { StoredPod } from "../../pods.ts";

export type { StoredPod };

/** The claims that a pod uses, by name: those that it names, and those of its ephemeral volumes. */
export function claimsOf({ metadata, spec }: StoredPod): string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return persistentVolumeClaim.claimName ?? [];
    return ephemeral ? `${metadata.name}-${name}` : [];
  });
}
