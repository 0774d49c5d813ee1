import { sameValue } from "../../../api/equal.ts";
import type { Endpoint, EndpointSlice } from "../../../schemas/generated/types.ts";
import type { SyncPart, View } from "../../core/controller.ts";
import { controllerRef, refOf, type StoredObject } from "../../core/objects.ts";
import type { Why } from "../../core/why.ts";
import type { OfferedPort, OfferedPorts } from "./podEndpoint.ts";

/** An EndpointSlice as the store keeps it. */
export type StoredSlice = StoredObject & Pick<EndpointSlice, "addressType" | "endpoints" | "ports">;

/** The label of a slice that names its Service. */
export const serviceNameLabel = "kubernetes.io/service-name";
/** The label of a slice that names the controller that keeps it. */
export const managedByLabel = "endpointslice.kubernetes.io/managed-by";

/** The content that a slice should have: endpoints of one address family with the same ports. */
export interface Content {
  readonly addressType: "IPv4" | "IPv6";
  readonly ports: readonly OfferedPort[];
  readonly endpoints: readonly Endpoint[];
}

/** The most endpoints that a slice holds. */
const sliceSize = 100;

/** Groups endpoints that belong in one slice, in their order. */
export class Contents {
  private readonly groups = new Map<string, { addressType: "IPv4" | "IPv6"; ports: readonly OfferedPort[]; endpoints: Endpoint[] }>();

  add(endpoint: Endpoint, ports: OfferedPorts): void {
    const addressType = endpoint.addresses?.[0]?.includes(":") ? "IPv6" : "IPv4";
    const key = `${addressType} ${ports.key}`;
    const group = this.groups.get(key);
    if (group) group.endpoints.push(endpoint);
    else this.groups.set(key, { addressType, ports: ports.list, endpoints: [endpoint] });
  }

  /** Cut into slices. */
  slices(): Content[] {
    return [...this.groups.values()].flatMap(({ endpoints, ...group }) =>
      Array.from({ length: Math.ceil(endpoints.length / sliceSize) }, (_, i) => ({
        ...group,
        endpoints: endpoints.slice(i * sliceSize, (i + 1) * sliceSize),
      })),
    );
  }
}

/** The slices of a Service that one controller manages. */
export function slicesOf(view: View, namespace: string, service: string, managedBy: string): StoredSlice[] {
  return view.store
    .list<StoredSlice>("EndpointSlice", namespace)
    .filter(({ metadata: { labels = {} } }) => labels[serviceNameLabel] === service && labels[managedByLabel] === managedBy);
}

/** Updates the slices to the content that they should have, with as few writes as possible. */
export function* writeSlices(
  owner: StoredObject,
  managedBy: string,
  contents: readonly Content[],
  existing: readonly StoredSlice[],
  why: Why,
): SyncPart<void> {
  const spare = [...existing];
  for (const content of contents) {
    const at = spare.findIndex((slice) => slice.addressType === content.addressType && sameValue(slice.ports, content.ports));
    const [slice] = spare.splice(at < 0 ? 0 : at, at < 0 ? 0 : 1);
    if (slice === undefined) yield { do: "create", object: newSlice(owner, managedBy, content), why };
    else if (!sameValue(slice.endpoints, content.endpoints)) yield { do: "update", object: { ...slice, ...content }, why };
  }
  for (const slice of spare) yield { do: "delete", ref: refOf(slice), why };
}

function newSlice(owner: StoredObject, managedBy: string, content: Content): { apiVersion: string; kind: string; metadata: object } {
  const { name, namespace, labels } = owner.metadata;
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [serviceNameLabel]: name, [managedByLabel]: managedBy },
      ownerReferences: [controllerRef(owner)],
    },
    ...content,
  };
}
