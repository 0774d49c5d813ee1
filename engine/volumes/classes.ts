import type { StorageClass } from "../../schemas/generated/types.ts";
import type { View } from "../core/controller.ts";
import type { StoredObject } from "../core/objects.ts";

/** A StorageClass as the store keeps it. */
export type StoredClass = StoredObject & StorageClass;

/** The class for claims without a class: the newest of those that are marked as default. */
export function defaultClass({ store }: View): StoredClass | undefined {
  return store
    .list<StoredClass>("StorageClass")
    .findLast(({ metadata: { annotations = {} } }) => defaultNotes.some((note) => annotations[note] === "true"));
}

/** The class with this name, if it exists. */
export function classNamed({ store }: View, name: string): StoredClass | undefined {
  return store.get<StoredClass>({ kind: "StorageClass", namespace: "", name });
}

/** The provisioner of a class. For an old in-tree provisioner it is the CSI driver that replaced it. */
export function provisionerOf({ provisioner = "" }: StoredClass): string {
  return successors.get(provisioner) ?? provisioner;
}

/** Whether the class has `volumeBindingMode: WaitForFirstConsumer`. */
export function waitsForConsumer(storageClass: StoredClass | undefined): boolean {
  return storageClass?.volumeBindingMode === "WaitForFirstConsumer";
}

const defaultNotes = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

const successors: ReadonlyMap<string, string> = new Map([
  ["kubernetes.io/aws-ebs", "ebs.csi.aws.com"],
  ["kubernetes.io/azure-disk", "disk.csi.azure.com"],
  ["kubernetes.io/azure-file", "file.csi.azure.com"],
  ["kubernetes.io/cinder", "cinder.csi.openstack.org"],
  ["kubernetes.io/gce-pd", "pd.csi.storage.gke.io"],
  ["kubernetes.io/portworx-volume", "pxd.portworx.com"],
  ["kubernetes.io/vsphere-volume", "csi.vsphere.vmware.com"],
]);
