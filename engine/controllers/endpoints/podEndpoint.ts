import { memoize } from "../../../api/memoize.ts";
import type { LabelSelector, ServicePort, Service } from "../../../schemas/generated/types.ts";
import type { StoreView } from "../../core/store.ts";
import type { Stored } from "../../core/objects.ts";
import { isFinished, type StoredPod } from "../../core/pods.ts";

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

/** A list of ports with its key, by which endpoints with equal ports are grouped. */
export interface OfferedPorts {
  readonly key: string;
  readonly list: readonly OfferedPort[];
}

/** A list of ports with its key. */
export function keyed(list: readonly OfferedPort[]): OfferedPorts {
  return { key: JSON.stringify(list), list };
}

/** The ports of a Service as a pod has them. A named target port that no container has is left out. */
export function offeredPorts(service: StoredService, pod: StoredPod): OfferedPorts {
  return portsOf(service)(pod.spec);
}

/** Memoized by the pod's spec, which many pods share, and which no status changes. */
const portsOf = memoize(({ spec }: StoredService) =>
  memoize((pod: StoredPod["spec"]): OfferedPorts =>
    keyed(
      (spec.ports ?? []).flatMap((servicePort) => {
        const port = targetPort(servicePort, pod);
        if (port === undefined) return [];
        const { name = "", protocol = "TCP", appProtocol } = servicePort;
        return { name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) };
      }),
    ),
  ),
);

function targetPort({ targetPort: target, port, protocol = "TCP" }: ServicePort, pod: StoredPod["spec"]): number | undefined {
  if (typeof target !== "string") return target ?? port;
  const sidecars = pod.initContainers?.filter(({ restartPolicy }) => restartPolicy === "Always") ?? [];
  return [...(pod.containers ?? []), ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .find((offered) => offered.name === target && (offered.protocol ?? "TCP") === protocol)?.containerPort;
}

/** The hostname of a pod in its Service's DNS domain, if the pod's `subdomain` is that Service. */
export function hostnameIn(service: StoredService, { spec }: StoredPod): string | undefined {
  return spec.hostname && spec.subdomain === service.metadata.name ? spec.hostname : undefined;
}

/** The pods that a Service selects. */
export function podsOf(service: StoredService, store: StoreView): readonly StoredPod[] {
  return store.select<StoredPod>("Pod", service.metadata.namespace, selectorOf(service));
}

/** The selector of a Service that has one. */
export const selectorOf: (service: StoredService) => LabelSelector = memoize(({ spec }: StoredService) => ({ matchLabels: spec.selector }));

/** Whether the controllers create this Service's endpoints: it has a selector and is not an ExternalName. */
export function selectsPods({ spec }: StoredService): boolean {
  return spec.type !== "ExternalName" && spec.selector !== undefined;
}
