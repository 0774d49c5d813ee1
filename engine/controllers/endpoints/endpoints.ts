import { sameValue } from "../../../api/equal.ts";
import type { EndpointAddress, EndpointPort, Endpoints, EndpointSubset } from "../../../schemas/generated/types.ts";
import type { Unstored } from "../../core/command.ts";
import type { Controller, Sync, View } from "../../core/controller.ts";
import { type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { formatTime } from "../../../api/time.ts";
import { memoize } from "../../../api/memoize.ts";
import { servicesConcerned } from "./endpointSlice.ts";
import { hostnameIn, isEndpoint, offeredPorts, podsOf, selectsPods, type StoredService } from "./podEndpoint.ts";
import { because } from "../../core/why.ts";

/** An Endpoints object as the store keeps it. */
export type StoredEndpoints = StoredObject & Pick<Endpoints, "subsets">;

/** The Endpoints controller: updates the Endpoints object of a Service, the older form of its slices. It leaves out terminating pods. */
export const endpointsController: Controller = {
  name: "endpoints-controller",
  watches: ["Service", "Pod", "Endpoints"],
  worksFor: "Service",
  concerns: servicesConcerned,
  sync,
};

function* sync(ref: Ref, view: View): Sync {
  const own: Ref = { ...ref, kind: "Endpoints" };
  const service = view.store.get<StoredService>(ref);
  const existing = view.store.get<StoredEndpoints>(own);
  const why = because("endpoints-follow-pods", {}, [{ object: ref, field: "spec.selector" }]);
  if (!service) {
    if (existing) yield { do: "delete", ref: own, why };
    return;
  }
  if (!selectsPods(service)) return;
  const subsets = subsetsOf(service, view);
  if (!existing) {
    const metadata = {
      name: ref.name,
      namespace: ref.namespace,
      annotations: { [triggered]: service.metadata.creationTimestamp },
      labels: { ...service.metadata.labels, "endpoints.kubernetes.io/managed-by": "endpoint-controller" },
    };
    yield { do: "create", object: { apiVersion: "v1", kind: "Endpoints", metadata, subsets } as Unstored, why };
  } else if (!sameValue(existing.subsets, subsets)) {
    const next: StoredEndpoints = { ...existing, metadata: marked(existing, service, view), subsets };
    yield { do: "update", object: next, why };
  }
}

const triggered = "endpoints.kubernetes.io/last-change-trigger-time";

/** When a pod became ready, or ceased to be, if that is why the object changes: pods that go leave no time behind. */
function marked({ metadata }: StoredEndpoints, service: StoredService, view: View): StoredObject["metadata"] {
  const { [triggered]: _, ...others } = metadata.annotations ?? {};
  const now = formatTime(view.now);
  const hasTurned = podsOf(service, view.store).some(({ status }) =>
    status.conditions?.some(({ type, lastTransitionTime }) => type === "Ready" && lastTransitionTime === now),
  );
  if (hasTurned) return { ...metadata, annotations: { ...others, [triggered]: now } };
  const { annotations: __, ...rest } = metadata;
  return Object.keys(others).length > 0 ? { ...metadata, annotations: others } : rest;
}

/** The addresses of the pods that a Service selects, by the ports that they offer, the ready ones apart from the others. */
function subsetsOf(service: StoredService, view: View): EndpointSubset[] {
  const { publishNotReadyAddresses = false } = service.spec;
  const subsets = new Map<string, EndpointSubset>();
  const offerOf = offersTo(service);
  for (const pod of podsOf(service, view.store)) {
    if (!isEndpoint(pod) || (isTerminating(pod) && !publishNotReadyAddresses)) continue;
    const { ports, address } = offerOf(pod);
    if (ports.list.length === 0 && service.spec.clusterIP !== "None") continue;
    let subset = subsets.get(ports.key);
    if (!subset) subsets.set(ports.key, (subset = { ports: ports.list.map(withoutEmptyName), addresses: [], notReadyAddresses: [] }));
    (publishNotReadyAddresses || isReady(pod) ? subset.addresses : subset.notReadyAddresses)!.push(address);
  }
  return [...subsets.values()];
}

/** A pod's address for a Service, memoized by pod. */
const offersTo = memoize((service: StoredService) =>
  memoize((pod: StoredPod) => ({ address: addressOf(pod, service), ports: offeredPorts(service, pod) })),
);

/** The server leaves out an empty name, and what it keeps is compared. */
function withoutEmptyName({ name, ...port }: EndpointPort): EndpointPort {
  return name ? { name, ...port } : port;
}

function addressOf(pod: StoredPod, service: StoredService): EndpointAddress {
  const hostname = hostnameIn(service, pod);
  return {
    ip: pod.status.podIPs?.[0]?.ip,
    targetRef: { ...refOf(pod), uid: pod.metadata.uid },
    ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
    ...(hostname !== undefined && { hostname }),
  };
}
