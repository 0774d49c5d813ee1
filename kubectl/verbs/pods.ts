import { matcher, selectorFromMap } from "../../api/selector.ts";
import type { Container, ContainerStatus, LabelSelector } from "../../schemas/generated/types.ts";
import { byCreation, type StoredObject } from "../../engine/core/objects.ts";
import { isReady, type StoredPod } from "../../engine/core/pods.ts";
import { at } from "../core/plain.ts";
import { problem, Problem } from "../core/problem.ts";
import { groupResource, resourceFor } from "../core/resources.ts";
import { get, notFound } from "../find/find.ts";
import type { Call } from "./verb.ts";

/** The pod that a word means: its name, or a workload's name, which means one of its pods. `missing` says that there is none of that name. */
export function podFor(
  call: Call,
  word: string,
  missing: (plural: string, name: string) => Problem = (plural, name) => notFound(resourceFor(plural), name),
): StoredPod {
  const { cluster, namespace } = call;
  const [kind, name] = word.includes("/") ? (word.split("/", 2) as [string, string]) : ["pods", word];
  const resource = resourceFor(kind);
  const object = get(cluster, resource, namespace, name);
  if (!object) throw missing(groupResource(resource), name);
  if (resource.kind === "Pod") return object as StoredPod;
  const [pod, ...others] = podsOf(object, call);
  if (!pod) throw problem(`timed out waiting for the condition`);
  if (others.length > 0 && call.path === "logs") call.err(`Found ${others.length + 1} pods, using pod/${pod.metadata.name}\n`);
  return pod;
}

/** The pods that a workload or a Service selects, those that are ready first. */
export function podsOf(object: StoredObject, { cluster }: Call): StoredPod[] {
  const held = at(object, "spec", "selector") as LabelSelector | Readonly<Record<string, string>> | undefined;
  const isMap = object.kind === "Service" || object.kind === "ReplicationController";
  const matches = matcher(isMap ? selectorFromMap(held as Readonly<Record<string, string>> | undefined) : held);
  const pods = cluster.store.list<StoredPod>("Pod", object.metadata.namespace).filter(({ metadata }) => matches(metadata.labels));
  return pods.toSorted((a, b) => Number(isReady(b)) - Number(isReady(a)) || byCreation(a, b));
}

/** The container that is meant, and what is known of its state. Says which it takes where several could be meant. */
export function containerFor(
  call: Call,
  pod: StoredPod,
  name: string | undefined,
): { readonly container: Container; readonly status: ContainerStatus | undefined } {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec;
  const all = [...containers, ...initContainers, ...(ephemeralContainers as readonly Container[])];
  const list = [
    ...containers.map((one) => one.name),
    ...initContainers.map((one) => `${one.name} (init)`),
    ...ephemeralContainers.map((one) => `${one.name} (ephem)`),
  ].join(", ");
  const wanted = name ?? pod.metadata.annotations?.["kubectl.kubernetes.io/default-container"];
  const container = wanted === undefined ? containers[0] : all.find((one) => one.name === wanted);
  if (!container) throw problem(`container ${wanted ?? ""} is not valid for pod ${pod.metadata.name} out of: ${list}`);
  if (wanted === undefined && all.length > 1) call.err(`Defaulted container ${JSON.stringify(container.name)} out of: ${list}\n`);
  const statuses = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])];
  return { container, status: statuses.find((one) => one.name === container.name) };
}
