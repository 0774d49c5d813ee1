import type { Container, Lease, Lifecycle, PodSpec, StatefulSet, VolumeProjection } from "../../schemas/generated/types.ts";
import { type Fill, each, inside } from "./fill.ts";

/**
 * Fields of features that are switched off unless somebody asks for them: the server reads them, and drops them before it looks any further.
 * Where such a field was the last of its object, that goes too, if nothing says that it was there.
 */
const withoutStopSignal: Fill<Container> = (container) => {
  if (container.lifecycle?.stopSignal === undefined) return container;
  const { stopSignal: _, ...lifecycle }: Lifecycle = container.lifecycle;
  const { lifecycle: __, ...rest } = container;
  return Object.keys(lifecycle).length === 0 ? rest : { ...rest, lifecycle };
};

const withoutCertificates: Fill<VolumeProjection> = (source) => {
  if (source.clusterTrustBundle === undefined && source.podCertificate === undefined) return source;
  const { clusterTrustBundle: _, podCertificate: __, ...rest } = source;
  return rest;
};

const containers = each(withoutStopSignal);

const withoutGroup: Fill<PodSpec> = (spec) => {
  if (spec.schedulingGroup === undefined) return spec;
  const { schedulingGroup: _, ...rest } = spec;
  return rest;
};

const withinPods = inside<PodSpec>({
  containers,
  initContainers: containers,
  volumes: each(inside({ projected: inside({ sources: each(withoutCertificates) }) })),
});

/** Removes the fields of a pod whose feature gates are off. */
export const withoutDisabled: Fill<PodSpec> = (spec) => withoutGroup(withinPods(spec));

/** StatefulSets replace their pods one at a time. */
export const withoutMaxUnavailable = inside<StatefulSet>({
  spec: inside({
    updateStrategy: inside({
      rollingUpdate: (rollingUpdate) => {
        if (rollingUpdate.maxUnavailable === undefined) return rollingUpdate;
        const { maxUnavailable: _, ...rest } = rollingUpdate;
        return rest;
      },
    }),
  }),
});

/** Leases are taken, not elected. */
export const withoutElection = inside<Lease>({
  spec: (spec) => {
    if (spec.strategy === undefined && spec.preferredHolder === undefined) return spec;
    const { strategy: _, preferredHolder: __, ...rest } = spec;
    return rest;
  },
});
