import type { ServiceSpec } from "../../../schemas/generated/types.ts";

/** What a Service is, by its type and the fields that the type goes with. */

/** Whether the Service has the type LoadBalancer. */
export const isLoadBalancer = ({ type }: ServiceSpec) => type === "LoadBalancer";

/** An alias of a name outside of the cluster has no address of its own. */
export const isExternalName = ({ type }: ServiceSpec) => type === "ExternalName";

/** Whether the Service has no address: `None` is its only one. */
export const isHeadless = ({ clusterIPs = [] }: ServiceSpec) => clusterIPs.length === 1 && clusterIPs[0] === "None";

/** Whether the Service is headless and has no selector, so that a person manages its endpoints. */
export const isFree = ({ clusterIP, selector = {} }: ServiceSpec) => clusterIP === "None" && Object.keys(selector).length === 0;

/** Whether the type gives the Service a port on every node. */
export const hasNodePorts = ({ type }: ServiceSpec) => type === "NodePort" || type === "LoadBalancer";

/** Reachable from outside the cluster, so that it matters which nodes take the traffic. */
export const isExternal = (spec: ServiceSpec) => hasNodePorts(spec) || (spec.type === "ClusterIP" && (spec.externalIPs ?? []).length > 0);

/** A load balancer that keeps traffic on the node must ask the nodes which of them have pods. */
export const needsHealthCheck = (spec: ServiceSpec) => isLoadBalancer(spec) && spec.externalTrafficPolicy === "Local";
