import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from "../../schemas/generated/types.ts";
import type { Ref } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { betaClass, selectedNode } from "./annotations.ts";

/** The class of a claim; empty for none. An old annotation counts more than the field. */
export function classOfClaim({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? "";
}

/** The class of a volume; empty for none. An old annotation counts more than the field. */
export function classOfVolume({ metadata, spec }: PersistentVolume): string {
  return metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? "";
}

/** The node that a claim's volume is to be made for, if that is decided. */
export function selectedNodeOf({ metadata }: PersistentVolumeClaim): string | undefined {
  return metadata?.annotations?.[selectedNode];
}

/** The claim that a volume of a pod stands for, if it does: one that it names, or that of an ephemeral volume. */
export function claimNameOf(pod: string, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  if (persistentVolumeClaim !== undefined) return persistentVolumeClaim.claimName ?? "";
  return ephemeral === undefined ? undefined : `${pod}-${name ?? ""}`;
}

/** The claims that a pod uses, by name. */
export function claimsOf({ metadata, spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap((volume) => claimNameOf(metadata?.name ?? "", volume) ?? []);
}

/** The reference to a claim. */
export function claimRef(namespace: string, name: string): Ref {
  return { kind: "PersistentVolumeClaim", namespace, name };
}

/** The claims that a pod uses, which need not be there. */
export function claimRefsOf(pod: StoredPod): Ref[] {
  return claimsOf(pod).map((name) => claimRef(pod.metadata.namespace, name));
}
