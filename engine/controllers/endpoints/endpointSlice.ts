import { sameValue } from "../../../api/equal.ts";
import { matcher } from "../../../api/selector.ts";
import type { Endpoint } from "../../../schemas/generated/types.ts";
import type { Controller, Sync, View } from "../../core/controller.ts";
import { type Key, keyOf, keyOfObject, type Ref, refOf } from "../../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { memoize } from "../../../api/memoize.ts";
import type { Change } from "../../core/store.ts";
import { hostnameIn, isEndpoint, offeredPorts, podsOf, selectorOf, selectsPods, type StoredService } from "./podEndpoint.ts";
import { Contents, managedByLabel, serviceNameLabel, slicesOf, writeSlices } from "./slices.ts";
import { because } from "../../core/why.ts";

const managedBy = "endpointslice-controller.k8s.io";

/** The EndpointSlice controller: updates a Service's slices with its pods. Terminating pods are included: they may still serve, but are not ready. */
export const endpointSliceController: Controller = {
  name: "endpointslice-controller",
  watches: ["Service", "Pod", "EndpointSlice"],
  worksFor: "Service",
  concerns: servicesConcerned,
  sync,
};

/** The Services that a change of a Service, a pod, or something made for a Service concerns. */
export function servicesConcerned({ key, before, after }: Change, { store }: View): Key[] {
  const { kind, metadata } = (after ?? before)!;
  if (kind === "Service") return [key];
  if (kind === "Pod") {
    if (before && after && isSameEndpoint(before as StoredPod, after as StoredPod)) return [];
    const selects = (service: StoredService): boolean => {
      const matches = matcher(selectorOf(service));
      return matches(before?.metadata.labels) || matches(after?.metadata.labels);
    };
    return store
      .list<StoredService>("Service", metadata.namespace)
      .filter((service) => selectsPods(service) && selects(service))
      .map(keyOfObject);
  }
  const service = kind === "Endpoints" ? metadata.name : metadata.labels?.[managedByLabel] === managedBy && metadata.labels[serviceNameLabel];
  return service ? [keyOf({ kind: "Service", namespace: metadata.namespace, name: service })] : [];
}

/** Whether a pod's change is none for a Service: most are about its containers and conditions. The controllers look at the same few fields. */
function isSameEndpoint(before: StoredPod, after: StoredPod): boolean {
  return (
    before.metadata.labels === after.metadata.labels &&
    isTerminating(before) === isTerminating(after) &&
    isReady(before) === isReady(after) &&
    isEndpoint(before) === isEndpoint(after) &&
    sameValue(before.status.podIPs, after.status.podIPs)
  );
}

function* sync(ref: Ref, view: View): Sync {
  const service = view.store.get<StoredService>(ref);
  if (!service || !selectsPods(service)) return; // existing slices stay; the garbage collector deletes those of a deleted Service
  const contents = new Contents();
  const offerOf = offersTo(service);
  for (const pod of podsOf(service, view.store)) {
    const { endpoints, ports } = offerOf(pod);
    for (const endpoint of endpoints) contents.add(endpoint, ports);
  }
  const slices = contents.slices();
  yield* writeSlices(
    service,
    managedBy,
    slices,
    slicesOf(view, ref.namespace, ref.name, managedBy),
    because("endpoints-follow-pods", { endpoints: slices.reduce((sum, { endpoints }) => sum + endpoints.length, 0) }, [
      { object: ref, field: "spec.selector" },
    ]),
  );
}

/** A pod's endpoints for a Service, memoized by pod: few of many pods change at a time. */
const offersTo = memoize((service: StoredService) =>
  memoize((pod: StoredPod) => ({ endpoints: isEndpoint(pod) ? endpointsOf(pod, service) : [], ports: offeredPorts(service, pod) })),
);

/** A pod's endpoint in each address family that the Service has. */
function endpointsOf(pod: StoredPod, service: StoredService): Endpoint[] {
  const { ipFamilies = ["IPv4"], publishNotReadyAddresses = false } = service.spec;
  const [ready, terminating, hostname] = [isReady(pod), isTerminating(pod), hostnameIn(service, pod)];
  return ipFamilies.flatMap((family) => {
    const addresses = (pod.status.podIPs ?? []).flatMap(({ ip }) => (ip !== undefined && ip.includes(":") === (family === "IPv6") ? ip : []));
    if (addresses.length === 0) return [];
    return {
      addresses,
      conditions: { ready: publishNotReadyAddresses || (ready && !terminating), serving: ready, terminating },
      targetRef: { ...refOf(pod), uid: pod.metadata.uid },
      ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
      ...(hostname !== undefined && { hostname }),
    };
  });
}
