import type { Story } from "../../../client/preview/story/story.ts";
import { milliValue, parseQuantity, quantityOf, value } from "../../../api/quantity.ts";
import { matches, selectorFromMap } from "../../../api/selector.ts";
import { keyOf, refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { podColumns } from "../../../engine/core/podColumns.ts";
import { requestsOf } from "../../../engine/scheduler/resources.ts";
import type { Node, Service } from "../../../schemas/generated/types.ts";
import { all, type Cluster, isBelow, isDone, isReady, sorted, watchedPods, works } from "./cluster.ts";

/** The pods of each workload at a moment that do their work, and how many are ready. */
export type Working = readonly { readonly all: number; readonly ready: number }[];

/** Counts the pods of each workload that do their work. */
export function workingPods({ workloads }: Story, cluster: Cluster): Working {
  return workloads.map(({ ref }) => {
    const object = cluster.get(keyOf(ref));
    const pods = object ? all<StoredPod>(cluster, "Pod").filter((pod) => isBelow(pod, object, cluster) && works(pod)) : [];
    return { all: pods.length, ready: pods.filter(isReady).length };
  });
}

/** What `kubectl describe nodes` adds up. */
export function nodesThere(cluster: Cluster): object {
  const pods = all<StoredPod>(cluster, "Pod");
  return sorted(
    all<StoredObject & Node>(cluster, "Node").map(({ metadata: { name }, spec, status }) => {
      const room = status?.allocatable ?? status?.capacity ?? {};
      const own = pods.filter((pod) => pod.spec.nodeName === name);
      const taking = own.filter((pod) => !isFinished(pod) && !isDone(pod));
      const asked = (resource: string, read: typeof value) =>
        taking.reduce((sum, pod) => sum + read(requestsOf(pod).effective.get(resource) ?? quantityOf(0)), 0);
      return [
        name,
        {
          room: {
            cpu: milliValue(parseQuantity(room["cpu"] ?? 0)!),
            memory: value(parseQuantity(room["memory"] ?? 0)!),
            pods: value(parseQuantity(room["pods"] ?? 0)!),
          },
          cordoned: spec?.unschedulable === true,
          taints: spec?.taints?.length ?? 0,
          taken: { cpu: asked("cpu", milliValue), memory: asked("memory", value), pods: taking.length },
          squares: own.length,
        },
      ];
    }),
  );
}

/** What `kubectl get pods -A -o wide` prints. */
export function podsThere(cluster: Cluster): object {
  return sorted(
    all<StoredPod>(cluster, "Pod").map((pod) => {
      const { ready, status, restarts } = podColumns(pod);
      return [keyOf(refOf(pod)), { ready, status, restarts, node: pod.spec.nodeName ?? "" }];
    }),
  );
}

/** The pods below each workload. */
export function workloadsThere(story: Story, cluster: Cluster): object {
  return sorted(
    story.workloads.flatMap(({ ref }) => {
      const object = cluster.get(keyOf(ref));
      if (!object) return [];
      const pods = all<StoredPod>(cluster, "Pod").filter((pod) => isBelow(pod, object, cluster));
      const working = pods.filter(works);
      const isJob = object.kind === "Job";
      const { spec, status } = object as { spec?: { completions?: number; parallelism?: number }; status?: { succeeded?: number } };
      return [
        [
          keyOf(ref),
          {
            ready: working.filter(isReady).length,
            all: working.length,
            done: isJob ? (status?.succeeded ?? 0) : undefined,
            completions: isJob ? (spec?.completions ?? spec?.parallelism ?? 1) : undefined,
            drawn: {
              ready: working.filter(isReady).length,
              pending: working.filter(({ spec }) => !spec.nodeName).length,
              all: pods.length,
            },
          },
        ] as const,
      ];
    }),
  );
}

/** The ready pods that each Service selects, by version. */
export function servicesThere(story: Story, cluster: Cluster, time: number): object {
  const pods = all<StoredPod>(cluster, "Pod");
  return sorted(
    story.services.flatMap(({ ref }) => {
      const service = cluster.get(keyOf(ref));
      const selector = service && selectorFromMap((service as Service).spec?.selector);
      if (!service) return [];
      const reached = pods.filter(
        (pod) =>
          selector &&
          pod.metadata.namespace === ref.namespace &&
          isReady(pod) &&
          !isTerminating(pod) &&
          !isFinished(pod) &&
          matches(selector, pod.metadata.labels),
      );
      const counts = new Map<string, number>();
      for (const pod of reached) {
        const index = story.pods.findLastIndex(({ key, spans }) => key === keyOf(refOf(pod)) && spans[0]!.at <= time);
        const version = story.revisions[story.pods[index]!.revision]?.ref.name ?? "";
        counts.set(version, (counts.get(version) ?? 0) + 1);
      }
      return [[keyOf(ref), sorted(counts)] as const];
    }),
  );
}

/** The containers of a few pods, as their statuses have them. */
export function containersThere(cluster: Cluster): Record<string, Record<string, boolean>> {
  return sorted(
    watchedPods(cluster).map(({ metadata, spec, status }) => {
      const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
      const names = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name = "" }) => name);
      const isInit = (name: string) => spec.initContainers?.some((one) => one.name === name && one.restartPolicy !== "Always") ?? false;
      return [
        keyOf({ kind: "Pod", namespace: metadata.namespace, name: metadata.name }),
        sorted(names.map((name) => [name, !isInit(name) && (statuses.find((one) => one.name === name)?.ready ?? false)])),
      ];
    }),
  );
}
