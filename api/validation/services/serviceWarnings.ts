import type { Service, ServicePort } from "../../../schemas/generated/types.ts";
import { cidrWarning, ipWarning } from "../ip.ts";
import { isExternalName } from "./serviceType.ts";

export const hintsAnnotation = "service.kubernetes.io/topology-aware-hints";
export const modeAnnotation = "service.kubernetes.io/topology-mode";

/** What a Service has no use for, and what is on its way out. */
export function serviceWarnings({ metadata, spec = {} }: Service): string[] {
  const { type, clusterIP, clusterIPs = [], externalIPs = [], externalName = "", loadBalancerIP = "" } = spec;
  const headless = type === "ClusterIP" && clusterIP === "None";
  const found: readonly (readonly [boolean, string])[] = [
    [metadata?.annotations?.[hintsAnnotation] !== undefined, `metadata.annotations[${hintsAnnotation}]: deprecated, use ${modeAnnotation}.`],
    [headless && loadBalancerIP !== "", "spec.loadBalancerIP: a headless Service has no use for it."],
    [headless && externalIPs.length > 0, "spec.externalIPs: a headless Service has no use for them."],
    [headless && spec.sessionAffinity === "ClientIP", "spec.sessionAffinity: a headless Service has no use for it."],
    [!headless && !isExternalName(spec) && externalIPs.length > 0, "spec.externalIPs: deprecated, and some clusters may ignore them."],
    [isExternalName(spec) && externalIPs.length > 0, "spec.externalIPs: a Service of type ExternalName has no use for them."],
    [!isExternalName(spec) && externalName !== "", "spec.externalName: ignored, since the type is not ExternalName."],
    [spec.trafficDistribution === "PreferClose", "spec.trafficDistribution: PreferClose is now called PreferSameZone."],
  ];
  return [
    ...found.flatMap(([there, sentence]) => (there ? [sentence] : [])),
    ...(headless ? [] : clusterIPs).flatMap((ip, i) => ipWarning(`spec.clusterIPs[${i}]`, ip)),
    ...externalIPs.flatMap((ip, i) => ipWarning(`spec.externalIPs[${i}]`, ip)),
    ...(loadBalancerIP === "" ? [] : ipWarning("spec.loadBalancerIP", loadBalancerIP)),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((range, i) => cidrWarning(`spec.loadBalancerSourceRanges[${i}]`, range)),
    ...(spec.ports ?? []).flatMap(nodePortWarning),
  ];
}

/** A dry run takes any node port, a real one only those of the cluster's range. */
function nodePortWarning({ nodePort = 0 }: ServicePort, i: number): string[] {
  if (nodePort === 0 || (nodePort >= 30_000 && nodePort <= 32_767)) return [];
  return [`spec.ports[${i}].nodePort: ${nodePort} is outside of 30000-32767, which is the range of a cluster that sets no other.`];
}
