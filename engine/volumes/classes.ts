import type { StorageClass } from "../../schemas/generated/types.ts";
import type { View } from "../core/controller.ts";
import type { StoredObject } from "../core/objects.ts";

/** A StorageClass as the store keeps it. */
export type StoredClass = StoredObject & StorageClass;

/** The class that a claim without one gets: of those that say they are the default, the newest. */
export function defaultClass({ store }: View): StoredClass | undefined {
  return store
    .list<StoredClass>("StorageClass")
    .findLast(({ metadata: { annotations = {} } }) => defaultNotes.some((note) => annotations[note] === "true"));
}

/** The class of this name, if it is there. */
export function classNamed({ store }: View, name: string): StoredClass | undefined {
  return store.get<StoredClass>({ kind: "StorageClass", namespace: "", name });
}

/** Who makes the volumes of a class: the driver that has taken over from what once was a part of Kubernetes, or whom the class names. */
export function provisionerOf({ provisioner = "" }: StoredClass): string {
  return successors.get(provisioner) ?? provisioner;
}

/** Whether claims of this class wait for a pod, and get a volume where that can run. */
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
