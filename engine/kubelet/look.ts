import type { Container } from "../../schemas/generated/types.ts";
import type { Command } from "../core/command.ts";
import type { Memory, View } from "../core/controller.ts";
import type { Key, Millis } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import type { ImagePull, Run } from "../processes/behaviour.ts";
import type { Configuration, Life, Prober } from "./life.ts";
import { lastLook } from "./looks.ts";

/** What a kubelet needs besides the pod. Random durations are whole seconds, in milliseconds. */
export interface Circumstances {
  /** What the n-th start of a container does, in the cluster as it is, or with what the container has read of it. */
  readonly runOf: (pod: StoredPod, container: Container, start: number, store: StoreView, known?: Configuration) => Run;
  /** How an image is pulled; `again` if the node already has it. */
  readonly pullOf: (pod: StoredPod, image: string, again: boolean) => ImagePull;
  /** How long it takes to set up a pod. */
  readonly startMillis: (pod: StoredPod) => Millis;
  /** The user of an image, by number or name, as far as that is known. */
  readonly userOf: (image: string) => number | string | undefined;
  /** Whether the pod never becomes ready, although it answers. */
  readonly isNeverReady: (pod: StoredPod) => boolean;
}

/** One sync of a pod: it changes `life` and adds events to `said`. */
export interface Look {
  readonly circumstances: Circumstances;
  readonly key: Key;
  readonly pod: StoredPod;
  readonly view: View;
  readonly now: Millis;
  readonly memory: Memory;
  readonly life: Life;
  readonly said: Command[];
}

/** The time of the last relist that counts for a pod, including what ended at that moment. The kubelet does not know yet what happened since. */
export function seenAt({ now, life }: Look): Millis {
  return Math.min(now, Math.max(lastLook(now) + 1, life.worker.observed));
}

/** A container of a stored pod: the API server made sure that it has a name. */
export type NamedContainer = Container & { readonly name: string };

/** The containers that do the pod's work. */
export function regularOf({ spec }: StoredPod): readonly NamedContainer[] {
  return (spec.containers ?? none) as readonly NamedContainer[];
}

/** The containers that run, or start, before the others. */
export function initOf({ spec }: StoredPod): readonly NamedContainer[] {
  return (spec.initContainers ?? none) as readonly NamedContainer[];
}

const none: readonly Container[] = [];

/** All containers of a pod, init containers first. */
export function containersOf(pod: StoredPod): readonly NamedContainer[] {
  const init = initOf(pod);
  return init.length > 0 ? [...init, ...regularOf(pod)] : regularOf(pod);
}

/** A container of a pod by its name. */
export function containerOf(pod: StoredPod, name: string): NamedContainer {
  for (const container of regularOf(pod)) if (container.name === name) return container;
  return initOf(pod).find((one) => one.name === name)!;
}

/** Whether an init container is a sidecar, which keeps running beside the others. */
export function isSidecar({ restartPolicy }: Container, kind: "init" | "regular" = "init"): boolean {
  return kind === "init" && restartPolicy === "Always";
}

/** A pod as the kubelet's messages name it: `web_default(7)`. */
export function fullName({ metadata }: StoredPod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}

/** An event about the pod, or about one of its containers. */
export function say({ life: { about }, said }: Look, type: "Normal" | "Warning", reason: string, message: string, container?: string): void {
  said.push(container === undefined ? { do: "event", about, type, reason, message } : { do: "event", about, container, type, reason, message });
}

/** An event about a probe of a container. */
export function sayOfProbe({ life: { about }, said }: Look, { container, type: probe }: Prober, reason: string, message: string): void {
  said.push({ do: "event", about, container, probe, type: "Warning", reason, message });
}
