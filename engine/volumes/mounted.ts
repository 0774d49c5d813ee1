import { memoize } from "../../api/memoize.ts";
import type { PodSpec, Volume } from "../../schemas/generated/types.ts";

/** A volume of a pod, and its index. */
export interface MountedVolume {
  readonly volume: Volume;
  readonly index: number;
}

/** The volumes that some container mounts, or uses as a block device. A kubelet does not mount the others, so their faults do not matter. */
export const mountedVolumes: (spec: PodSpec) => readonly MountedVolume[] = memoize(({ volumes = [], initContainers = [], containers = [] }) => {
  if (volumes.length === 0) return [];
  const used = [...initContainers, ...containers].flatMap(({ volumeMounts = [], volumeDevices = [] }) => [...volumeMounts, ...volumeDevices]);
  const names = new Set(used.map(({ name }) => name));
  return volumes.flatMap((volume, index) => (names.has(volume.name) ? [{ volume, index }] : []));
});
