import { compare, parseQuantity, value } from "../../../api/quantity.ts";
import { matches } from "../../../api/selector.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../../schemas/generated/types.ts";
import { bindCompleted } from "../../volumes/annotations.ts";
import { claimNameOf, classOf, selectedNodeOf } from "../../volumes/claims.ts";
import { allowsModes, findVolume, requestOf } from "../../volumes/matching.ts";
import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import { nodeMatcher } from "../nodeSelector.ts";
import type { PodInfo } from "../podInfo.ts";
import { foreignClaim, type Volumes } from "../volumes.ts";

const elsewhere = "node(s) didn't match PersistentVolume's node affinity";
const nothingToBind = "node(s) didn't find available persistent volumes to bind";
const tooLittle = "node(s) did not have enough free storage";
const volumeMissing = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";

const noProvisioner = "kubernetes.io/no-provisioner";

/** A pod's volumes must be reachable from its node: existing ones, and those that are chosen or created for the node. */
export const volumeBinding: Plugin = {
  name: "VolumeBinding",
  filter: (pod, { volumes }) => {
    const claims = claimsOf(pod, volumes);
    if (!Array.isArray(claims)) return claims;
    if (claims.length === 0) return undefined;
    const sorted = sortOut(claims, volumes);
    if (sorted === undefined) return refuse("pod has unbound immediate PersistentVolumeClaims");
    return {
      test: (node) => {
        const plan = planOn(node, sorted, volumes);
        return Array.isArray(plan) ? refuse(...plan) : undefined;
      },
    };
  },
};

/** Decides the volume bindings for this pod on this node. */
export function assumeVolumes(pod: PodInfo, node: NodeInfo, volumes: Volumes): void {
  const claims = claimsOf(pod, volumes);
  const sorted = Array.isArray(claims) ? sortOut(claims, volumes) : undefined;
  const plan = sorted && planOn(node, sorted, volumes);
  if (plan === undefined || Array.isArray(plan)) return;
  for (const { claim, volume } of plan.bindings) volumes.bind(claim, volume);
  for (const claim of plan.provisions) volumes.provision(claim, node.name);
}

function refuse(...reasons: string[]): Refusal {
  return { code: "UnschedulableAndUnresolvable", reasons };
}

function claimsOf(pod: PodInfo, volumes: Volumes): PersistentVolumeClaim[] | Refusal {
  const claims: PersistentVolumeClaim[] = [];
  for (const volume of pod.shape.volumes) {
    const name = claimNameOf(pod.name, volume);
    if (name === undefined) continue;
    const claim = volumes.claim(pod.namespace, name);
    const trouble =
      claim === undefined ? missing(name, volume.ephemeral !== undefined) : (troubleWith(claim) ?? (volume.ephemeral && foreignClaim(pod, claim)));
    if (trouble !== undefined) return refuse(trouble);
    claims.push(volumes.decidedClaim(pod.namespace, name)!);
  }
  return claims;
}

function missing(name: string, isEphemeral: boolean): string {
  return isEphemeral
    ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
    : `persistentvolumeclaim "${name}" not found`;
}

function troubleWith({ metadata, spec, status }: PersistentVolumeClaim): string | undefined {
  if (status?.phase === "Lost")
    return `persistentvolumeclaim "${metadata?.name ?? ""}" bound to non-existent persistentvolume "${spec?.volumeName ?? ""}"`;
  return metadata?.deletionTimestamp === undefined ? undefined : `persistentvolumeclaim "${metadata.name ?? ""}" is being deleted`;
}

interface Claims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** Claims that wait for their first consumer, which is this pod. */
  readonly late: readonly PersistentVolumeClaim[];
}

/** Nothing if a claim should be bound already but is not. */
function sortOut(claims: readonly PersistentVolumeClaim[], volumes: Volumes): Claims | undefined {
  const [bound, late]: [PersistentVolumeClaim[], PersistentVolumeClaim[]] = [[], []];
  for (const claim of claims) {
    const waits = volumes.storageClass(classOf(claim))?.volumeBindingMode === "WaitForFirstConsumer";
    if (claim.spec?.volumeName && claim.metadata?.annotations?.[bindCompleted] !== undefined) bound.push(claim);
    else if (waits && !claim.spec?.volumeName) late.push(claim);
    else return undefined;
  }
  return { bound, late };
}

interface Plan {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provisions: readonly PersistentVolumeClaim[];
}

/** The bindings of the claims on this node, or why there are none. */
function planOn(node: NodeInfo, { bound, late }: Claims, volumes: Volumes): Plan | string[] {
  const reasons: string[] = [];
  const trouble = troubleWithBound(bound, node, volumes);
  if (trouble === elsewhere) reasons.push(elsewhere);
  const plan = planLate(late, node, volumes);
  if (typeof plan === "string") reasons.push(plan);
  if (trouble === volumeMissing) reasons.push(volumeMissing);
  return reasons.length > 0 || typeof plan === "string" ? reasons : plan;
}

function troubleWithBound(claims: readonly PersistentVolumeClaim[], node: NodeInfo, volumes: Volumes): string | undefined {
  for (const { spec } of claims) {
    const volume = volumes.decidedVolume(spec?.volumeName ?? "");
    if (volume === undefined) return volumeMissing;
    if (!isReachable(volume, node)) return elsewhere;
  }
  return undefined;
}

function planLate(claims: readonly PersistentVolumeClaim[], node: NodeInfo, volumes: Volumes): Plan | string {
  const chosen = claims.filter((claim) => selectedNodeOf(claim) !== undefined);
  if (chosen.some((claim) => selectedNodeOf(claim) !== node.name)) return nothingToBind;
  const open = claims.filter((claim) => selectedNodeOf(claim) === undefined).sort((a, b) => compare(requestOf(a), requestOf(b)));
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const provisions = [...chosen];
  for (const claim of open) {
    const free = volumes.volumesOf(classOf(claim)).filter((volume) => !bindings.some((binding) => binding.volume === volume));
    const volume = findVolume(claim, free, { mayTake: (one) => allowsModes(one, claim), isReachable: (one) => isReachable(one, node) });
    if (volume === undefined) provisions.push(claim);
    else bindings.push({ claim, volume });
  }
  for (const claim of provisions) {
    const storageClass = volumes.storageClass(classOf(claim));
    if (!storageClass?.provisioner || storageClass.provisioner === noProvisioner || !isAllowedTopology(storageClass, node)) return nothingToBind;
    if (!hasRoom(claim, storageClass, node, volumes)) return tooLittle;
  }
  return { bindings, provisions };
}

function isReachable({ spec }: PersistentVolume, { labels }: NodeInfo): boolean {
  const required = spec?.nodeAffinity?.required;
  return required === undefined || nodeMatcher(required)({ labels });
}

function isAllowedTopology({ allowedTopologies = [] }: StorageClass, { labels }: NodeInfo): boolean {
  if (allowedTopologies.length === 0) return true;
  return allowedTopologies.some(
    ({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.length > 0 && matchLabelExpressions.every(({ key = "", values = [] }) => values.includes(labels[key] ?? "")),
  );
}

/** Checks the capacity that a CSI driver publishes, if it does. */
function hasRoom(claim: PersistentVolumeClaim, { metadata, provisioner = "" }: StorageClass, { labels }: NodeInfo, volumes: Volumes): boolean {
  const size = claim.spec?.resources?.requests?.["storage"];
  if (size === undefined || !volumes.csiDriver(provisioner)?.spec?.storageCapacity) return true;
  const wanted = value(requestOf(claim));
  for (const capacity of volumes.capacities()) {
    const limit = capacity.maximumVolumeSize ?? capacity.capacity;
    const room = limit === undefined ? undefined : parseQuantity(limit);
    if (capacity.storageClassName === metadata?.name && room !== undefined && value(room) >= wanted && matches(capacity.nodeTopology, labels))
      return true;
  }
  return false;
}
