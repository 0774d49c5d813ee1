import assert from "node:assert/strict";
import { milliValue, parseQuantity, value } from "../../../api/quantity.ts";
import type { Key, StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../../engine/core/pods.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import type { Container, ContainerStatus, Node } from "../../../schemas/generated/types.ts";

/** The scheduler puts a pod only where it fits beside those that are there: by what they request, and by the number of pods. */
export function nodesHold({ versions, placements }: Trace): void {
  const now = new Map<Key, StoredObject>();
  const assumed = new Map<Key, string>();
  let seen = 0;
  for (const { pod, decision, after } of placements) {
    for (const { key, object } of versions.slice(seen, Math.max(seen, after)))
      if (object) now.set(key, object);
      else [now, assumed].forEach((known) => known.delete(key));
    seen = Math.max(seen, after);
    if (decision.is !== "placed") continue;
    assumed.set(pod, decision.node);
    const node = now.get(`Node//${decision.node}`) as unknown as Node | undefined;
    const on = [...now].filter(([key, object]) => object.kind === "Pod" && nodeOf(object as StoredPod, assumed.get(key)) === decision.node);
    const pods = on.map(([, object]) => object as StoredPod).filter((one) => !isFinished(one));
    const placed = now.get(pod) as StoredPod | undefined;
    assert.ok(node && placed, `${pod} is placed on ${decision.node}, which is there`);
    for (const resource of ["cpu", "memory"]) {
      if (requested(placed, resource) === 0) continue;
      const sum = pods.reduce((total, one) => total + requested(one, resource), 0);
      assert.ok(sum <= amount(node.status?.allocatable?.[resource]) * (1 + 1e-9), `${pod} is more ${resource} than ${decision.node} has`);
    }
    assert.ok(pods.length <= amount(node.status?.allocatable?.["pods"]) / 1000, `${pod} is one pod too many on ${decision.node}`);
  }
}

function nodeOf({ spec }: StoredPod, assumed: string | undefined): string | undefined {
  return spec.nodeName ?? assumed;
}

/**
 * What a pod takes from its node, in thousandths: its request as a whole, or else the most that runs at a time, which is
 * all containers with all sidecars, or one init container with the sidecars before it. Its overhead comes on top.
 */
export function requested({ spec, status }: StoredPod, resource: string): number {
  const statuses = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  const isRefused = status.conditions?.some(({ type, reason }) => type === "PodResizePending" && reason === "Infeasible") ?? false;
  const of = (container: Container): number =>
    taken(
      container.resources?.requests?.[resource],
      statuses.find(({ name }) => name === container.name),
      isRefused,
      resource,
    );
  const sum = (containers: readonly Container[]): number => containers.reduce((total, one) => total + of(one), 0);
  const init = spec.initContainers ?? [];
  const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === "Always";
  const starting = init.map((one, i) => (isSidecar(one) ? 0 : amount(one.resources?.requests?.[resource])) + sum(init.slice(0, i).filter(isSidecar)));
  const whole = spec.resources?.requests?.[resource];
  const running = sum([...(spec.containers ?? []), ...init.filter(isSidecar)]);
  return (whole === undefined ? Math.max(running, ...starting) : taken(whole, status, isRefused, resource)) + amount(spec.overhead?.[resource]);
}

/** While a container or a pod is resized it counts with the most of what it asks for, was given and has; one that cannot be resized counts with what it has. */
function taken(
  asked: string | number | undefined,
  status: Pick<ContainerStatus, "resources" | "allocatedResources"> | undefined,
  isRefused: boolean,
  resource: string,
): number {
  if (!status?.resources) return amount(asked);
  return Math.max(isRefused ? 0 : amount(asked), amount(status.resources.requests?.[resource]), amount(status.allocatedResources?.[resource]));
}

/** In thousandths; what is no quantity, or less than nothing, is nothing. */
function amount(text: string | number | undefined): number {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  if (!quantity) return 0;
  return Math.max(0, value(quantity) > 1e12 ? value(quantity) * 1000 : milliValue(quantity));
}
