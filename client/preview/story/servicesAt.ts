import { controllerOf, type StoredObject } from "../../../engine/core/objects.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import type { EndpointSlice, Ingress, Service } from "../../../schemas/generated/types.ts";

/** A Service or an Ingress, and where its requests go. */
export interface ServiceRow {
  readonly kind: "Service" | "Ingress";
  readonly namespace: string;
  readonly name: string;
  /** What it is reached at: `ClusterIP 10.96.0.15`, `80→8080/TCP`. */
  readonly address: readonly string[];
  readonly routes: readonly Route[];
}

/** From a host and a path, or from the Service itself, to those who answer. */
export interface Route {
  readonly from: string;
  /** The Service that it leads through. */
  readonly through: string;
  readonly to: Target;
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
  | { readonly is: "unselected" };

/** How many of those who answer belong to one owner, such as a ReplicaSet. */
export interface Share {
  readonly owner: string;
  readonly pods: number;
}

/** Every Service and Ingress of a cluster, with where a request to it goes now; without the API server's own Service. */
export function servicesOf(store: StoreView): ServiceRow[] {
  const own = store
    .list<StoredObject & Service>("Service")
    .filter(({ metadata }) => metadata.namespace !== "default" || metadata.name !== "kubernetes");
  const services = own.map((service): ServiceRow => {
    const { namespace, name } = service.metadata;
    return { kind: "Service", namespace, name, address: addressOf(service), routes: [{ from: "", through: name, to: targetOf(store, service) }] };
  });
  const ingresses = store.list<StoredObject & Ingress>("Ingress").map((ingress): ServiceRow => {
    const { namespace, name } = ingress.metadata;
    return {
      kind: "Ingress",
      namespace,
      name,
      address: ingress.spec?.ingressClassName ? [ingress.spec.ingressClassName] : [],
      routes: routesOf(store, ingress),
    };
  });
  return [...services, ...ingresses];
}

function addressOf({ spec = {} }: Service): string[] {
  const { type = "ClusterIP", clusterIP, ports = [] } = spec;
  const place = clusterIP === undefined || clusterIP === "" ? type : `${type} ${clusterIP}`;
  return [
    place,
    ...ports.map(({ port, targetPort, nodePort, protocol = "TCP" }) => `${port}${nodePort ? `:${nodePort}` : ""}→${targetPort ?? port}/${protocol}`),
  ];
}

function routesOf(store: StoreView, { metadata, spec = {} }: StoredObject & Ingress): Route[] {
  const { namespace } = metadata;
  const route = (from: string, name: string | undefined): Route[] => {
    if (name === undefined) return [];
    const service = store.get<StoredObject & Service>({ kind: "Service", namespace, name });
    return [{ from, through: name, to: service ? targetOf(store, service) : { is: "missing", name } }];
  };
  const byRule = (spec.rules ?? []).flatMap(({ host = "*", http }) =>
    (http?.paths ?? []).flatMap(({ path = "/", pathType, backend }) =>
      route(`${host}${path}${pathType === "Prefix" && !path.endsWith("/") ? "/…" : ""}`, backend?.service?.name),
    ),
  );
  return [...byRule, ...route("*", spec.defaultBackend?.service?.name)];
}

function targetOf(store: StoreView, { metadata, spec = {} }: StoredObject & Service): Target {
  const { namespace, name } = metadata;
  if (spec.type === "ExternalName") return { is: "outside", name: spec.externalName ?? "" };
  const slices = store
    .list<StoredObject & EndpointSlice>("EndpointSlice", namespace)
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === name);
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  if (endpoints.length === 0 && Object.keys(spec.selector ?? {}).length === 0) return { is: "unselected" };
  const ready = endpoints.filter(({ conditions }) => conditions?.ready ?? true);
  const ending = endpoints.filter(({ conditions }) => conditions?.terminating && conditions.serving);
  const answering = ready.length > 0 ? ready : ending;
  const shares = new Map<string, number>();
  for (const { targetRef, addresses } of answering) {
    const pod = targetRef?.name === undefined ? undefined : store.get({ kind: "Pod", namespace, name: targetRef.name });
    const owner = (pod && controllerOf(pod)?.name) ?? targetRef?.name ?? (addresses ?? []).join(", ");
    shares.set(owner, (shares.get(owner) ?? 0) + 1);
  }
  return {
    is: ready.length > 0 ? "ready" : ending.length > 0 ? "ending" : "nobody",
    ready: ready.length,
    all: endpoints.length,
    shares: [...shares].map(([owner, pods]) => ({ owner, pods })),
    byName: spec.clusterIP === "None",
  };
}
