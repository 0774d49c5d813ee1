import { type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { processesOf } from "../../processes/behaviourOf.ts";
import { imageOf } from "../../processes/images.ts";
import type { Stated } from "../trace.ts";
import type { Scene } from "./scene.ts";

/** An image about which nothing is known: its process is assumed to work. */
export interface UnknownImage {
  readonly image: string;
  /** The workload that uses it, and the field. */
  readonly workload: Ref;
  readonly field: string;
  /** One of the pods that ran it, and its container there. */
  readonly pod: Ref;
  readonly container: string;
}

/** The images that some workloads have run with an assumed behaviour, each once. */
export function unknownImages(workloads: readonly StoredObject[], scene: Scene): readonly UnknownImage[] {
  const found = new Map<string, UnknownImage>();
  const seen = new Set<unknown>();
  for (const workload of workloads) {
    for (const pod of scene.podsOf(workload)) {
      if (pod.status.phase === "Pending" || seen.has(pod.spec.containers)) continue;
      seen.add(pod.spec.containers);
      const stated = (scene.trace.stated ?? []).filter(({ of }) => isCalled(of, workload, pod)).flatMap(({ containers }) => containers);
      for (const { image, name, field } of unknownIn(pod)) {
        if (found.has(image) || stated.includes(name)) continue;
        found.set(image, { image, workload: refOf(workload), field, pod: refOf(pod), container: name });
      }
    }
  }
  return [...found.values()];
}

/** Whether a scenario's name refers to a pod: its own name, its workload's, or that of one of the workload's revisions. */
function isCalled(of: Stated["of"], { metadata: { name } }: StoredObject, pod: StoredPod): boolean {
  return of === pod.metadata.name || of === name || of.startsWith(`${name}#`);
}

function unknownIn({ spec }: StoredPod): { readonly image: string; readonly name: string; readonly field: string }[] {
  const processes = processesOf(spec);
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ name = "", image = "", command = [] }, i) => {
      // Without a command, what is assumed of a well-known name is that somebody else's image only bears it.
      const isUnknown = processes.get(name)?.source.is === "assumed" && (!imageOf(image) || command.length === 0);
      return isUnknown ? [{ image, name, field: `${list}[${i}].image` }] : [];
    }),
  );
}
