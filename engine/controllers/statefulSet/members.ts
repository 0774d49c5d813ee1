import type { Volume } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../core/pods.ts";
import { type Revision, revisionHashLabel, templateOf } from "../history.ts";
import { podOf } from "../podOf.ts";
import { claimsOf, type Member } from "./claims.ts";
import { firstOrdinal, type FilledSlot, partitionOf, type StoredStatefulSet } from "./shape.ts";

const nameLabel = "statefulset.kubernetes.io/pod-name";
const indexLabel = "apps.kubernetes.io/pod-index";

/** The two revisions between which an update moves. They are the same when there is none. */
export interface Revisions {
  readonly current: Revision;
  readonly update: Revision;
}

/** The pod that holds an ordinal, as a member of its set. */
export function memberOf({ ordinal, pod }: FilledSlot): Member {
  return { name: pod.metadata.name, ordinal, uid: pod.metadata.uid };
}

/** The identity of an ordinal's pod. */
export function newMember({ metadata }: StoredStatefulSet, ordinal: number): Member {
  return { name: `${metadata.name}-${ordinal}`, ordinal, uid: undefined };
}

/** Pods below the partition are created from the current revision, all others from the update revision. */
export function revisionFor(set: StoredStatefulSet, { current, update }: Revisions, ordinal: number): Revision {
  const partition = partitionOf(set);
  return partition !== undefined && ordinal < firstOrdinal(set) + partition ? current : update;
}

/** The name of the revision that a pod was made from. */
export function revisionNameOf(pod: StoredPod): string | undefined {
  return pod.metadata.labels?.[revisionHashLabel];
}

/** A new pod for an ordinal. */
export function newPod(set: StoredStatefulSet, { name, ordinal }: Member, revision: Revision) {
  const template = templateOf(revision);
  const labels = { ...template.metadata?.labels, ...identityLabels(name, ordinal), [revisionHashLabel]: revision.metadata.name };
  const spec = { ...template.spec, hostname: name, subdomain: set.spec.serviceName ?? "", volumes: volumesOf(set, ordinal, template.spec?.volumes) };
  return podOf(set, { metadata: { ...template.metadata, labels }, spec }, name);
}

function identityLabels(name: string, ordinal: number) {
  return { [nameLabel]: name, [indexLabel]: String(ordinal) };
}

/** The pod's volumes. Volumes of its claims replace others with the same name. */
function volumesOf(set: StoredStatefulSet, ordinal: number, volumes: readonly Volume[] = []): Volume[] {
  const claimed = claimsOf(set, ordinal);
  const mounted = claimed.map(({ volume, name }) => ({ name: volume, persistentVolumeClaim: { claimName: name } }));
  return [...mounted, ...volumes.filter(({ name }) => !claimed.some(({ volume }) => volume === name))];
}

/** Whether a pod has its name as a label, and the volumes of its claims. */
export function isItself(set: StoredStatefulSet, { ordinal, pod }: FilledSlot): boolean {
  if (pod.metadata.labels?.[nameLabel] !== pod.metadata.name) return false;
  return claimsOf(set, ordinal).every(({ volume, name }) =>
    pod.spec.volumes?.some((mounted) => mounted.name === volume && mounted.persistentVolumeClaim?.claimName === name),
  );
}

/** The pod with its own name as a label and the volumes of its claims. */
export function itself(set: StoredStatefulSet, { ordinal, pod }: FilledSlot): StoredPod {
  const labels = { ...pod.metadata.labels, ...identityLabels(pod.metadata.name, ordinal) };
  return { ...pod, metadata: { ...pod.metadata, labels }, spec: { ...pod.spec, volumes: volumesOf(set, ordinal, pod.spec.volumes) } };
}
