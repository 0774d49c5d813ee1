import type { KubernetesObject } from "../../../api/object.ts";
import { createScheduler, type Scheduler, type SchedulerOptions } from "../../../engine/scheduler/scheduler.ts";
import type { Container, Node, NodeSpec, ObjectMeta, Pod, PodSpec } from "../../../schemas/generated/types.ts";

/** A node of 4 CPUs and 8Gi unless said otherwise. */
export function node(
  name: string,
  { allocatable, labels, ...spec }: NodeSpec & { allocatable?: Record<string, string>; labels?: Record<string, string> } = {},
): Node {
  return {
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, ...labels } },
    spec,
    status: { allocatable: { cpu: "4", memory: "8Gi", pods: "110", ...allocatable } },
  };
}

/** A pod with one container; `cpu` and `memory` are what it requests. */
export function pod(
  name: string,
  { cpu, memory, metadata, container, ...spec }: PodSpec & { cpu?: string; memory?: string; metadata?: ObjectMeta; container?: Container } = {},
): Pod {
  const requests = { ...(cpu && { cpu }), ...(memory && { memory }) };
  return {
    kind: "Pod",
    metadata: { name, namespace: "default", ...metadata },
    spec: { ...spec, containers: [{ name: "main", image: "app", resources: { requests }, ...container }] },
  };
}

/** A scheduler that knows these objects. */
export function schedulerOf(objects: readonly KubernetesObject[], options?: SchedulerOptions): Scheduler {
  const scheduler = createScheduler(options);
  for (const object of objects) scheduler.set(object);
  return scheduler;
}
