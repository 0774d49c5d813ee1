import { add, compare, milliValue, parseQuantity, type Quantity, quantityOf, sign, value } from "../../api/quantity.ts";
import type { Container, ContainerStatus, Pod, PodSpec } from "../../schemas/generated/types.ts";

/** Amounts by resource, in the order of a `ResourceNames`: thousandths of a CPU, bytes, counts. A resource that is not there is 0. */
export type Amounts = Float64Array;

type ResourceList = Readonly<Record<string, string | number>>;
type Quantities = Map<string, Quantity>;

/** The place of CPU in `Amounts`, in thousandths. */
export const cpu = 0;
/** The place of memory in `Amounts`, in bytes. */
export const memory = 1;

/** Gives every resource that nodes and pods speak of a place in their `Amounts`. */
export class ResourceNames {
  readonly list: string[] = ["cpu", "memory", "ephemeral-storage"];
  private readonly indices = new Map(this.list.map((name, i) => [name, i]));

  indexOf(name: string): number {
    const known = this.indices.get(name);
    if (known !== undefined) return known;
    this.indices.set(name, this.list.length);
    return this.list.push(name) - 1;
  }

  /** What the scheduler counts of `quantities`; resources that it does not know, such as `storage`, are left out. */
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

/** What of a list can be read as amounts, none of them negative; the API server has refused the rest. */
export function quantities(list: ResourceList | undefined): Quantities {
  const read: Quantities = new Map();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(text);
    if (quantity !== undefined && sign(quantity) >= 0) read.set(name, quantity);
  }
  return read;
}

/** What the scores take for a container that requests nothing: 100m and 200Mi. */
const assumed: Quantities = new Map([
  ["cpu", parseQuantity("100m")!],
  ["memory", parseQuantity("200Mi")!],
]);

/** What a pod requests, as the scheduler counts it. */
export interface Requests {
  /** What the pod takes from a node, by name. */
  readonly effective: Quantities;
  /** CPU in thousandths and bytes that least-allocated scores count, with something assumed for containers that request nothing. */
  readonly nonZero: readonly [cpu: number, memory: number];
}

/**
 * What a pod requests at its widest: its containers together with its sidecars, or any of its init containers with the sidecars started before it;
 * pod-level requests in their place; overhead on top. A pod that runs counts for what its containers were given, where a resize is on its way.
 */
export function requestsOf(pod: Pod): Requests {
  const effective = podRequests(pod, new Map());
  const podLevel = hasPodLevelRequests(pod);
  const missing = new Map([...assumed].filter(([name]) => !podLevel || !effective.has(name)));
  const padded = missing.size > 0 ? podRequests(pod, missing) : effective;
  return { effective, nonZero: [milliValue(padded.get("cpu") ?? quantityOf(0)), value(padded.get("memory") ?? quantityOf(0))] };
}

/** CPU and memory that the least-allocated score counts for a pod that is to be placed. That score, alone of all, does not see pod-level requests. */
export function scoredRequestsOf(pod: Pod): readonly [cpu: number, memory: number] {
  const padded = containerRequests(pod, assumed);
  addAll(padded, quantities(pod.spec?.overhead));
  return [milliValue(padded.get("cpu") ?? quantityOf(0)), value(padded.get("memory") ?? quantityOf(0))];
}

/** The field of a pod's spec that asks for most of a resource: the pod's own, or that of the container that wants the most, the first of equals. */
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

function isPodLevel(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
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

/** What a container is asked, given and granted to have: the largest, or without what is asked if the kubelet called it infeasible. */
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
