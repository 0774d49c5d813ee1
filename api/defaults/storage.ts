import type {
  CSIDriver,
  CSIDriverSpec,
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  StorageClass,
} from "../../schemas/generated/types.ts";
import { reaches } from "../version.ts";
import { fill, inside, sequence, stated, within } from "./fill.ts";

/** The defaults of a claim's spec, also inside a template of claims. */
export const claimSpec = fill<PersistentVolumeClaimSpec>({ volumeMode: "Filesystem" });

/**
 * The server's rules for a claim's two data source fields: dataSource accepts only claims and snapshots, and anything else is dropped;
 * what is in one of the two is copied to the other. A source in another namespace needs a feature that is off.
 */
export function withSources(spec: PersistentVolumeClaimSpec, old?: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef, ...rest } = spec;
  if (dataSource === undefined && dataSourceRef === undefined) return spec;
  const isElsewhere = (dataSourceRef?.namespace ?? "") !== "";
  const ref = isElsewhere && old?.dataSourceRef === undefined ? undefined : dataSourceRef;
  const hadSource = old?.dataSource !== undefined || old?.dataSourceRef !== undefined;
  const source = hadSource || ref !== undefined || isClaimOrSnapshot(dataSource) ? dataSource : undefined;
  const [first, second] = [source ?? (isElsewhere ? undefined : ref), ref ?? source];
  return { ...rest, ...(first && { dataSource: first }), ...(second && { dataSourceRef: second }) };
}

function isClaimOrSnapshot(source: PersistentVolumeClaimSpec["dataSource"]): boolean {
  const kind = `${source?.apiGroup ?? ""}/${source?.kind ?? ""}`;
  return kind === "/PersistentVolumeClaim" || kind === "snapshot.storage.k8s.io/VolumeSnapshot";
}

/** The defaults of a PersistentVolumeClaim. */
export const persistentVolumeClaim = within<PersistentVolumeClaim>({ spec: claimSpec });

/** The defaults of a PersistentVolume. */
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

/** The defaults of a StorageClass. */
export const storageClass = fill<StorageClass>({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate" });

/** An empty list of modes counts as absent. */
function withModes(spec: CSIDriverSpec): CSIDriverSpec {
  return (spec.volumeLifecycleModes ?? []).length > 0 ? spec : { ...spec, volumeLifecycleModes: ["Persistent"] };
}

/** The defaults of a CSIDriver. */
export const csiDriver = within<CSIDriver>({
  spec: sequence<CSIDriverSpec>(
    fill({
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      requiresRepublish: false,
      seLinuxMount: false,
      preventPodSchedulingIfMissing: (_, version) => (reaches(version, "1.37") ? false : undefined),
    }),
    withModes,
  ),
});
