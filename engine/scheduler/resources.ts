import { isPodLevel } from "../../api/defaults/podResources.ts";
import { add, compare, milliValue, parseQuantity, type Quantity, quantityOf, sign, value } from "../../api/quantity.ts";
import type { Container, ContainerStatus, Pod, PodSpec } from "../../schemas/generated/types.ts";

/** Amounts by resource, in the order of a `ResourceNames`: thousandths of a CPU, bytes, counts. A resource that is not there is 0. */
export type Amounts = Float64Array;

type ResourceList = Readonly<Record<string, string | number>>;
type Quantities = Map<string, Quantity>;

/** The index of CPU in `Amounts`, in thousandths. */
export const cpu = 0;
/** The index of memory in `Amounts`, in bytes. */
export const memory = 1;

/** Assigns every resource of nodes and pods an index in `Amounts`. */
export class ResourceNames {
  readonly list: string[] = ["cpu", "memory", "ephemeral-storage"];
  private readonly indices = new Map(this.list.map((name, i) => [name, i]));

  indexOf(name: string): number {
    const known = this.indices.get(name);
    if (known !== undefined) return known;
    this.indices.set(name, this.list.length);
    return this.list.push(name) - 1;
  }

  /** The amounts of `quantities` that the scheduler counts. Others, such as `storage`, are left out. */
  amounts(quantities: Iterable<readonly [string, Quantity]>): Amounts {
    let amounts: Amounts = new Float64Array(3);
    for (const [name, quantity] of quantities) {
      if (name !== "cpu" && name !== "memory" && name !== "ephemeral-storage" && !isScalar(name)) continue;
      const index = this.indexOf(name);
      amounts = withRoomFor(index, amounts);
      amounts[index] = name === "cpu" ? milliValue(quantity) : value(quantity);
    }
    return amounts;
  }
}

/** The same amounts, long enough to hold one more resource. */
export function withRoomFor(index: number, amounts: Amounts): Amounts {
  if (index < amounts.length) return amounts;
  const longer = new Float64Array(index + 1);
  longer.set(amounts);
  return longer;
}

/** Extended resources, huge pages and volume attachments: resources that are whole numbers. */
export function isScalar(name: string): boolean {
  if (name.startsWith("hugepages-") || name.startsWith("attachable-volumes-")) return true;
  return name.includes("/") && (name.includes("kubernetes.io/") || !name.startsWith("requests."));
}

/** The valid, non-negative amounts of a list. The API server has refused all others. */
export function quantities(list: ResourceList | undefined): Quantities {
  const read: Quantities = new Map();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(text);
    if (quantity !== undefined && sign(quantity) >= 0) read.set(name, quantity);
  }
  return read;
}

/** The requests that scores assume for a container without requests: 100m and 200Mi. */
const assumed: Quantities = new Map([
  ["cpu", parseQuantity("100m")!],
  ["memory", parseQuantity("200Mi")!],
]);

/** The requests of a pod as the scheduler counts them. */
export interface Requests {
  /** The amounts that the pod takes from a node, by name. */
  readonly effective: Quantities;
  /** CPU in thousandths and bytes that least-allocated scores count, with something assumed for containers that request nothing. */
  readonly nonZero: readonly [cpu: number, memory: number];
}

/**
 * The largest request of a pod: its containers together with its sidecars, or an init container with the sidecars started before it;
 * pod-level requests replace these; overhead is added. During a resize a running pod counts with its allocated resources.
 */
export function requestsOf(pod: Pod): Requests {
  const effective = podRequests(pod, new Map());
  const podLevel = hasPodLevelRequests(pod);
  const missing = new Map([...assumed].filter(([name]) => !podLevel || !effective.has(name)));
  const padded = missing.size > 0 ? podRequests(pod, missing) : effective;
  return { effective, nonZero: [milliValue(padded.get("cpu") ?? quantityOf(0)), value(padded.get("memory") ?? quantityOf(0))] };
}

/** The CPU and memory that the least-allocated score counts for a pod to be placed. Only this score ignores pod-level requests. */
export function scoredRequestsOf(pod: Pod): readonly [cpu: number, memory: number] {
  const padded = containerRequests(pod, assumed);
  addAll(padded, quantities(pod.spec?.overhead));
  return [milliValue(padded.get("cpu") ?? quantityOf(0)), value(padded.get("memory") ?? quantityOf(0))];
}

/** The field of a pod's spec that requests most of a resource: the pod-level request, or that of the container with the largest request. */
export function requestFieldOf(spec: PodSpec, name: string): string {
  if (spec.resources?.requests?.[name] !== undefined && isPodLevel(name)) return "resources.requests";
  let [most, field] = [quantityOf(0), "containers[0].resources.requests"];
  for (const list of ["containers", "initContainers"] as const) {
    for (const [index, { resources }] of (spec[list] ?? []).entries()) {
      const amount = quantities(resources?.requests).get(name);
      if (amount && compare(amount, most) > 0) [most, field] = [amount, `${list}[${index}].resources.requests`];
    }
  }
  return field;
}

function podRequests(pod: Pod, missing: Quantities): Quantities {
  const requests = containerRequests(pod, missing);
  if (hasPodLevelRequests(pod)) {
    const resized =
      pod.status?.resources && largestOf(pod, pod.spec?.resources?.requests, pod.status.resources.requests, pod.status.allocatedResources);
    for (const [name, quantity] of quantities(pod.spec?.resources?.requests)) {
      if (isPodLevel(name)) requests.set(name, resized?.get(name) ?? quantity);
    }
  }
  addAll(requests, quantities(pod.spec?.overhead));
  return requests;
}

function hasPodLevelRequests(pod: Pod): boolean {
  return Object.keys(pod.spec?.resources?.requests ?? {}).some(isPodLevel);
}

function containerRequests(pod: Pod, missing: Quantities): Quantities {
  const statuses = new Map<string, ContainerStatus>();
  for (const status of [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])])
    statuses.set(status.name ?? "", status);
  const requested = (container: Container, runs: boolean): Quantities => {
    const status = runs ? statuses.get(container.name ?? "") : undefined;
    const own = status?.resources
      ? largestOf(pod, container.resources?.requests, status.resources.requests, status.allocatedResources)
      : quantities(container.resources?.requests);
    for (const [name, quantity] of missing) if (!own.has(name)) own.set(name, quantity);
    return own;
  };

  const running: Quantities = new Map();
  for (const container of pod.spec?.containers ?? []) addAll(running, requested(container, true));
  const sidecars: Quantities = new Map();
  const starting: Quantities = new Map();
  for (const container of pod.spec?.initContainers ?? []) {
    const isSidecar = container.restartPolicy === "Always";
    const own = requested(container, isSidecar);
    if (isSidecar) {
      addAll(running, own);
      addAll(sidecars, own);
      raiseAll(starting, sidecars);
    } else {
      addAll(own, sidecars);
      raiseAll(starting, own);
    }
  }
  raiseAll(running, starting);
  return running;
}

/** The largest of a container's requested, allocated and actual resources; without the requested ones if the kubelet called the resize infeasible. */
function largestOf(pod: Pod, asked: ResourceList | undefined, ...had: readonly (ResourceList | undefined)[]): Quantities {
  const pending = pod.status?.conditions?.find(({ type }) => type === "PodResizePending");
  const lists = pending?.reason === "Infeasible" ? had : [asked, ...had];
  const largest: Quantities = new Map();
  for (const list of lists) raiseAll(largest, quantities(list));
  return largest;
}

function addAll(to: Quantities, more: Quantities): void {
  for (const [name, quantity] of more) {
    const before = to.get(name);
    to.set(name, before === undefined ? quantity : add(before, quantity));
  }
}

function raiseAll(to: Quantities, others: Quantities): void {
  for (const [name, quantity] of others) {
    const before = to.get(name);
    if (before === undefined || compare(quantity, before) > 0) to.set(name, quantity);
  }
}
