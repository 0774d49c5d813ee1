import type { ServicePort, Service } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../core/objects.ts";
import { isFinished, type StoredPod } from "../../core/pods.ts";
import { memoize } from "../../../api/memoize.ts";

/** A Service as the store keeps it. */
export type StoredService = Stored<Service>;

/** A port of a Service as a pod's container offers it. */
export interface OfferedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/** A pod becomes an endpoint with its address, ready or not, and stops being one when it has finished. */
export function isEndpoint(pod: StoredPod): boolean {
  return !isFinished(pod) && (pod.status.podIPs?.length ?? 0) > 0;
}

/** Tells equal lists of ports: endpoints that offer the same belong together. */
export const keyOfPorts = memoize((ports: readonly OfferedPort[]): string => JSON.stringify(ports));

/** The ports of a Service that a pod has; one that is named and that no container has is left out. */
export function offeredPorts(service: StoredService, pod: StoredPod): readonly OfferedPort[] {
  return (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = targetPort(servicePort, pod);
    if (port === undefined) return [];
    const { name = "", protocol = "TCP", appProtocol } = servicePort;
    return { name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) };
  });
}

function targetPort({ targetPort: target, port, protocol = "TCP" }: ServicePort, pod: StoredPod): number | undefined {
  if (typeof target !== "string") return target ?? port;
  const sidecars = pod.spec.initContainers?.filter(({ restartPolicy }) => restartPolicy === "Always") ?? [];
  return [...(pod.spec.containers ?? []), ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .find((offered) => offered.name === target && (offered.protocol ?? "TCP") === protocol)?.containerPort;
}

/** The name by which a pod is reached under its Service's domain, if the pod says that it belongs there. */
export function hostnameIn(service: StoredService, { spec }: StoredPod): string | undefined {
  return spec.hostname && spec.subdomain === service.metadata.name ? spec.hostname : undefined;
}

/** Whether this Service's endpoints are the pods that it selects, and not made by hand or absent. */
export function selectsPods({ spec }: StoredService): boolean {
  return spec.type !== "ExternalName" && spec.selector !== undefined;
}
