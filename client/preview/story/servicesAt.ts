import { controllerOf, type Stored } from "../../../engine/core/objects.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import type { Why } from "../../../engine/core/why.ts";
import { type Taker, takersOf } from "../../../engine/network/endpoints.ts";
import { throughIngress } from "../../../engine/network/ingress.ts";
import { type Journey, type Network, type Protocol, Way } from "../../../engine/network/journey.ts";
import { toService } from "../../../engine/network/route.ts";
import type { Ingress, IngressBackend, Service, ServicePort } from "../../../schemas/generated/types.ts";

type StoredService = Stored<Service>;

/** A Service or an Ingress, and where its requests go. */
export interface ServiceRow {
  readonly kind: "Service" | "Ingress";
  readonly namespace: string;
  readonly name: string;
  /** What it is reached at: `ClusterIP 10.96.0.15`, `80→8080/TCP`. */
  readonly address: readonly string[];
  readonly routes: readonly Route[];
}

/** From a host and a path, a port, or the Service itself, to those who answer. */
export interface Route {
  readonly from: string;
  /** The Service that it leads through. */
  readonly through: string;
  readonly to: Target;
  /** The way of a request from outside, hop by hop. */
  readonly hops: readonly Why[];
}

/** Who answers. */
export type Target =
  | {
      readonly is: "ready" | "ending" | "nobody";
      readonly ready: number;
      readonly all: number;
      readonly shares: readonly Share[];
      readonly byName: boolean;
    }
  | { readonly is: "outside"; readonly name: string }
  | { readonly is: "missing"; readonly name: string }
  | { readonly is: "unselected" | "refused" }
  /** A NetworkPolicy lets only some ask. */
  | { readonly is: "guarded"; readonly policy: string };

/** How many of those who answer belong to one owner, such as a ReplicaSet. */
export interface Share {
  readonly owner: string;
  readonly pods: number;
}

/** Every Service and Ingress of a cluster, with where a request to it goes now; without the API server's own Service. */
export function servicesOf(network: Network): ServiceRow[] {
  const { store } = network;
  const own = store.list<StoredService>("Service").filter(({ metadata }) => metadata.namespace !== "default" || metadata.name !== "kubernetes");
  const services = own.map((service): ServiceRow => {
    const { namespace, name } = service.metadata;
    return { kind: "Service", namespace, name, address: addressOf(service), routes: portRoutes(network, service) };
  });
  const ingresses = store.list<Stored<Ingress>>("Ingress").map((ingress): ServiceRow => {
    const { namespace, name } = ingress.metadata;
    const address = ingress.spec.ingressClassName ? [ingress.spec.ingressClassName] : [];
    return { kind: "Ingress", namespace, name, address, routes: pathRoutes(network, ingress) };
  });
  return [...services, ...ingresses];
}

function addressOf({ spec }: StoredService): string[] {
  const { type = "ClusterIP", clusterIP, ports = [] } = spec;
  const place = clusterIP === undefined || clusterIP === "" ? type : `${type} ${clusterIP}`;
  return [
    place,
    ...ports.map(({ port, targetPort, nodePort, protocol = "TCP" }) => `${port}${nodePort ? `:${nodePort}` : ""}→${targetPort ?? port}/${protocol}`),
  ];
}

/** A route for each port. */
function portRoutes(network: Network, service: StoredService): Route[] {
  const { name } = service.metadata;
  const { type, externalName = "", ports = [] } = service.spec;
  if (type === "ExternalName") return [{ from: "", through: name, to: { is: "outside", name: externalName }, hops: [] }];
  return ports.map((port) => ({ from: ports.length > 1 ? `:${port.port}` : "", through: name, ...throughPort(network, service, port) }));
}

function throughPort(network: Network, service: StoredService, port: ServicePort): Pick<Route, "to" | "hops"> {
  const way = new Way(network, { from: undefined, protocol: (port.protocol ?? "TCP") as Protocol });
  const journey = toService(way, service, port.port ?? 0);
  return { to: targetOf(network.store, service, port, journey), hops: journey.hops };
}

function pathRoutes(network: Network, { metadata, spec }: Stored<Ingress>): Route[] {
  const { store } = network;
  const { namespace } = metadata;
  const route = (from: string, asked: { readonly host: string; readonly path: string }, backend: IngressBackend | undefined): Route[] => {
    const { name, port } = backend?.service ?? {};
    if (name === undefined) return [];
    const journey = throughIngress(asked, network);
    const service = store.get<StoredService>({ kind: "Service", namespace, name });
    const meant = service?.spec.ports?.find((one) => one.port === port?.number || (port?.name !== undefined && one.name === port.name));
    const to: Target = service && meant ? targetOf(store, service, meant, journey) : { is: "missing", name };
    return [{ from, through: name, to, hops: journey.hops }];
  };
  const byRule = (spec.rules ?? []).flatMap(({ host = "*", http }) =>
    (http?.paths ?? []).flatMap(({ path = "/", pathType, backend }) =>
      route(`${host}${path}${pathType === "Prefix" && !path.endsWith("/") ? "/…" : ""}`, { host: host.replace(/^\*/, "any"), path }, backend),
    ),
  );
  return [...byRule, ...route("*", { host: "any", path: "/" }, spec.defaultBackend)];
}

function targetOf(store: StoreView, service: StoredService, port: ServicePort, { hops, end }: Journey): Target {
  const { all, takers, are } = takersOf(service, port, { store });
  if (all.length === 0 && Object.keys(service.spec.selector ?? {}).length === 0) return { is: "unselected" };
  const last = hops.at(-1);
  if (takers.length > 0 && end.is !== "pod" && end.is !== "outside")
    return last?.rule === "policy-blocks-ingress" ? { is: "guarded", policy: String(last.numbers.policy) } : { is: "refused" };
  return {
    is: takers.length === 0 ? "nobody" : are === "ready" ? "ready" : "ending",
    ready: are === "ready" ? takers.length : 0,
    all: all.length,
    shares: sharesOf(store, service.metadata.namespace, takers),
    byName: service.spec.clusterIP === "None",
  };
}

function sharesOf(store: StoreView, namespace: string, takers: readonly Taker[]): Share[] {
  const shares = new Map<string, number>();
  for (const { targetRef, addresses } of takers.map(({ endpoint }) => endpoint)) {
    const pod = targetRef?.name === undefined ? undefined : store.get({ kind: "Pod", namespace, name: targetRef.name });
    const owner = (pod && controllerOf(pod)?.name) ?? targetRef?.name ?? (addresses ?? []).join(", ");
    shares.set(owner, (shares.get(owner) ?? 0) + 1);
  }
  return [...shares].map(([owner, pods]) => ({ owner, pods }));
}
