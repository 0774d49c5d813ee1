import type {
  EndpointSlice,
  Endpoints,
  Ingress,
  IngressBackend,
  IngressClass,
  IPAddress,
  Service,
  ServiceCIDR,
} from "../../schemas/generated/types.ts";
import type { Stored, StoredObject } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { groupResource, resourceOfKind } from "../core/resources.ts";
import { byText } from "../../api/byText.ts";
import { formatLabels, shortList } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { annotationsField, heading, labelsField, marks } from "./parts/metadata.ts";
import { age, viewOf, type Views } from "./view.ts";

/** Longer lists of addresses are cut. */
const widest = 16;

export const networkViews: Views = {
  Service: viewOf<Stored<Service>>({
    columns: [
      { title: "Type", cell: ({ spec }) => spec.type ?? "" },
      { title: "Cluster-IP", cell: ({ spec }) => spec.clusterIPs?.[0] ?? "<none>" },
      { title: "External-IP", cell: externalIp },
      { title: "Port(s)", cell: ({ spec }) => portsText(spec) || "<none>" },
      age,
      { title: "Selector", wide: true, cell: ({ spec }) => formatLabels(spec.selector) },
    ],
    describe: describeService,
  }),
  Ingress: viewOf<Stored<Ingress>>({
    columns: [
      { title: "Class", cell: ({ spec }) => spec.ingressClassName ?? "<none>" },
      { title: "Hosts", cell: hostsText },
      { title: "Address", cell: ({ status }) => cut(balancers(status)) },
      { title: "Ports", cell: ({ spec }) => ((spec.tls ?? []).length > 0 ? "80, 443" : "80") },
      age,
    ],
    describe: describeIngress,
  }),
  IngressClass: viewOf<Stored<IngressClass>>({
    name: ({ metadata }) => `${metadata.name}${metadata.annotations?.["ingressclass.kubernetes.io/is-default-class"] === "true" ? " (default)" : ""}`,
    columns: [{ title: "Controller", cell: ({ spec }) => spec.controller ?? "" }, { title: "Parameters", cell: parametersText }, age],
    describe(page, { metadata, spec }) {
      page.field("Name", metadata.name);
      labelsField(page, "Labels", metadata.labels);
      annotationsField(page, "Annotations", metadata.annotations);
      page.field("Controller", spec.controller);
      if (!spec.parameters) return;
      page.line(0, "Parameters:");
      if (spec.parameters.apiGroup !== undefined) page.line(1, `APIGroup:\t${spec.parameters.apiGroup}`);
      page.line(1, `Kind:\t${spec.parameters.kind}`).line(1, `Name:\t${spec.parameters.name}`);
    },
  }),
  Endpoints: viewOf<Stored<Endpoints> & StoredObject>({
    columns: [{ title: "Endpoints", cell: endpointsText }, age],
    describe: describeEndpoints,
  }),
  EndpointSlice: viewOf<Stored<EndpointSlice>>({
    columns: [
      { title: "AddressType", cell: ({ addressType }) => addressType ?? "" },
      { title: "Ports", cell: ({ ports = [] }) => shortList(ports.map(({ port, name }) => String(port ?? name ?? "*"))) || "<unset>" },
      { title: "Endpoints", cell: ({ endpoints = [] }) => shortList(endpoints.flatMap(({ addresses = [] }) => addresses)) || "<unset>" },
      age,
    ],
    describe: describeSlice,
  }),
  IPAddress: viewOf<Stored<IPAddress>>({
    columns: [
      {
        title: "ParentRef",
        cell: ({ spec }) => {
          const { group = "", resource = "", namespace, name } = spec.parentRef ?? {};
          return `${resource}${group === "" ? "" : `.${group}`}/${namespace ? `${namespace}/` : ""}${name}`;
        },
      },
      age,
    ],
  }),
  ServiceCIDR: viewOf<Stored<ServiceCIDR>>({ columns: [{ title: "CIDRs", cell: ({ spec }) => (spec.cidrs ?? []).join(",") }, age] }),
};

function balancers(status: unknown): string {
  const { loadBalancer } = (status ?? {}) as { loadBalancer?: { ingress?: readonly { ip?: string; hostname?: string }[] } };
  const names = (loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? "").filter((one) => one !== "");
  return [...new Set(names)].sort(byText).join(",");
}

function cut(text: string): string {
  return text.length > widest ? `${text.slice(0, widest - 3)}...` : text;
}

function externalIp({ spec, status }: Stored<Service>): string {
  const external = spec.externalIPs ?? [];
  switch (spec.type) {
    case "LoadBalancer": {
      const all = [balancers(status), ...external].filter((one) => one !== "").join(",");
      return all === "" ? "<pending>" : external.length > 0 ? all : cut(all);
    }
    case "ExternalName":
      return spec.externalName ?? "";
    default:
      return external.length > 0 ? external.join(",") : "<none>";
  }
}

function portsText({ ports = [] }: Stored<Service>["spec"]): string {
  return ports.map(({ port, nodePort, protocol = "TCP" }) => (nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`)).join(",");
}

function hostsText({ spec }: Stored<Ingress>): string {
  const rules = spec.rules ?? [];
  const hosts = rules.slice(0, 3).flatMap(({ host }) => host ?? []);
  const list = hosts.length === 0 ? "*" : hosts.join(",");
  return rules.length > 3 && hosts.length === 3 ? `${list} + ${rules.length - 3} more...` : list;
}

function parametersText({ spec: { parameters } }: Stored<IngressClass>): string {
  if (!parameters) return "<none>";
  return `${parameters.kind}${parameters.apiGroup === undefined ? "" : `.${parameters.apiGroup}`}/${parameters.name}`;
}

function describeService(page: Page, service: Stored<Service>, cluster: Cluster): void {
  const { spec, status } = service;
  heading(page, service);
  marks(page, service);
  page.field("Selector", formatLabels(spec.selector));
  page.field("Type", spec.type);
  if (spec.ipFamilyPolicy !== undefined) page.field("IP Family Policy", spec.ipFamilyPolicy);
  page.field("IP Families", (spec.ipFamilies ?? []).join(",") || "<none>");
  page.field("IP", spec.clusterIP ?? "");
  page.field("IPs", (spec.clusterIPs ?? []).join(",") || "<none>");
  if ((spec.externalIPs ?? []).length > 0) page.field("External IPs", spec.externalIPs!.join(","));
  if (spec.loadBalancerIP) page.field("Desired LoadBalancer IP", spec.loadBalancerIP);
  if (spec.externalName) page.field("External Name", spec.externalName);
  const ingress = status.loadBalancer?.ingress ?? [];
  if (ingress.length > 0)
    page.field(
      "LoadBalancer Ingress",
      ingress.map(({ ip, ipMode, hostname = "" }) => (ip ? `${ip}${ipMode ? ` (${ipMode})` : ""}` : hostname)).join(", "),
    );
  for (const { name, port, protocol = "TCP", targetPort, appProtocol, nodePort } of spec.ports ?? []) {
    const shown = name || "<unset>";
    page.line(0, `Port:\t${shown}\t${port}/${protocol}`).line(0, `TargetPort:\t${targetPort}/${protocol}`);
    if (appProtocol !== undefined) page.field("AppProtocol", appProtocol);
    if (nodePort) page.line(0, `NodePort:\t${shown}\t${nodePort}/${protocol}`);
    page.field("Endpoints", readyEndpoints(service, name ?? "", cluster));
  }
  page.field("Session Affinity", spec.sessionAffinity);
  if (spec.externalTrafficPolicy) page.field("External Traffic Policy", spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy !== undefined) page.field("Internal Traffic Policy", spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) page.field("HealthCheck NodePort", spec.healthCheckNodePort);
  if ((spec.loadBalancerSourceRanges ?? []).length > 0) page.field("LoadBalancer Source Ranges", spec.loadBalancerSourceRanges!.join(","));
  if (spec.trafficDistribution !== undefined) page.field("Traffic Distribution", spec.trafficDistribution);
}

function slicesOf(namespace: string, service: string, { store }: Cluster): readonly Stored<EndpointSlice>[] {
  return store
    .list<Stored<EndpointSlice>>("EndpointSlice", namespace)
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service);
}

/** The ready endpoints of a port, at most three by name. Where a Service selects no pods, the server keeps an empty slice. */
function readyEndpoints({ metadata, spec }: Stored<Service>, name: string, cluster: Cluster): string {
  const slices = slicesOf(metadata.namespace, metadata.name, cluster);
  if (slices.length === 0 && Object.keys(spec.selector ?? {}).length === 0) return "<none>";
  const all = slices.flatMap(({ ports = [], endpoints = [] }) => {
    const ready = endpoints.filter(({ conditions }) => conditions?.ready ?? true).map(({ addresses = [] }) => addresses[0] ?? "");
    if (ports.length === 0) return ready;
    return ports.filter((port) => (port.name ?? "") === name).flatMap(({ port }) => ready.map((address) => hostPort(address, port)));
  });
  return shortList(all);
}

function hostPort(address: string, port: number | undefined): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function describeIngress(page: Page, ingress: Stored<Ingress>, cluster: Cluster): void {
  const { metadata, spec, status } = ingress;
  page.field("Name", metadata.name);
  labelsField(page, "Labels", metadata.labels);
  page.field("Namespace", metadata.namespace);
  page.field("Address", balancers(status));
  page.field("Ingress Class", spec.ingressClassName ?? "<none>");
  const backend = (one: IngressBackend | undefined): string => backendText(one, metadata.namespace, cluster);
  const fallback = spec.defaultBackend ? backend(spec.defaultBackend) : "<default>";
  page.field("Default backend", fallback);
  if ((spec.tls ?? []).length > 0) page.line(0, "TLS:");
  for (const { secretName, hosts = [] } of spec.tls ?? [])
    page.line(1, secretName ? `${secretName} terminates ${hosts.join(",")}` : `SNI routes ${hosts.join(",")}`);
  page.line(0, "Rules:").line(1, "Host\tPath\tBackends").line(1, "----\t----\t--------");
  const rules = (spec.rules ?? []).filter(({ http }) => http);
  for (const { host, http } of rules) {
    page.line(1, `${host || "*"}\t`);
    for (const path of http?.paths ?? []) page.line(2, `\t${path.path ?? ""} \t${backend(path.backend)}`);
  }
  if (rules.length === 0) page.line(1, `*\t*\t${fallback}`);
  annotationsField(page, "Annotations", metadata.annotations);
}

function backendText(backend: IngressBackend | undefined, namespace: string, cluster: Cluster): string {
  if (backend?.resource) return `APIGroup: ${backend.resource.apiGroup ?? "<none>"}, Kind: ${backend.resource.kind}, Name: ${backend.resource.name}`;
  const { name = "", port } = backend?.service ?? {};
  const shown = `${name}:${port?.number ?? port?.name ?? ""}`;
  const service = cluster.store.get<Stored<Service>>({ kind: "Service", namespace, name });
  if (!service) return `${shown} (<error: ${groupResource(resourceOfKind("Service")!)} ${JSON.stringify(name)} not found>)`;
  const asked = service.spec.ports?.find((one) => (port?.number ? one.port === port.number : one.name === port?.name));
  return `${shown} (${readyEndpoints(service, asked?.name ?? "", cluster)})`;
}

function endpointsText({ subsets = [] }: Stored<Endpoints>): string {
  if (subsets.length === 0) return "<none>";
  return shortList(
    subsets.flatMap(({ addresses = [], ports = [] }) => {
      const ips = addresses.map(({ ip }) => ip ?? "");
      return ports.length === 0 ? ips : ports.flatMap(({ port }) => ips.map((ip) => hostPort(ip, port)));
    }),
  );
}

function describeEndpoints(page: Page, endpoints: Stored<Endpoints>): void {
  heading(page, endpoints);
  marks(page, endpoints);
  page.line(0, "Subsets:");
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of endpoints.subsets ?? []) {
    page.line(1, `Addresses:\t${addresses.map(({ ip }) => ip).join(",") || "<none>"}`);
    page.line(1, `NotReadyAddresses:\t${notReadyAddresses.map(({ ip }) => ip).join(",") || "<none>"}`);
    if (ports.length > 0) page.line(1, "Ports:").line(2, "Name\tPort\tProtocol").line(2, "----\t----\t--------");
    for (const { name, port, protocol } of ports) page.line(2, `${name || "<unset>"}\t${port}\t${protocol ?? "TCP"}`);
    page.line(0, "");
  }
}

function describeSlice(page: Page, slice: Stored<EndpointSlice>): void {
  heading(page, slice);
  marks(page, slice);
  page.field("AddressType", slice.addressType);
  const { ports = [], endpoints = [] } = slice;
  if (ports.length === 0) page.line(0, "Ports: <unset>");
  else page.line(0, "Ports:").line(1, "Name\tPort\tProtocol").line(1, "----\t----\t--------");
  for (const { name, port, protocol } of ports) page.line(1, `${name || "<unset>"}\t${port ?? "<unset>"}\t${protocol}`);
  page.line(0, endpoints.length === 0 ? "Endpoints: <none>" : "Endpoints:");
  for (const { addresses = [], conditions, hostname, targetRef, nodeName, zone } of endpoints) {
    page.line(1, `- Addresses:\t${addresses.join(", ") || "<none>"}`).line(2, "Conditions:");
    page.line(3, `Ready:\t${conditions?.ready ?? "<unset>"}`).line(2, `Hostname:\t${hostname ?? "<unset>"}`);
    if (targetRef) page.line(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`);
    page.line(2, `NodeName:\t${nodeName ?? "<unset>"}`).line(2, `Zone:\t${zone ?? "<unset>"}`);
  }
}
