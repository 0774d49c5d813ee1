import type { Container, Lifecycle, PodSpec, VolumeMount } from "../../schemas/generated/types.ts";
import { reaches } from "../version.ts";
import { type Fill, each, inside } from "./fill.ts";

/**
 * What is removed together with the fields of disabled features. The fields themselves are left out when an object is decoded (`schemas/gates.ts`);
 * here are those that remove something else, too.
 */
export const withoutDisabled: Fill<PodSpec> = (spec, version) => {
  const signals = withoutStopSignals(spec, version);
  return reaches(version, "1.35") ? signals : withoutImages(withoutRestartPolicies(signals, version));
};

/** Removes a lifecycle that only had a stop signal. */
const withoutStopSignal: Fill<Container> = (container) => {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { stopSignal: _, ...lifecycle }: Lifecycle = container.lifecycle;
  const { lifecycle: __, ...rest } = container;
  return Object.keys(lifecycle).length === 0 ? rest : { ...rest, lifecycle };
};

const signalsOff = each(withoutStopSignal);
const withoutStopSignals = inside<PodSpec>({ containers: signalsOff, initContainers: signalsOff });

/** Before containers had restart policies of their own, only `Always` meant something, for a container of the start. */
const withoutRestartPolicies = inside<PodSpec>({
  containers: each((container) => (container.restartPolicy === undefined ? container : withoutPolicy(container))),
  initContainers: each((container) =>
    container.restartPolicy === undefined || container.restartPolicy === "Always" ? container : withoutPolicy(container),
  ),
});

function withoutPolicy({ restartPolicy: _, ...container }: Container): Container {
  return container;
}

/** Volumes made of images, and where they are mounted. */
function withoutImages(spec: PodSpec): PodSpec {
  const images = new Set(spec.volumes?.flatMap(({ name, image }) => (image ? [name] : [])));
  if (images.size === 0) return spec;
  const containers = (list: Container[] | undefined): Container[] | undefined =>
    list?.map((container) => ({ ...container, volumeMounts: withoutMounts(container.volumeMounts, images) }));
  return {
    ...spec,
    volumes: spec.volumes?.filter(({ image }) => !image),
    containers: containers(spec.containers),
    ...(spec.initContainers && { initContainers: containers(spec.initContainers) }),
  };
}

function withoutMounts(mounts: VolumeMount[] | undefined, images: ReadonlySet<string | undefined>): VolumeMount[] | undefined {
  return mounts?.filter(({ name }) => !images.has(name));
}
