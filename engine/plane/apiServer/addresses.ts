import type { Service, ServicePort } from "../../../schemas/generated/types.ts";
import type { Stored, StoredObject } from "../../core/objects.ts";
import type { StoreView } from "../../core/store.ts";

/** The first node port that the server allocates, and how many there are. */
const [firstNodePort, nodePorts] = [30_000, 2768];

/** A Service with the cluster IPs and node ports that it did not set. They are allocated in order, not at random, so that the same script gives the same address. */
export function withAddresses(object: StoredObject, store: StoreView): StoredObject {
  if (object.kind !== "Service") return object;
  const service = object as Stored<Service>;
  const { type = "ClusterIP", clusterIP, ports = [] } = service.spec;
  if (type === "ExternalName") return object;
  const address = clusterIP ?? addressOf(Number(service.metadata.uid));
  const spec = { ...service.spec, clusterIP: address, clusterIPs: service.spec.clusterIPs ?? [address] };
  if (type === "ClusterIP" || ports.every(({ nodePort }) => nodePort)) return clusterIP === undefined ? put(service, spec) : object;
  return put(service, { ...spec, ports: withNodePorts(service, ports, store) });
}

function put(service: Stored<Service>, spec: Stored<Service>["spec"]): Stored<Service> {
  return { ...service, spec };
}

/** Cluster IPs are in 10.96.0.0/12. */
function addressOf(count: number): string {
  const n = count + 9;
  return `10.${96 + ((n >> 16) & 15)}.${(n >> 8) & 255}.${n & 255}`;
}

function withNodePorts({ metadata }: Stored<Service>, ports: readonly ServicePort[], store: StoreView): ServicePort[] {
  const others = store.list<Stored<Service>>("Service").filter((other) => other.metadata.uid !== metadata.uid);
  const taken = new Set([...others.flatMap(({ spec }) => spec.ports ?? []), ...ports].flatMap(({ nodePort }) => nodePort ?? []));
  let next = (Number(metadata.uid) * 37) % nodePorts;
  return ports.map((port) => {
    if (port.nodePort) return port;
    while (taken.has(firstNodePort + next)) next = (next + 1) % nodePorts;
    taken.add(firstNodePort + next);
    return { ...port, nodePort: firstNodePort + next };
  });
}
