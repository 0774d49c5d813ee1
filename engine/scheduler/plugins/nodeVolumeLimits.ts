import type { CSINode, PersistentVolumeClaim, PersistentVolumeSpec, Volume } from "../../../schemas/generated/types.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";
import type { PodInfo } from "../podInfo.ts";
import { claimNameOf, classOf } from "../../volumes/claims.ts";
import type { Volumes } from "../volumes.ts";

const refusal: Refusal = { code: "Unschedulable", reasons: ["node(s) exceed max volume count"] };

/** A node can attach only so many volumes of each CSI driver. */
export const nodeVolumeLimits: Plugin = {
  name: "NodeVolumeLimits",
  filter: (pod, { volumes }) => {
    const isCounted = pod.shape.volumes.some(
      (volume) => (volume.persistentVolumeClaim ?? volume.ephemeral) !== undefined || inTreeSource(volume) !== undefined,
    );
    return isCounted ? { test: (node) => (exceeds(pod, node, volumes) ? refusal : undefined) } : undefined;
  },
};

/** Drivers by the volumes that they attach, each volume once. */
type Attached = Map<string, string>;

function exceeds(pod: PodInfo, node: NodeInfo, volumes: Volumes): boolean {
  const csiNode = volumes.csiNode(node.name);
  const limits = new Map(
    csiNode?.spec?.drivers?.flatMap(({ name = "", allocatable }) => (allocatable?.count === undefined ? [] : [[name, allocatable.count]])),
  );
  if (limits.size === 0) return false;
  const attached: Attached = new Map(node.pods.flatMap((each) => attachedBy(each, csiNode, volumes)));
  const added = new Map(attachedBy(pod, csiNode, volumes).filter(([volume]) => !attached.has(volume)));
  for (const { spec } of volumes.attachments()) {
    if (spec?.nodeName !== node.name || !spec.attacher || spec.source?.persistentVolumeName === undefined) continue;
    const handle = volumes.volume(spec.source.persistentVolumeName)?.spec?.csi?.volumeHandle;
    if (handle !== undefined) attached.set(`${spec.attacher}/${handle}`, spec.attacher);
  }
  return [...new Set(added.values())].some((driver) => countOf(attached, driver) + countOf(added, driver) > (limits.get(driver) ?? Infinity));
}

function countOf(attached: Attached, driver: string): number {
  return [...attached.values()].filter((each) => each === driver).length;
}

function attachedBy(pod: PodInfo, csiNode: CSINode | undefined, volumes: Volumes): [volume: string, driver: string][] {
  return pod.shape.volumes.flatMap((volume) => {
    const name = claimNameOf(pod.name, volume);
    const claim = name === undefined ? undefined : volumes.claim(pod.namespace, name);
    const source = name === undefined ? migrated(inTreeSource(volume), csiNode) : claim && sourceOfClaim(claim, csiNode, volumes);
    return source === undefined ? [] : [[`${source.driver}/${source.handle}`, source.driver] as [string, string]];
  });
}

interface Source {
  readonly driver: string;
  readonly handle: string;
}

/** The volume of a claim, or the one that its class will create. */
function sourceOfClaim(claim: PersistentVolumeClaim, csiNode: CSINode | undefined, volumes: Volumes): Source | undefined {
  const volume = claim.spec?.volumeName ? volumes.volume(claim.spec.volumeName)?.spec : undefined;
  if (volume?.csi) return volume.csi.driver && volume.csi.volumeHandle ? { driver: volume.csi.driver, handle: volume.csi.volumeHandle } : undefined;
  if (volume !== undefined) return migrated(inTreeSource(volume), csiNode);
  const provisioner = volumes.storageClass(classOf(claim))?.provisioner;
  if (!provisioner) return undefined;
  const driver = drivers.get(provisioner) ?? provisioner;
  if (driver !== provisioner && csiNode === undefined) return undefined;
  return { driver, handle: `claim ${claim.metadata?.namespace || "default"}/${claim.metadata?.name ?? ""}` };
}

/** Disks of old in-tree kinds are attached by the CSI driver that replaced them, if the node has one. */
function migrated(source: Source | undefined, csiNode: CSINode | undefined): Source | undefined {
  return csiNode === undefined ? undefined : source;
}

/** The CSI drivers that replaced old in-tree provisioners. */
const drivers: ReadonlyMap<string, string> = new Map([
  ["kubernetes.io/aws-ebs", "ebs.csi.aws.com"],
  ["kubernetes.io/gce-pd", "pd.csi.storage.gke.io"],
  ["kubernetes.io/azure-disk", "disk.csi.azure.com"],
  ["kubernetes.io/cinder", "cinder.csi.openstack.org"],
  ["kubernetes.io/portworx-volume", "pxd.portworx.com"],
]);

function inTreeSource(volume: Volume | PersistentVolumeSpec): Source | undefined {
  const { awsElasticBlockStore: aws, gcePersistentDisk: gce, azureDisk, cinder, portworxVolume } = volume;
  const [plugin, handle] = aws
    ? ["aws-ebs", aws.volumeID]
    : gce
      ? ["gce-pd", gce.pdName]
      : azureDisk
        ? ["azure-disk", azureDisk.diskURI]
        : cinder
          ? ["cinder", cinder.volumeID]
          : ["portworx-volume", portworxVolume?.volumeID];
  return handle === undefined ? undefined : { driver: drivers.get(`kubernetes.io/${plugin}`)!, handle };
}
