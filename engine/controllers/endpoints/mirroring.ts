import type { Endpoint, EndpointAddress, EndpointSubset } from "../../../schemas/generated/types.ts";
import type { Controller, Sync, View } from "../../core/controller.ts";
import { keyOf, type Ref } from "../../core/objects.ts";
import type { StoredEndpoints } from "./endpoints.ts";
import { keyed, type OfferedPorts, type StoredService } from "./podEndpoint.ts";
import { type Content, Contents, slicesOf, writeSlices } from "./slices.ts";
import { because } from "../../core/why.ts";

const managedBy = "endpointslicemirroring-controller.k8s.io";

/** The EndpointSliceMirroring controller: copies Endpoints that a person wrote for a Service without a selector into slices, since kube-proxy reads only slices. */
export const endpointSliceMirroring: Controller = {
  name: "endpointslicemirroring-controller",
  watches: ["Endpoints", "Service"],
  concerns({ before, after }) {
    const { namespace, name } = (after ?? before)!.metadata;
    return [keyOf({ kind: "Endpoints", namespace, name })];
  },
  sync,
};

function* sync(ref: Ref, view: View): Sync {
  const endpoints = view.store.get<StoredEndpoints>(ref);
  const existing = slicesOf(view, ref.namespace, ref.name, managedBy);
  const contents = endpoints && isMirrored(endpoints, view) ? contentsOf(endpoints) : [];
  if (contents.length === 0 && existing.length === 0) return;
  yield* writeSlices(
    endpoints ?? existing[0]!,
    managedBy,
    contents,
    existing,
    because("endpoints-are-mirrored", {}, [{ object: ref, field: "subsets" }]),
  );
}

function isMirrored({ metadata }: StoredEndpoints, view: View): boolean {
  const service = view.store.get<StoredService>({ kind: "Service", namespace: metadata.namespace, name: metadata.name });
  return service !== undefined && service.spec.selector === undefined && metadata.labels?.["endpointslice.kubernetes.io/skip-mirror"] !== "true";
}

function contentsOf({ subsets = [] }: StoredEndpoints): Content[] {
  const contents = new Contents();
  for (const subset of subsets) {
    const ports = portsOf(subset);
    for (const address of subset.addresses ?? []) contents.add(mirrored(address, true), ports);
    for (const address of subset.notReadyAddresses ?? []) contents.add(mirrored(address, false), ports);
  }
  return contents.slices();
}

function portsOf({ ports = [] }: EndpointSubset): OfferedPorts {
  return keyed(ports.map(({ name = "", port = 0, protocol = "TCP" }) => ({ name, port, protocol })));
}

function mirrored({ ip = "", hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    ...(targetRef && { targetRef }),
  };
}
