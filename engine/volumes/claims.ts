import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from "../../schemas/generated/types.ts";
import type { Ref } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { betaClass, selectedNode } from "./annotations.ts";

/** The class of a claim or a volume; empty for none. The old annotation wins over the field. */
export function classOf({ metadata, spec }: PersistentVolumeClaim | PersistentVolume): string {
  return metadata?.annotations?.[betaClass] ?? spec?.storageClassName ?? "";
}

/** The node for which a claim's volume is created, if that is decided. */
export function selectedNodeOf({ metadata }: PersistentVolumeClaim): string | undefined {
  return metadata?.annotations?.[selectedNode];
}

/** The name of the claim that a pod's volume uses, if it uses one: the named claim, or the claim of an ephemeral volume. */
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

/** References to the claims that a pod uses. They need not exist. */
export function claimRefsOf(pod: StoredPod): Ref[] {
  return claimsOf(pod).map((name) => claimRef(pod.metadata.namespace, name));
}
