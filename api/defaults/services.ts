import type { Endpoints, EndpointSlice, Service, ServicePort, ServiceSpec } from "../../schemas/generated/types.ts";
import { type Fill, each, fill, inside, sequence, within } from "./fill.ts";

const clientIpTimeout = 10_800;

const servicePort: Fill<ServicePort> = (port) => {
  const { targetPort, protocol } = port;
  const targets = targetPort !== undefined && targetPort !== 0 && targetPort !== "";
  if (targets && protocol !== undefined) return port;
  return { ...port, protocol: protocol ?? "TCP", targetPort: targets ? targetPort : (port.port ?? 0) };
};

const affinity: Fill<ServiceSpec> = (spec) => {
  const { sessionAffinity, sessionAffinityConfig, ...rest } = spec;
  if (sessionAffinity === "None") return sessionAffinityConfig ? { ...rest, sessionAffinity } : spec;
  if (sessionAffinity !== "ClientIP" || sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined) return spec;
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: clientIpTimeout } } };
};

function isExternal({ type, externalIPs = [] }: ServiceSpec): boolean {
  return type === "LoadBalancer" || type === "NodePort" || (type === "ClusterIP" && externalIPs.length > 0);
}

/** The defaults of a Service. */
export const service = within<Service>({
  spec: sequence<ServiceSpec>(
    fill({ sessionAffinity: "None", type: "ClusterIP" }),
    affinity,
    fill({
      externalTrafficPolicy: (spec) => (isExternal(spec) ? "Cluster" : undefined),
      internalTrafficPolicy: ({ type }) => (["ClusterIP", "NodePort", "LoadBalancer"].includes(type!) ? "Cluster" : undefined),
      allocateLoadBalancerNodePorts: ({ type }) => (type === "LoadBalancer" ? true : undefined),
    }),
    inside({ ports: each(servicePort) }),
  ),
});

/** The defaults of an Endpoints object. */
export const endpoints = inside<Endpoints>({ subsets: each(inside({ ports: each(fill({ protocol: "TCP" })) })) });

/** The defaults of an EndpointSlice. */
export const endpointSlice = inside<EndpointSlice>({ ports: each(fill({ name: "", protocol: "TCP" })) });
