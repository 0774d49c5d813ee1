import { parseQuantity, quantityOf } from "../../api/quantity.ts";
import type { Container, PersistentVolumeClaim, Pod, Service } from "../../schemas/generated/types.ts";
import { resourceOf } from "../core/registry.ts";
import type { Millis, Stored, StoredObject } from "../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../core/pods.ts";
import { parseTime } from "../../api/time.ts";
import { type Amounts, containerAmounts, podAmounts } from "./podResources.ts";

/** The usage of an object, by the names that a quota may count. */
export function usageOf(object: StoredObject, now: Millis): Amounts {
  const usage = new Map([[countName(object.kind), one]]);
  const measure = measures[object.kind];
  if (measure) for (const [name, quantity] of measure(object, now)) usage.set(name, quantity);
  return usage;
}

/** Whether a quota's name counts objects of this kind; `count/…` exists for every kind. */
export function isCounted(kind: string, name: string): boolean {
  return name === countName(kind) || (counted[kind]?.test(name) ?? false);
}

/** The resources that a quota demands and a container does not set, which is refused. Pod-level resources satisfy the quota for all containers. */
export function missing(pod: Pod, tracked: readonly string[]): string | undefined {
  if (pod.spec?.resources?.requests || pod.spec?.resources?.limits) return undefined;
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const complaints = tracked
    .filter((name) => mustBeStated.has(name))
    .sort()
    .flatMap((name) => {
      const silent = containers.filter((container) => !containerUsage(container).has(name)).map((container) => container.name ?? "");
      return silent.length > 0 ? `${name} for: ${[...new Set(silent)].sort().join(",")}` : [];
    });
  return complaints.length > 0 ? `must specify ${complaints.join("; ")}` : undefined;
}

const one = quantityOf(1);
const mustBeStated = new Set(["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"]);

const counted: Readonly<Record<string, RegExp>> = {
  Pod: /^(pods|cpu|memory|ephemeral-storage|requests\.(?!storage$).+|limits\.(cpu|memory|ephemeral-storage)|hugepages-.+)$/,
  Service: /^services(\.(loadbalancers|nodeports))?$/,
  PersistentVolumeClaim:
    /^(persistentvolumeclaims|requests\.storage|.+\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims))$/,
  ConfigMap: /^configmaps$/,
  Secret: /^secrets$/,
  ReplicationController: /^replicationcontrollers$/,
  ResourceQuota: /^resourcequotas$/,
};

const measures: Readonly<Record<string, (object: StoredObject, now: Millis) => Amounts>> = {
  Pod: (object, now) => podUsage(object as StoredPod, now),
  Service: (object) => serviceUsage((object as Stored<Service>).spec),
  PersistentVolumeClaim: (object) => claimUsage((object as Stored<PersistentVolumeClaim>).spec),
  ConfigMap: () => new Map([["configmaps", one]]),
  Secret: () => new Map([["secrets", one]]),
  ReplicationController: () => new Map([["replicationcontrollers", one]]),
  ResourceQuota: () => new Map([["resourcequotas", one]]),
};

function countName(kind: string): string {
  return `count/${resourceOf(kind)}`;
}

/** Pods that have finished, or whose grace period is over, use nothing. */
function podUsage(pod: StoredPod, now: Millis): Amounts {
  if (isFinished(pod) || (isTerminating(pod) && now > (parseTime(pod.metadata.deletionTimestamp ?? "") ?? now))) return new Map();
  return computeUsage(podAmounts(pod, "requests"), podAmounts(pod, "limits"));
}

function containerUsage(container: Container): Amounts {
  return computeUsage(containerAmounts(container, "requests"), containerAmounts(container, "limits"));
}

/** Requests count under their own name and as `requests.…`, limits as `limits.…`. */
function computeUsage(requests: Amounts, limits: Amounts): Amounts {
  const usage = new Map([["pods", one]]);
  for (const [name, quantity] of requests) {
    const extended = name.includes("/");
    if (!extended) usage.set(name, quantity);
    usage.set(`requests.${name}`, quantity);
  }
  for (const name of ["cpu", "memory", "ephemeral-storage"]) {
    const limit = limits.get(name);
    if (limit) usage.set(`limits.${name}`, limit);
  }
  return usage;
}

/** A load balancer uses a node port for each of its ports, unless `allocateLoadBalancerNodePorts` is false. */
function serviceUsage({ type, ports = [], allocateLoadBalancerNodePorts = true }: Stored<Service>["spec"]): Amounts {
  const balanced = type === "LoadBalancer";
  const nodePorts =
    type === "NodePort" || (balanced && allocateLoadBalancerNodePorts) ? ports : balanced ? ports.filter(({ nodePort }) => nodePort) : [];
  return new Map([
    ["services", one],
    ["services.nodeports", quantityOf(nodePorts.length)],
    ["services.loadbalancers", quantityOf(balanced ? 1 : 0)],
  ]);
}

function claimUsage({ storageClassName, resources }: Stored<PersistentVolumeClaim>["spec"]): Amounts {
  const storage = parseQuantity(resources?.requests?.["storage"] ?? 0) ?? quantityOf(0);
  const usage = new Map([
    ["persistentvolumeclaims", one],
    ["requests.storage", storage],
  ]);
  if (storageClassName) {
    usage.set(`${storageClassName}.storageclass.storage.k8s.io/persistentvolumeclaims`, one);
    usage.set(`${storageClassName}.storageclass.storage.k8s.io/requests.storage`, storage);
  }
  return usage;
}
