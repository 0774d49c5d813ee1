import type {
  CSIDriver,
  CSIDriverSpec,
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  StorageClass,
} from "../../schemas/generated/types.ts";
import { fill, inside, sequence, stated, within } from "./fill.ts";

export const claimSpec = fill<PersistentVolumeClaimSpec>({ volumeMode: "Filesystem" });

export const persistentVolumeClaim = within<PersistentVolumeClaim>({ spec: claimSpec });

export const persistentVolume = within<PersistentVolume>({
  spec: sequence<PersistentVolumeSpec>(
    fill({ persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" }),
    inside({
      hostPath: fill({ type: "" }),
      iscsi: stated("ISCSIPersistentVolumeSource"),
      rbd: stated("RBDPersistentVolumeSource"),
      azureDisk: stated("AzureDiskVolumeSource"),
      scaleIO: stated("ScaleIOPersistentVolumeSource"),
    }),
  ),
});

export const storageClass = fill<StorageClass>({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate" });

/** An empty list of modes is taken for none. */
function withModes(spec: CSIDriverSpec): CSIDriverSpec {
  return (spec.volumeLifecycleModes ?? []).length > 0 ? spec : { ...spec, volumeLifecycleModes: ["Persistent"] };
}

export const csiDriver = within<CSIDriver>({
  spec: sequence<CSIDriverSpec>(
    fill({
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      requiresRepublish: false,
      seLinuxMount: false,
    }),
    withModes,
  ),
});
