import type { Service, ServicePort } from "../../../schemas/generated/types.ts";
import { pathTo } from "../../path.ts";
import { deprecated, warning, type Warning } from "../../warning.ts";
import { cidrWarning, ipWarning } from "../ip.ts";
import { isExternalName } from "./serviceType.ts";
import { say } from "../../words/say.ts";

/** The older annotation for routing that keeps traffic in its zone. */
export const hintsAnnotation = "service.kubernetes.io/topology-aware-hints";
/** The newer annotation for routing that keeps traffic in its zone. */
export const modeAnnotation = "service.kubernetes.io/topology-mode";

/** Warnings about unused and deprecated fields of a Service. */
export function serviceWarnings({ metadata, spec = {} }: Service): Warning[] {
  const at = pathTo("spec");
  const { type, clusterIP, clusterIPs = [], externalIPs = [], externalName = "", loadBalancerIP = "" } = spec;
  const headless = type === "ClusterIP" && clusterIP === "None";
  const found: readonly (readonly [boolean, Warning])[] = [
    [
      metadata?.annotations?.[hintsAnnotation] !== undefined,
      deprecated(pathTo("metadata", "annotations").key(hintsAnnotation), say("annotation-deprecated-use", { now: modeAnnotation })),
    ],
    [headless && loadBalancerIP !== "", warning(at.field("loadBalancerIP"), say("useless-when-headless", { field: "loadBalancerIP" }))],
    [headless && externalIPs.length > 0, warning(at.field("externalIPs"), say("useless-when-headless", { field: "externalIPs" }))],
    [
      headless && spec.sessionAffinity === "ClientIP",
      warning(at.field("sessionAffinity"), say("useless-when-headless", { field: "sessionAffinity" })),
    ],
    [!headless && !isExternalName(spec) && externalIPs.length > 0, deprecated(at.field("externalIPs"), say("external-ips-deprecated"))],
    [isExternalName(spec) && externalIPs.length > 0, warning(at.field("externalIPs"), say("external-ips-of-external-name"))],
    [!isExternalName(spec) && externalName !== "", warning(at.field("externalName"), say("external-name-ignored"))],
    [spec.trafficDistribution === "PreferClose", deprecated(at.field("trafficDistribution"), say("prefer-close-renamed"))],
  ];
  return [
    ...found.flatMap(([there, found]) => (there ? [found] : [])),
    ...(headless ? [] : clusterIPs).flatMap((ip, i) => ipWarning(at.field("clusterIPs").index(i), ip)),
    ...externalIPs.flatMap((ip, i) => ipWarning(at.field("externalIPs").index(i), ip)),
    ...(loadBalancerIP === "" ? [] : ipWarning(at.field("loadBalancerIP"), loadBalancerIP)),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((range, i) => cidrWarning(at.field("loadBalancerSourceRanges").index(i), range)),
    ...(spec.ports ?? []).flatMap(nodePortWarning),
  ];
}

/** A dry run takes any node port, a real one only those of the cluster's range. */
function nodePortWarning({ nodePort = 0 }: ServicePort, i: number): Warning[] {
  if (nodePort === 0 || (nodePort >= 30_000 && nodePort <= 32_767)) return [];
  const message = say("node-port-out-of-range", { nodePort });
  return [warning(pathTo("spec", "ports").index(i).field("nodePort"), message, "node-port-range")];
}
