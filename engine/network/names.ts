import type { EndpointSlice, Service } from "../../schemas/generated/types.ts";
import { type Ref, refOf, type Stored } from "../core/objects.ts";
import { because, type Why } from "../core/why.ts";
import type { StoreView } from "../core/store.ts";

type StoredService = Stored<Service>;
type Slice = Stored<EndpointSlice>;

/** What a name resolves to: a Service with its address, the pods of a headless one, another name, or nothing. */
export type Meaning =
  | { readonly is: "service"; readonly service: StoredService; readonly name: string; readonly address: string; readonly why: Why }
  | { readonly is: "pods"; readonly service: StoredService; readonly name: string; readonly addresses: readonly string[]; readonly why: Why }
  | { readonly is: "alias"; readonly name: string; readonly target: string; readonly why: Why }
  | { readonly is: "nothing"; readonly why: Why };

const domain = "cluster.local";

/** Looks up a name from a namespace, as a pod's resolver does: with the domains of its search list, the nearest first. */
export function lookUp(host: string, namespace: string, store: StoreView): Meaning {
  const name = host.replace(/\.$/, "");
  const isFull = host.endsWith(".");
  const searched = isFull ? [name] : [`${name}.${namespace}.svc.${domain}`, `${name}.svc.${domain}`, `${name}.${domain}`, name];
  for (const candidate of searched) {
    const found = meaningOf(candidate, store);
    if (found) return found;
  }
  return { is: "nothing", why: because("name-unknown", { name: host }, []) };
}

/** What a full name in the cluster's domain resolves to: a Service, or a pod of a headless one. */
function meaningOf(name: string, store: StoreView): Meaning | undefined {
  if (!name.endsWith(`.svc.${domain}`)) return undefined;
  const [service = "", namespace, ...before] = partsOf(name);
  if (namespace === undefined) return undefined;
  const found = store.get<StoredService>({ kind: "Service", namespace, name: service });
  if (!found) return undefined;
  const about = refOf(found);
  const { type, externalName = "", clusterIP = "" } = found.spec;
  if (type === "ExternalName") {
    const why = because("name-is-alias", { name, target: externalName }, [{ object: about, field: "spec.externalName" }]);
    return before.length > 0 ? undefined : { is: "alias", name, target: externalName, why };
  }
  if (clusterIP === "None") return headless(found, name, before.join("."), store);
  if (before.length > 0) return undefined;
  const why = because("name-is-service", { name, service, namespace, address: clusterIP }, [{ object: about, field: "metadata.name" }]);
  return { is: "service", service: found, name, address: clusterIP, why };
}

/** `pod.service.namespace.svc.cluster.local` split into the relevant parts: the service, its namespace, and what comes before. */
function partsOf(name: string): string[] {
  const parts = name.slice(0, -`.svc.${domain}`.length).split(".");
  if (parts.length < 2) return [];
  const [namespace, service] = [parts.at(-1)!, parts.at(-2)!];
  return [service, namespace, ...parts.slice(0, -2)];
}

function headless(service: StoredService, name: string, hostname: string, store: StoreView): Meaning | undefined {
  const slices = slicesOf(service, store);
  const ready = slices.flatMap(({ endpoints = [] }) => endpoints.filter(({ conditions }) => conditions?.ready ?? true));
  const chosen = hostname === "" ? ready : ready.filter((endpoint) => endpoint.hostname === hostname);
  const addresses = chosen.flatMap((endpoint) => endpoint.addresses ?? []);
  const object: Ref = refOf(service);
  if (addresses.length === 0) return { is: "nothing", why: because("name-without-pods", { name }, [{ object, field: "spec.selector" }]) };
  return {
    is: "pods",
    service,
    name,
    addresses,
    why: because("name-is-pods", { name, pods: addresses.length }, [{ object, field: "spec.clusterIP" }]),
  };
}

/** The slices of a Service. */
export function slicesOf({ metadata }: StoredService, store: StoreView): readonly Slice[] {
  return store
    .list<Slice>("EndpointSlice", metadata.namespace)
    .filter(({ metadata: { labels } }) => labels?.["kubernetes.io/service-name"] === metadata.name);
}
