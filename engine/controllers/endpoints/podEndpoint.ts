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

/** A key for a list of ports, by which endpoints with equal ports are grouped. */
export const keyOfPorts = memoize((ports: readonly OfferedPort[]): string => JSON.stringify(ports));

/** The ports of a Service as a pod has them. A named target port that no container has is left out. */
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

/** The hostname of a pod in its Service's DNS domain, if the pod's `subdomain` is that Service. */
export function hostnameIn(service: StoredService, { spec }: StoredPod): string | undefined {
  return spec.hostname && spec.subdomain === service.metadata.name ? spec.hostname : undefined;
}

/** Whether the controllers create this Service's endpoints: it has a selector and is not an ExternalName. */
export function selectsPods({ spec }: StoredService): boolean {
  return spec.type !== "ExternalName" && spec.selector !== undefined;
}
