import { memoize } from "../../api/memoize.ts";
import type { EndpointSlice, PodSpec, Service } from "../../schemas/generated/types.ts";
import type { Change, StoreView } from "../core/store.ts";
import { keyOf, type Key, refOf, type Stored } from "../core/objects.ts";
import { isFinished, type StoredPod } from "../core/pods.ts";
import type { Seconds } from "../processes/behaviour.ts";
import type { Hosts } from "../processes/hosts.ts";

type Cluster = Pick<StoreView, "get" | "list">;

/**
 * The names that the processes of a pod can look up, and the ports that they can connect to (`db:5432`): Services, by one word in the pod's own namespace.
 * `appeared` are those that were created during a run.
 */
export function hostsOf(pod: StoredPod, store: Cluster, appeared: Readonly<Record<string, Seconds>> = {}): Hosts {
  return {
    from: (host) => (Object.hasOwn(appeared, host) ? appeared[host] : startOf(host, pod, store)),
    appear: Object.values(appeared),
  };
}

function startOf(asked: string, { metadata, spec }: StoredPod, store: Cluster): Seconds | undefined {
  const [whole = "", port] = asked.split(":");
  const host = whole.replace(/\.$/, "");
  if (host === "" || /[^a-zA-Z0-9.-]/.test(host) || /^[\d.]+$/.test(host)) return undefined;
  const isOwn = host === "localhost" || host === metadata.name || spec.hostAliases?.some(({ hostnames }) => hostnames?.includes(host));
  if (isOwn || host.split(".")[0] === "kubernetes") return 0;
  const [name = "", namespace = metadata.namespace, ...rest] = host.split(".");
  const at = rest.indexOf("svc");
  if (at > 0) return undefined;
  const service = store.get<Stored<Service>>({ kind: "Service", namespace: namespace === "" ? metadata.namespace : namespace, name });
  if (service) return answers(service, port, store) ? 0 : Infinity;
  const isClusters = at === 0 || (!host.includes(".") && store.get({ kind: "Node", namespace: "", name }) === undefined);
  return isClusters ? Infinity : undefined;
}

/** Whether the name of a Service can be resolved or, with a port, whether a ready endpoint accepts connections to it. A Service without a selector is assumed to answer. */
function answers({ metadata, spec }: Stored<Service>, port: string | undefined, store: Cluster): boolean {
  const isHeadless = spec.clusterIP === "None";
  if (!spec.selector || spec.type === "ExternalName") return true;
  if (port === undefined && (!isHeadless || spec.publishNotReadyAddresses)) return true;
  const slices = store
    .list<Stored<EndpointSlice>>("EndpointSlice", metadata.namespace)
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === metadata.name && hasReady(slice));
  if (port === undefined || isHeadless) return slices.length > 0;
  const offered = spec.ports?.find((one) => String(one.port) === port);
  return offered !== undefined && slices.some(({ ports }) => ports?.some(({ name = "" }) => name === (offered.name ?? "")));
}

function hasReady({ endpoints }: EndpointSlice): boolean {
  return endpoints?.some(({ conditions }) => conditions?.ready ?? true) ?? false;
}

const asks = /\b(nslookup|host|ping|getent|telnet|nc|netcat|wget|curl|pg_isready|psql|mysql|mysqladmin|redis-cli|mongo|mongosh)\b/;

/** Whether a command of a pod may look up a name. */
const mayAsk = memoize(({ containers = [], initContainers = [] }: PodSpec): boolean =>
  [...initContainers, ...containers].some(({ command = [], args = [] }) => asks.test([...command, ...args].join(" "))),
);

/** The pods that a new Service, or its first ready endpoint, may concern, since they may have looked it up before. */
export function podsThatMayAsk({ before, after }: Change, store: StoreView): readonly Key[] {
  const isNew = after !== undefined && (after.kind === "EndpointSlice" ? hasReady(after) && !(before && hasReady(before)) : !before);
  if (!isNew) return [];
  return store
    .list<StoredPod>("Pod")
    .filter((pod) => pod.spec.nodeName !== undefined && !isFinished(pod) && mayAsk(pod.spec))
    .map((pod) => keyOf(refOf(pod)));
}
