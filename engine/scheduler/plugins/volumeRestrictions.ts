import type { Volume } from "../../../schemas/generated/types.ts";
import type { Refusal } from "../../core/decision.ts";
import type { NodeFilter, Plugin } from "../framework.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import type { PodInfo } from "../podInfo.ts";
import type { Snapshot } from "../snapshot.ts";

const diskConflict: Refusal = { code: "Unschedulable", reasons: ["node(s) had no available disk"] };
const inUse: Refusal = {
  code: "Unschedulable",
  reasons: ["node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod"],
};

/** Two pods on one node cannot write to the same disk of some old kinds, and two pods cannot use a ReadWriteOncePod claim. */
export const volumeRestrictions: Plugin = {
  name: "VolumeRestrictions",
  filter: (pod, snapshot) => {
    const claims = exclusiveClaims(pod, snapshot);
    if (!(claims instanceof Set)) return claims;
    const disks = pod.shape.volumes.filter(isDisk);
    const users = [...claims].filter((claim) => snapshot.volumes.isUsed(pod.namespace, claim)).length;
    return disks.length === 0 && users === 0 ? undefined : filterOf(disks, claims, users);
  },
};

/** The pod's ReadWriteOncePod claims. */
function exclusiveClaims({ namespace, shape }: PodInfo, { volumes }: Snapshot): Set<string> | Refusal {
  const exclusive = new Set<string>();
  for (const { persistentVolumeClaim } of shape.volumes) {
    if (persistentVolumeClaim === undefined) continue;
    const name = persistentVolumeClaim.claimName ?? "";
    const claim = volumes.claim(namespace, name);
    if (claim === undefined) return { code: "UnschedulableAndUnresolvable", reasons: [`persistentvolumeclaim "${name}" not found`] };
    if (claim.spec?.accessModes?.includes("ReadWriteOncePod")) exclusive.add(name);
  }
  return exclusive;
}

function filterOf(disks: readonly Volume[], claims: ReadonlySet<string>, users: number): NodeFilter {
  const test = (node: NodeInfo): Refusal | undefined => {
    if (disks.some((disk) => node.pods.some(({ shape }) => shape.volumes.some((other) => conflict(disk, other))))) return diskConflict;
    return users > 0 ? inUse : undefined;
  };
  return {
    test,
    copy: () => {
      let left = users;
      return {
        test: (node) => filterOf(disks, claims, left).test(node),
        copy: () => filterOf(disks, claims, left).copy!(),
        shift: ({ shape }, _node, by) => {
          for (const { persistentVolumeClaim } of shape.volumes) if (claims.has(persistentVolumeClaim?.claimName ?? "")) left += by;
        },
      };
    },
  };
}

function isDisk({ gcePersistentDisk, awsElasticBlockStore, rbd, iscsi }: Volume): boolean {
  return (gcePersistentDisk ?? awsElasticBlockStore ?? rbd ?? iscsi) !== undefined;
}

/** Several readers may share most disks, but not EBS disks. */
function conflict(a: Volume, b: Volume): boolean {
  const reads = (one: { readOnly?: boolean | undefined }, other: { readOnly?: boolean | undefined }): boolean =>
    one.readOnly === true && other.readOnly === true;
  if (
    a.gcePersistentDisk &&
    b.gcePersistentDisk &&
    a.gcePersistentDisk.pdName === b.gcePersistentDisk.pdName &&
    !reads(a.gcePersistentDisk, b.gcePersistentDisk)
  )
    return true;
  if (a.awsElasticBlockStore && b.awsElasticBlockStore && a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore.volumeID) return true;
  if (a.iscsi && b.iscsi && a.iscsi.iqn === b.iscsi.iqn && !reads(a.iscsi, b.iscsi)) return true;
  if (!a.rbd || !b.rbd) return false;
  const { monitors = [], pool = "rbd", image } = a.rbd;
  return (
    monitors.some((monitor) => b.rbd!.monitors?.includes(monitor)) && pool === (b.rbd.pool ?? "rbd") && image === b.rbd.image && !reads(a.rbd, b.rbd)
  );
}
