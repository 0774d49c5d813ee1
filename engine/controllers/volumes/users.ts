import type { Volume } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../pods.ts";

/** The claim that a volume of a pod stands for, if it does: one that it names, or that of an ephemeral volume. */
export function claimNameOf({ metadata }: StoredPod, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  if (persistentVolumeClaim) return persistentVolumeClaim.claimName;
  return ephemeral && `${metadata.name}-${name}`;
}

/** The claims that a pod uses, by name. */
export function claimsOf(pod: StoredPod): string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => claimNameOf(pod, volume) ?? []);
}
