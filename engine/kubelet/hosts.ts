import { memoize } from "../../api/memoize.ts";
import type { PodSpec } from "../../schemas/generated/types.ts";
import type { Change, StoreView } from "../core/store.ts";
import { keyOf, type Key, refOf } from "../core/objects.ts";
import { isFinished, type StoredPod } from "../core/pods.ts";
import type { Seconds } from "../processes/behaviour.ts";
import type { Hosts } from "../processes/hosts.ts";

/** The names that the processes of a pod can ask for: Services, in its own namespace by one word. `appeared` are those that came while a run went on. */
export function hostsOf(pod: StoredPod, store: Pick<StoreView, "get">, appeared: Readonly<Record<string, Seconds>> = {}): Hosts {
  return {
    from: (host) => (Object.hasOwn(appeared, host) ? appeared[host] : startOf(host.replace(/\.$/, ""), pod, store)),
    appear: Object.values(appeared),
  };
}

function startOf(host: string, { metadata, spec }: StoredPod, store: Pick<StoreView, "get">): Seconds | undefined {
  if (host === "" || /[^a-zA-Z0-9.-]/.test(host) || /^[\d.]+$/.test(host)) return undefined;
  const isOwn = host === "localhost" || host === metadata.name || spec.hostAliases?.some(({ hostnames }) => hostnames?.includes(host));
  if (isOwn || host.split(".")[0] === "kubernetes") return 0;
  const [name = "", namespace = metadata.namespace, ...rest] = host.split(".");
  const at = rest.indexOf("svc");
  if (at > 0) return undefined;
  const isThere = store.get({ kind: "Service", namespace: namespace === "" ? metadata.namespace : namespace, name }) !== undefined;
  if (isThere) return 0;
  const isClusters = at === 0 || (!host.includes(".") && store.get({ kind: "Node", namespace: "", name }) === undefined);
  return isClusters ? Infinity : undefined;
}

const asks = /\b(nslookup|host|ping|getent|telnet|nc|netcat|wget|curl|pg_isready|psql|mysql|mysqladmin|redis-cli|mongo|mongosh)\b/;

/** Whether a command of a pod may ask for a name. */
const mayAsk = memoize(({ containers = [], initContainers = [] }: PodSpec): boolean =>
  [...initContainers, ...containers].some(({ command = [], args = [] }) => asks.test([...command, ...args].join(" "))),
);

/** The pods that a new Service may concern, since they may have asked for its name. */
export function podsThatMayAsk({ before, after }: Change, store: StoreView): readonly Key[] {
  if (before || !after) return [];
  return store
    .list<StoredPod>("Pod")
    .filter((pod) => pod.spec.nodeName !== undefined && !isFinished(pod) && mayAsk(pod.spec))
    .map((pod) => keyOf(refOf(pod)));
}
