import type { Service, ServicePort } from "../../schemas/generated/types.ts";
import { refOf, type Stored } from "../core/objects.ts";
import { isTerminating, type StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import { because } from "../core/why.ts";
import { takersOf } from "./endpoints.ts";
import { type Journey, type Network, type PortAnswer, type Request, Way } from "./journey.ts";
import { lookUp } from "./names.ts";
import { type PolicyVerdict, verdictsOn } from "./policies.ts";

type StoredService = Stored<Service>;

/** Where a request goes at this moment, hop by hop. */
export function route(request: Request, network: Network): Journey {
  const { from, host, port } = request;
  const way = new Way(network, request);
  if (isAddress(host)) return toAddress(way, host, port);
  const verdict = from && verdictOnNames(from, network.store);
  if (verdict && !verdict.allows) return way.via(verdict.why).ends({ is: "timed-out" });
  return toName(way, host, port, 0);
}

function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host);
}

/** Whether a pod can resolve names: DNS runs in pods of the cluster, and a policy may block it. */
export function canAskNames(from: StoredPod, store: StoreView): boolean {
  return verdictOnNames(from, store)?.allows ?? true;
}

function verdictOnNames(from: StoredPod, store: StoreView): PolicyVerdict | undefined {
  const [verdict] = verdictsOn({ from: { pod: from }, to: { pod: nameServer as StoredPod }, port: 53, protocol: "UDP" }, store);
  if (!verdict || verdict.allows) return verdict;
  const { fields } = verdict.why;
  return { allows: false, why: because("policy-blocks-names", { policy: fields[0]!.object.name, pod: from.metadata.name }, fields) };
}

/** A DNS pod of the cluster, as policies see it. */
const nameServer: unknown = { metadata: { name: "coredns", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } }, spec: {}, status: {} };

/** How many aliases may follow each other. */
const longestChain = 5;

function toName(way: Way, host: string, port: number, aliases: number): Journey {
  const meaning = lookUp(host, way.from?.metadata.namespace ?? "default", way.store);
  way.via(meaning.why);
  switch (meaning.is) {
    case "service":
      return toService(way, meaning.service, port);
    case "pods":
      return toPodAt(way, meaning.addresses[0]!, port);
    case "alias":
      if (isAddress(meaning.target)) return toAddress(way, meaning.target, port);
      return aliases >= longestChain || !meaning.target.endsWith(".cluster.local")
        ? way.ends({ is: "outside", host: meaning.target, port })
        : toName(way, `${meaning.target}.`, port, aliases + 1);
    case "nothing":
      return way.ends({ is: "unknown-name" });
  }
}

/** Routes to an address: of a Service, of a node with a node port, or of a pod. */
function toAddress(way: Way, address: string, port: number): Journey {
  const services = way.store.list<StoredService>("Service");
  const own = services.find(({ spec }) => spec.clusterIPs?.includes(address) ?? spec.clusterIP === address);
  if (own) return toService(way, own, port);
  const balanced = services.find(
    ({ spec, status }) => spec.externalIPs?.includes(address) || status?.loadBalancer?.ingress?.some(({ ip }) => ip === address),
  );
  if (balanced) {
    way.via(because("address-of-balancer", { address, service: balanced.metadata.name }, [{ object: refOf(balanced), field: "spec.type" }]));
    return toService(way, balanced, port);
  }
  if (podAt(address, way.store)) return toPodAt(way, address, port);
  const node = way.store.list<NodeLike>("Node").find(({ status }) => status?.addresses?.some((one) => one.address === address));
  return node ? toNodePort(way, port) : way.ends({ is: "outside", host: address, port });
}

type NodeLike = Stored<{ metadata?: object; kind?: string; apiVersion?: string; status?: { addresses?: readonly { address?: string }[] } }>;

/** Routes to a node port of a Service. */
export function toNodePort(way: Way, nodePort: number): Journey {
  for (const service of way.store.list<StoredService>("Service")) {
    const index = (service.spec.ports ?? []).findIndex((one) => one.nodePort === nodePort);
    if (index < 0) continue;
    const { port = 0 } = service.spec.ports![index]!;
    way.via(
      because("node-port", { nodePort, service: service.metadata.name, port }, [{ object: refOf(service), field: `spec.ports[${index}].nodePort` }]),
    );
    return toService(way, service, port);
  }
  return way.ends({ is: "refused" });
}

/** Routes to a Service, which forwards the request to one of its endpoints, the ready ones first. */
export function toService(way: Way, service: StoredService, port: number): Journey {
  const { name } = service.metadata;
  const object = refOf(service);
  const ports = service.spec.ports ?? [];
  const index = ports.findIndex((one) => one.port === port && (one.protocol ?? "TCP") === way.protocol);
  if (index < 0) {
    way.via(because("service-without-port", { service: name, port }, [{ object, field: "spec.ports" }]));
    return way.ends({ is: "timed-out" });
  }
  const asked = ports[index]!;
  const target = String(asked.targetPort ?? asked.port);
  way.via(because("service-port", { service: name, port, target }, [{ object, field: `spec.ports[${index}].targetPort` }]));
  return toEndpoint(way, service, asked);
}

/** Chooses an endpoint of a port. With session affinity a client stays with one pod. */
function toEndpoint(way: Way, service: StoredService, asked: ServicePort): Journey {
  const { name } = service.metadata;
  const object = refOf(service);
  const { all, near, isLocal, takers, are } = takersOf(service, asked, way);
  const [taker] = takers;
  if (!taker) {
    const node = way.from?.spec.nodeName ?? "";
    if (isLocal && near.length === 0 && all.length > 0)
      return way
        .via(because("no-endpoint-near", { service: name, node }, [{ object, field: "spec.internalTrafficPolicy" }]))
        .ends({ is: "timed-out" });
    return way.via(because("no-endpoint", { service: name, endpoints: all.length }, [{ object, field: "spec.selector" }])).ends({ is: "refused" });
  }
  const address = taker.endpoint.addresses?.[0] ?? "";
  const shown = taker.endpoint.targetRef?.name ?? address;
  if (are === "ready") way.via(because("endpoint-ready", { endpoint: shown, endpoints: takers.length }, [{ object, field: "spec.selector" }]));
  else way.via(because("endpoint-serving", { endpoint: shown }, [{ object, field: "spec.selector" }]));
  if (service.spec.sessionAffinity === "ClientIP") {
    const seconds = service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800;
    way.via(because("client-is-kept", { endpoint: shown, seconds }, [{ object, field: "spec.sessionAffinity" }]));
  }
  return toPodAt(way, address, taker.port);
}

function podAt(address: string, store: StoreView): StoredPod | undefined {
  return store.list<StoredPod>("Pod").find(({ status }) => status.podIP === address || status.podIPs?.some(({ ip }) => ip === address));
}

/** The last hop: the policies of both ends, and whether a process listens. */
function toPodAt(way: Way, address: string, port: number): Journey {
  const pod = podAt(address, way.store);
  for (const { allows, why } of verdictsOn({ from: { pod: way.from }, to: { pod, address }, port, protocol: way.protocol }, way.store)) {
    way.via(why);
    if (!allows) return way.ends({ is: "timed-out" });
  }
  if (!pod) return way.ends({ is: "outside", host: address, port });
  const object = refOf(pod);
  const { name } = pod.metadata;
  if (pod.status.phase !== "Running" && !isTerminating(pod))
    return way.via(because("pod-not-running", { pod: name }, [{ object, field: "status.phase" }])).ends({ is: "refused" });
  const says = way.answerOf(pod, port);
  return says ? toProcess(way, pod, { says, address, port }) : toUnknown(way, pod, { address, port });
}

interface Socket {
  readonly address: string;
  readonly port: number;
}

/** The answer of a known process. */
function toProcess(way: Way, pod: StoredPod, { says, ...socket }: Socket & { readonly says: PortAnswer }): Journey {
  const { name } = pod.metadata;
  const { port } = socket;
  const fields = [{ object: refOf(pod), field: says.field }];
  if (says.is === "closed") return way.via(because("nobody-listens", { pod: name, port }, fields)).ends({ is: "refused" });
  if (says.how) way.via(because("process-listens", { pod: name, container: says.container, port }, fields));
  else way.via(because("pod-listens", { pod: name, port }, fields));
  return way.ends({ is: "pod", pod: refOf(pod), ...socket, says });
}

/** If the processes are unknown, the container ports in the spec count. */
function toUnknown(way: Way, pod: StoredPod, socket: Socket): Journey {
  const object = refOf(pod);
  const { name } = pod.metadata;
  const { port } = socket;
  const declared = (pod.spec.containers ?? []).flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));
  const fields = [{ object, field: "spec.containers[0].ports" }];
  if (declared.length > 0 && !declared.includes(port))
    return way.via(because("port-not-declared", { pod: name, port }, fields)).ends({ is: "refused" });
  return way.via(because("pod-listens", { pod: name, port }, fields)).ends({ is: "pod", pod: object, ...socket });
}
