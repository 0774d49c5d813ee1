import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
  VolumeAttributesClass,
  VolumeNodeAffinity,
} from "../../schemas/generated/types.ts";
import { classOf } from "../../engine/volumes/claims.ts";
import type { Stored, StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { Cluster } from "../core/cluster.ts";
import { longTime, since } from "../text/age.ts";
import { byText } from "../../api/byText.ts";
import { capitalBoolean, formatAccessModes, formatLabels } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { heading, marks } from "./parts/metadata.ts";
import { persistentSource } from "./parts/volumes.ts";
import { age, viewOf, type Views } from "./view.ts";

function phaseOf({ metadata, status }: Stored<PersistentVolumeClaim> | Stored<PersistentVolume>): string {
  return metadata.deletionTimestamp ? "Terminating" : (status.phase ?? "");
}

export const storageViews: Views = {
  PersistentVolume: viewOf<Stored<PersistentVolume>>({
    columns: [
      { title: "Capacity", cell: ({ spec }) => spec.capacity?.["storage"] ?? "0" },
      { title: "Access Modes", cell: ({ spec }) => formatAccessModes(spec.accessModes) },
      { title: "Reclaim Policy", cell: ({ spec }) => spec.persistentVolumeReclaimPolicy ?? "" },
      { title: "Status", cell: phaseOf },
      { title: "Claim", cell: ({ spec }) => (spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : "") },
      { title: "StorageClass", cell: classOf },
      { title: "VolumeAttributesClass", cell: ({ spec }) => spec.volumeAttributesClassName ?? "<unset>" },
      { title: "Reason", cell: ({ status }) => status.reason ?? "" },
      age,
      { title: "VolumeMode", wide: true, cell: ({ spec }) => spec.volumeMode ?? "<unset>" },
    ],
    describe: describeVolume,
  }),
  PersistentVolumeClaim: viewOf<Stored<PersistentVolumeClaim>>({
    columns: [
      { title: "Status", cell: phaseOf },
      { title: "Volume", cell: ({ spec }) => spec.volumeName ?? "" },
      { title: "Capacity", cell: ({ spec, status }) => (spec.volumeName ? (status.capacity?.["storage"] ?? "0") : "") },
      { title: "Access Modes", cell: ({ spec, status }) => (spec.volumeName ? formatAccessModes(status.accessModes) : "") },
      { title: "StorageClass", cell: classOf },
      { title: "VolumeAttributesClass", cell: ({ spec }) => spec.volumeAttributesClassName ?? "<unset>" },
      age,
      { title: "VolumeMode", wide: true, cell: ({ spec }) => spec.volumeMode ?? "<unset>" },
    ],
    describe: describeClaim,
  }),
  StorageClass: viewOf<Stored<StorageClass> & StorageClass>({
    name: ({ metadata }) => `${metadata.name}${isDefault(metadata) ? " (default)" : ""}`,
    columns: [
      { title: "Provisioner", cell: ({ provisioner }) => provisioner ?? "" },
      { title: "ReclaimPolicy", cell: ({ reclaimPolicy }) => reclaimPolicy ?? "Delete" },
      { title: "VolumeBindingMode", cell: ({ volumeBindingMode }) => volumeBindingMode ?? "Immediate" },
      { title: "AllowVolumeExpansion", cell: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
      age,
    ],
    describe: describeClass,
  }),
  VolumeAttributesClass: viewOf<Stored<VolumeAttributesClass>>({
    columns: [{ title: "DriverName", cell: ({ driverName }) => driverName ?? "" }, age],
    describe(page, { metadata, driverName, parameters }) {
      page.field("Name", metadata.name).field("Annotations", formatLabels(metadata.annotations));
      page.field("DriverName", driverName).field("Parameters", formatLabels(parameters));
    },
  }),
  VolumeAttachment: viewOf<Stored<VolumeAttachment>>({
    columns: [
      { title: "Attacher", cell: ({ spec }) => spec.attacher ?? "" },
      { title: "PV", cell: ({ spec }) => spec.source?.persistentVolumeName ?? "" },
      { title: "Node", cell: ({ spec }) => spec.nodeName ?? "" },
      { title: "Attached", cell: ({ status }) => status.attached ?? false },
      age,
    ],
  }),
  CSIDriver: viewOf<Stored<CSIDriver>>({
    columns: [
      { title: "AttachRequired", cell: ({ spec }) => spec.attachRequired ?? true },
      { title: "PodInfoOnMount", cell: ({ spec }) => spec.podInfoOnMount ?? false },
      { title: "StorageCapacity", cell: ({ spec }) => spec.storageCapacity ?? false },
      { title: "TokenRequests", cell: ({ spec }) => spec.tokenRequests?.map(({ audience }) => audience).join(",") ?? "<unset>" },
      { title: "RequiresRepublish", cell: ({ spec }) => spec.requiresRepublish ?? false },
      { title: "Modes", cell: ({ spec }) => spec.volumeLifecycleModes?.join(",") || "<none>" },
      age,
    ],
  }),
  CSINode: viewOf<Stored<CSINode>>({ columns: [{ title: "Drivers", cell: ({ spec }) => spec.drivers?.length ?? 0 }, age] }),
  CSIStorageCapacity: viewOf<Stored<CSIStorageCapacity>>({
    columns: [
      { title: "StorageClassName", cell: ({ storageClassName }) => storageClassName ?? "" },
      { title: "Capacity", cell: ({ capacity }) => capacity ?? "<unset>" },
    ],
  }),
};

function isDefault({ annotations = {} }: StoredObject["metadata"]): boolean {
  return ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"].some(
    (key) => annotations[key] === "true",
  );
}

function status(object: Stored<PersistentVolumeClaim> | Stored<PersistentVolume>, now: number): string {
  const { deletionTimestamp } = object.metadata;
  return deletionTimestamp ? `Terminating (lasts ${since(deletionTimestamp, now)})` : (object.status.phase ?? "");
}

function finalizers({ metadata }: StoredObject): string {
  return `[${(metadata.finalizers ?? []).join(" ")}]`;
}

function describeVolume(page: Page, volume: Stored<PersistentVolume>, { now }: Cluster): void {
  const { metadata, spec } = volume;
  page.field("Name", metadata.name);
  marks(page, volume);
  page.field("Finalizers", finalizers(volume));
  page.field("StorageClass", classOf(volume));
  page.field("Status", status(volume, now));
  page.field("Claim", spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : "");
  page.field("Reclaim Policy", spec.persistentVolumeReclaimPolicy);
  page.field("Access Modes", formatAccessModes(spec.accessModes));
  if (spec.volumeMode !== undefined) page.field("VolumeMode", spec.volumeMode);
  page.field("Capacity", spec.capacity?.["storage"] ?? "0");
  affinityField(page, spec.nodeAffinity);
  page.field("Message", volume.status.message ?? "");
  persistentSource(page, spec);
}

function affinityField(page: Page, affinity: VolumeNodeAffinity | undefined): void {
  if (!affinity?.required) {
    page.field("Node Affinity", "<none>");
    return;
  }
  const terms = affinity.required.nodeSelectorTerms ?? [];
  page.field("Node Affinity", "").line(1, `Required Terms:\t${terms.length === 0 ? "<none>" : ""}`);
  for (const [i, { matchExpressions = [] }] of terms.entries()) {
    const texts = matchExpressions.map(
      ({ key, operator = "", values = [] }) => `${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(", ")}]` : ""}`,
    );
    page.fieldOf(`Term ${i}`, texts, 2);
  }
}

function describeClaim(page: Page, claim: Stored<PersistentVolumeClaim>, { store, now }: Cluster): void {
  const { metadata, spec } = claim;
  heading(page, claim);
  page.field("StorageClass", classOf(claim));
  page.field("Status", status(claim, now));
  page.field("Volume", spec.volumeName ?? "");
  marks(page, claim);
  page.field("Finalizers", finalizers(claim));
  page.field("Capacity", spec.volumeName ? (claim.status.capacity?.["storage"] ?? "0") : "");
  page.field("Access Modes", spec.volumeName ? formatAccessModes(claim.status.accessModes) : "");
  if (spec.volumeMode !== undefined) page.field("VolumeMode", spec.volumeMode);
  if (spec.dataSource) {
    page.line(0, "DataSource:");
    if (spec.dataSource.apiGroup !== undefined) page.line(1, `APIGroup:\t${spec.dataSource.apiGroup}`);
    page.line(1, `Kind:\t${spec.dataSource.kind}`).line(1, `Name:\t${spec.dataSource.name}`);
  }
  const users = store.list<StoredPod>("Pod", metadata.namespace).filter((pod) => uses(pod, claim));
  page.fieldOf("Used By", users.map((pod) => pod.metadata.name).sort(byText));
  conditions(page, claim);
}

function uses({ metadata, spec }: StoredPod, claim: Stored<PersistentVolumeClaim>): boolean {
  const isNamed = spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim.metadata.name) ?? false;
  return isNamed || (claim.metadata.ownerReferences?.some(({ kind, uid }) => kind === "Pod" && uid === metadata.uid) ?? false);
}

function conditions(page: Page, claim: Stored<PersistentVolumeClaim>): void {
  const all = claim.status.conditions ?? [];
  if (all.length === 0) return;
  page.line(0, "Conditions:").line(1, "Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage");
  page.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
  for (const { type, status: is, lastProbeTime, lastTransitionTime, reason = "", message = "" } of all)
    page.line(1, `${type} \t${is} \t${longTime(lastProbeTime)} \t${longTime(lastTransitionTime)} \t${reason} \t${message}`);
}

function describeClass(page: Page, storage: Stored<StorageClass> & StorageClass): void {
  const { metadata, provisioner, parameters, allowVolumeExpansion, mountOptions = [], reclaimPolicy, volumeBindingMode, allowedTopologies } = storage;
  page.field("Name", metadata.name);
  page.field("IsDefaultClass", isDefault(metadata) ? "Yes" : "No");
  page.field("Annotations", formatLabels(metadata.annotations));
  page.field("Provisioner", provisioner);
  page.field("Parameters", formatLabels(parameters));
  page.field("AllowVolumeExpansion", capitalBoolean(allowVolumeExpansion));
  if (mountOptions.length === 0) page.field("MountOptions", "<none>");
  else page.line(0, "MountOptions:");
  for (const option of mountOptions) page.line(1, option);
  if (reclaimPolicy !== undefined) page.field("ReclaimPolicy", reclaimPolicy);
  if (volumeBindingMode !== undefined) page.field("VolumeBindingMode", volumeBindingMode);
  if (!allowedTopologies) return;
  page.field("AllowedTopologies", allowedTopologies.length === 0 ? "<none>" : "");
  for (const [i, { matchLabelExpressions = [] }] of allowedTopologies.entries())
    page.fieldOf(
      `Term ${i}`,
      matchLabelExpressions.map(({ key, values = [] }) => `${key} in${values.length > 0 ? ` [${values.join(", ")}]` : ""}`),
      1,
    );
}
