import type { PersistentVolume } from "../../../schemas/generated/types.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import type { Refusal } from "../../core/decision.ts";
import type { Plugin } from "../framework.ts";
import type { PodInfo } from "../podInfo.ts";
import { classOf } from "../../volumes/claims.ts";
import type { Volumes } from "../volumes.ts";

const conflict: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) had no available volume zone"] };

/** Labels of zones and regions, and the new names of the old ones. */
const places: Readonly<Record<string, string>> = {
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone": "topology.kubernetes.io/zone",
  "topology.kubernetes.io/region": "topology.kubernetes.io/region",
};

/** A volume with a zone or region label needs a node in that zone or region. */
export const volumeZone: Plugin = {
  name: "VolumeZone",
  filter: (pod, { volumes }) => {
    const wanted = placesOf(pod, volumes);
    if (!Array.isArray(wanted)) return wanted;
    return wanted.length === 0 ? undefined : { test: (node) => (isThere(node, wanted) ? undefined : conflict) };
  },
};

interface Place {
  readonly key: string;
  readonly values: readonly string[];
}

function placesOf({ namespace, shape }: PodInfo, volumes: Volumes): Place[] | Refusal {
  const found: Place[] = [];
  for (const { persistentVolumeClaim } of shape.volumes) {
    if (persistentVolumeClaim === undefined) continue;
    const name = persistentVolumeClaim.claimName ?? "";
    const claim = volumes.claim(namespace, name);
    if (claim === undefined) return refuse(`persistentvolumeclaim "${name}" not found`);
    const volumeName = claim.spec?.volumeName;
    if (!volumeName) {
      const trouble = troubleWithoutVolume(classOf(claim), volumes);
      if (trouble !== undefined) return refuse(trouble);
      continue;
    }
    const volume = volumes.volume(volumeName);
    if (volume === undefined) return refuse(`persistentvolume "${volumeName}" not found`);
    found.push(...placesOfVolume(volume));
  }
  return found;
}

function refuse(reason: string): Refusal {
  return { code: "UnschedulableAndUnresolvable", reasons: [reason] };
}

/** A claim may have no volume only while it waits for its first consumer. */
function troubleWithoutVolume(className: string, volumes: Volumes): string | undefined {
  if (className === "") return "PersistentVolumeClaim had no pv name and storageClass name";
  const storageClass = volumes.storageClass(className);
  if (storageClass === undefined) return `storageclass.storage.k8s.io "${className}" not found`;
  return storageClass.volumeBindingMode === "WaitForFirstConsumer" ? undefined : "PersistentVolume had no name";
}

/** Several zones are separated by two underscores. A list with an empty entry is invalid. */
function placesOfVolume({ metadata }: PersistentVolume): Place[] {
  return Object.keys(places).flatMap((key) => {
    const values = metadata?.labels?.[key]?.split("__").map((value) => value.trim());
    return values === undefined || values.includes("") ? [] : [{ key, values }];
  });
}

function isThere({ labels }: NodeInfo, wanted: readonly Place[]): boolean {
  if (!Object.keys(places).some((key) => labels[key] !== undefined)) return true;
  return wanted.every(({ key, values }) => {
    const place = labels[key] ?? labels[places[key]!];
    return place !== undefined && values.includes(place);
  });
}
