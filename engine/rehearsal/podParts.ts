import type { ContainerStatus } from "../../schemas/generated/types.ts";
import type { StoredPod } from "../core/pods.ts";
import { initOf, type NamedContainer, regularOf } from "../kubelet/look.ts";

/** A container of a pod, with its status and its field in the pod. */
export interface PodPart {
  readonly pod: StoredPod;
  readonly name: string;
  readonly container: NamedContainer;
  readonly status: ContainerStatus;
  readonly isInit: boolean;
  /** Such as `spec.containers[0]`. */
  readonly field: string;
}

/** The containers of a pod that have a status, init containers first. */
export function partsOf(pod: StoredPod): readonly PodPart[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status;
  const parts = (containers: readonly NamedContainer[], statuses: readonly ContainerStatus[], list: string): readonly PodPart[] =>
    containers.flatMap((container, i) => {
      const status = statuses.find(({ name }) => name === container.name);
      return status ? [{ pod, name: container.name, container, status, isInit: list === "initContainers", field: `spec.${list}[${i}]` }] : [];
    });
  return [...parts(initOf(pod), initContainerStatuses, "initContainers"), ...parts(regularOf(pod), containerStatuses, "containers")];
}
