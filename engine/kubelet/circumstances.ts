import { memoize } from "../../api/memoize.ts";
import type { ConfigMap, Container, PodSpec, Secret } from "../../schemas/generated/types.ts";
import type { StoreView } from "../core/store.ts";
import type { Stored } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { type Process, type PodBehaviour, type Run, runOf } from "../processes/behaviour.ts";
import { processesOf } from "../processes/behaviourOf.ts";
import { imageOf } from "../processes/images.ts";
import { assumedRun, drawn } from "./assumptions.ts";
import type { Circumstances } from "./look.ts";
import type { Fault, KubeletProfile } from "./profile.ts";

/** What is known of a cluster's nodes and of what runs on them. */
export interface Knowledge {
  readonly profile: KubeletProfile;
  /** Sets how long each pod takes, within the profile's spread. */
  readonly seed: number;
  /** Its image cannot be pulled. */
  readonly isStuck: (pod: StoredPod) => boolean;
  /** What goes wrong with it. */
  readonly faultOf: (pod: StoredPod) => Fault | undefined;
  /** What is stated of it. */
  readonly statedOf: (pod: StoredPod) => PodBehaviour | undefined;
}

/** What kubelets are told: what is stated, or else what the command line or the image says, or else what is assumed. */
export function circumstances({ profile, seed, isStuck, faultOf, statedOf }: Knowledge): Circumstances {
  return {
    runOf(pod, container, start, store) {
      const stated = statedOf(pod)?.containers?.[container.name ?? ""];
      if (stated) return runOf(stated, start);
      const process = foundProcess(pod, container, store);
      const fault = faultOf(pod);
      const found = runOf(process.behaviour, start);
      if (process.source.is !== "assumed") return withFault(found, fault, pod.spec.containers?.[0] === container);
      const assumed = assumedRun({ pod, container, profile, seed, fault });
      return found.exec ? { ...assumed, exec: { ...assumed.exec, ...found.exec } } : assumed;
    },
    pullOf(pod, image, again) {
      if (isStuck(pod)) return { missing: true };
      const stated = statedOf(pod)?.images?.[image];
      return stated ?? { seconds: again ? 0 : drawn({ pod, profile, seed }, "pull", profile.pullMillis) };
    },
    startMillis: (pod) => drawn({ pod, profile, seed }, "start", profile.startMillis) * 1000,
    userOf: (image) => (profile.imagesRunAsRoot ? 0 : userOf(image)),
    isNeverReady: (pod) => faultOf(pod)?.is === "never-ready",
  };
}

/** What a container's process does by its command line or its image, or nothing but assumptions. What comes from ConfigMaps and Secrets is read as it is now. */
function foundProcess(pod: StoredPod, container: Container, store: StoreView): Process {
  const { containers = [] } = pod.spec;
  const known = fixed(containers);
  const processes = known.of ?? processesOf(pod.spec, { lookUp: (kind, name) => textsOf(store, pod, kind, name) });
  if (!known.of && !readsConfiguration(pod.spec)) known.of = processes;
  return processes.get(container.name ?? "") ?? unknown;
}

const unknown: Process = { behaviour: [], source: { is: "assumed" }, remarks: [] };

/** Pods of one template share their containers, whatever nodes they are on. */
const fixed = memoize((_: readonly Container[]): { of?: ReadonlyMap<string, Process> } => ({}));

function readsConfiguration({ containers = [], initContainers = [], volumes = [] }: PodSpec): boolean {
  if (volumes.some(({ configMap, secret, projected }) => configMap ?? secret ?? projected)) return true;
  return [...containers, ...initContainers].some(({ env, envFrom }) => (envFrom?.length ?? 0) > 0 || env?.some(({ valueFrom }) => valueFrom));
}

/** What a ConfigMap or a Secret holds, as text. */
export function textsOf(
  store: Pick<StoreView, "get">,
  pod: StoredPod,
  kind: "ConfigMap" | "Secret",
  name: string,
): Readonly<Record<string, string>> | undefined {
  const object = store.get<Stored<ConfigMap & Secret>>({ kind, namespace: pod.metadata.namespace, name });
  return object && { ...object.data, ...object.stringData };
}

function withFault(run: Run, fault: Fault | undefined, isFirst: boolean): Run {
  switch (fault?.is) {
    case "crash":
      return isFirst ? { ...run, exit: { after: fault.afterMillis / 1000, code: 1 } } : run;
    case "slow":
      return run.serves ? { ...run, serves: run.serves.map((serve) => ({ ...serve, after: fault.warmUpMillis / 1000 })) } : run;
    case "never-ready":
      return { ...run, serves: [] };
    default:
      return run;
  }
}

/** The user of a well-known image: its number, or its name. */
function userOf(reference: string): number | string | undefined {
  const known = imageOf(reference);
  if (!known) return undefined;
  const { user = 0 } = known.image;
  return typeof user === "number" ? user : user.name;
}
