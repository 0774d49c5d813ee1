import type { Memory, SyncPart, View } from "../../core/controller.ts";
import { refOf } from "../../core/objects.ts";
import { provisionedBy } from "../../volumes/annotations.ts";
import { keptFor, type StoredClaim, type StoredVolume } from "../../volumes/matching.ts";
import { reportOnce } from "./reportOnce.ts";
import { because } from "../../core/why.ts";

/** Updates a volume's phase by its claim. When the claim is gone, the volume becomes Released, or is deleted if a driver can do that. */
export function* syncVolume(volume: StoredVolume, view: View, memory: Memory): SyncPart<void> {
  const { claimRef } = volume.spec;
  if (!claimRef?.uid) {
    yield* setPhase(volume, "Available");
    return;
  }
  const claim = view.store.get<StoredClaim>(keptFor(volume)!);
  if (claim?.metadata.uid === claimRef.uid) {
    if (claim.spec.volumeName === volume.metadata.name) yield* setPhase(volume, "Bound");
    else if (claim.spec.volumeName) yield* unbind(volume);
    return;
  }
  if (volume.status.phase !== "Failed") yield* setPhase(volume, "Released");
  if (volume.spec.persistentVolumeReclaimPolicy === "Delete") yield* fail(volume, memory);
}

/** The control plane has no plugin that deletes volumes; the driver deletes those that it created. */
function* fail(volume: StoredVolume, memory: Memory): SyncPart<void> {
  const { name, annotations = {} } = volume.metadata;
  if (annotations[provisionedBy] !== undefined) return;
  const message = `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`;
  yield* setPhase(volume, "Failed", message);
  yield* reportOnce(refOf(volume), "Warning", "VolumeFailedDelete", message, memory);
}

function* setPhase(volume: StoredVolume, phase: string, message?: string): SyncPart<void> {
  if (volume.status.phase === phase && volume.status.message === message) return;
  yield { do: "updateStatus", object: { ...volume, status: { phase, ...(message !== undefined && { message }) } } as StoredVolume };
}

function* unbind(volume: StoredVolume): SyncPart<void> {
  const { claimRef, ...spec } = volume.spec;
  const why = because("volume-unbound", { claim: claimRef?.name ?? "" }, [{ object: refOf(volume), field: "spec.claimRef" }]);
  yield { do: "update", object: { ...volume, spec } as StoredVolume, why };
}
