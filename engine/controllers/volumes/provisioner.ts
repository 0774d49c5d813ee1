import type { Node, PersistentVolumeSpec } from "../../../schemas/generated/types.ts";
import type { Unstored } from "../../core/command.ts";
import type { Controller, Memory, Sync, View } from "../../core/controller.ts";
import { type Key, keyOfObject, type Millis, refOf, type Stored } from "../../core/objects.ts";
import { classOf, selectedNodeOf } from "../../volumes/claims.ts";
import { provisionedBy, storageProvisioner } from "../../volumes/annotations.ts";
import { classNamed, type StoredClass, waitsForConsumer } from "../../volumes/classes.ts";
import { requestText, type StoredClaim, type StoredVolume } from "../../volumes/matching.ts";
import { because } from "../../core/why.ts";

/** How long it takes to create a volume. */
const provisionMillis = 2000;

/**
 * The external provisioner of a StorageClass, which creates and deletes volumes. It is not part of Kubernetes and stands for all drivers alike:
 * it runs in rehearsals, where nodes run by themselves, and not in scripts, which play everything outside of the control plane.
 */
export const externalProvisioner: Controller = {
  name: "external-provisioner",
  watches: ["PersistentVolumeClaim", "PersistentVolume"],
  concerns: ({ key, after }) => (after ? [key] : []),
  *sync(ref, view, memory): Sync {
    const object = view.store.get(ref);
    if (object?.kind === "PersistentVolume") return yield* reclaim(object as StoredVolume);
    if (object && isWanting(object as StoredClaim, view)) return yield* provision(object as StoredClaim, view, memory);
    memory.delete(ref.key);
  },
};

/** Whether the driver should create a claim's volume now: a claim that waits for its first consumer needs a selected node first. */
function isWanting(claim: StoredClaim, view: View): boolean {
  const driver = claim.metadata.annotations?.[storageProvisioner];
  if (claim.spec.volumeName || claim.metadata.deletionTimestamp || !driver || driver.startsWith(inTree)) return false;
  const storageClass = classNamed(view, classOf(claim));
  return storageClass !== undefined && (!waitsForConsumer(storageClass) || selectedNodeOf(claim) !== undefined);
}

function* provision(claim: StoredClaim, view: View, memory: Memory): Sync {
  const key: Key = keyOfObject(claim);
  const about = refOf(claim);
  const due = memory.get(key) as Millis | undefined;
  if (due === undefined) {
    const message = `External provisioner is provisioning volume for claim "${about.namespace}/${about.name}"`;
    yield { do: "event", about, type: "Normal", reason: "Provisioning", message };
    memory.set(key, view.now + provisionMillis);
    return { inMillis: provisionMillis };
  }
  if (view.now < due) return { inMillis: due - view.now };
  memory.delete(key);
  const name = `pvc-${claim.metadata.uid}`;
  const why = because("volume-provisioned", { claim: about.name, class: classOf(claim) }, [{ object: about, field: "spec" }]);
  const answer = yield { do: "create", object: volumeFor(claim, name, view), why };
  if (!answer.ok) return { retry: answer.message };
  yield { do: "event", about, type: "Normal", reason: "ProvisioningSucceeded", message: `Successfully provisioned volume ${name}` };
}

function volumeFor(claim: StoredClaim, name: string, view: View): Unstored {
  const { metadata, spec } = claim;
  const storageClass = classNamed(view, classOf(claim))!;
  const driver = metadata.annotations![storageProvisioner]!;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { [provisionedBy]: driver } },
    ...{
      spec: {
        capacity: { storage: requestText(claim) },
        accessModes: spec.accessModes,
        volumeMode: spec.volumeMode,
        storageClassName: storageClass.metadata.name,
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? "Delete",
        mountOptions: storageClass.mountOptions,
        claimRef: { apiVersion: "v1", ...refOf(claim), uid: metadata.uid },
        ...sourceOf(driver, name),
        ...reach(claim, storageClass, view),
      } satisfies PersistentVolumeSpec,
    },
  };
}

/** Names that are reserved for Kubernetes: behind `kubernetes.io/no-provisioner` there is no driver. */
const inTree = "kubernetes.io/";

/** A CSI driver's name is a DNS name; others, such as `rancher.io/local-path`, create volumes of older kinds. */
function sourceOf(driver: string, name: string): Pick<PersistentVolumeSpec, "csi" | "hostPath"> {
  return driver.includes("/") ? { hostPath: { path: `/var/lib/volumes/${name}` } } : { csi: { driver, volumeHandle: name } };
}

/** A volume that was created for a node can be reached from that node's zone, if it has one. */
function reach(claim: StoredClaim, storageClass: StoredClass, { store }: View): Pick<PersistentVolumeSpec, "nodeAffinity"> {
  if (!waitsForConsumer(storageClass)) return {};
  const node = store.get<Stored<Node>>({ kind: "Node", namespace: "", name: selectedNodeOf(claim)! });
  const zone = node?.metadata.labels?.[zoneLabel];
  if (zone === undefined) return {};
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: zoneLabel, operator: "In", values: [zone] }] }] } } };
}

const zoneLabel = "topology.kubernetes.io/zone";

/** Deletes a provisioned volume with its claim, if the class has `reclaimPolicy: Delete`. */
function* reclaim(volume: StoredVolume): Sync {
  const { annotations, deletionTimestamp } = volume.metadata;
  if (volume.status.phase !== "Released" || volume.spec.persistentVolumeReclaimPolicy !== "Delete") return;
  if (annotations?.[provisionedBy] === undefined || deletionTimestamp !== undefined) return;
  const why = because("volume-reclaimed", { claim: volume.spec.claimRef?.name ?? "" }, [
    { object: refOf(volume), field: "spec.persistentVolumeReclaimPolicy" },
  ]);
  yield { do: "delete", ref: refOf(volume), why };
}
