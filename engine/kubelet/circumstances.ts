import { withTag } from "../core/imageName.ts";
import { memoize } from "../../api/memoize.ts";
import type { ConfigMap, Container, PodSpec, Secret, Volume } from "../../schemas/generated/types.ts";
import type { StoreView } from "../core/store.ts";
import { keyOf, type Ref, type Stored, type StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import { type Behaviour, type ImagePull, type Process, type PodBehaviour, type Run, runOf } from "../processes/behaviour.ts";
import { processesOf } from "../processes/behaviourOf.ts";
import { imageOf } from "../processes/images.ts";
import { behaviourIf, isAboutImage, pullIf } from "../processes/whatIf.ts";
import { assumedRun, drawn } from "./assumptions.ts";
import { type Circumstances, containerOf, containersOf } from "./look.ts";
import { hostsOf } from "./hosts.ts";
import type { Configuration } from "./life.ts";
import type { ContainerWhatIf, Fault, KubeletProfile } from "./profile.ts";
import { textsIn } from "./texts.ts";

/** The conditions on a cluster's nodes and in its containers. */
export interface Knowledge {
  readonly profile: KubeletProfile;
  /** Determines each pod's durations within the profile's spread. */
  readonly seed: number;
  /** Whether the image of a pod cannot be pulled. */
  readonly isStuck: (pod: StoredPod) => boolean;
  /** The faults of a pod. */
  readonly faultOf: (pod: StoredPod) => Fault | undefined;
  /** What the scenario states about a pod. */
  readonly statedOf: (pod: StoredPod) => PodBehaviour | undefined;
  /** The what-ifs for its containers. */
  readonly whatIfsOf: (pod: StoredPod) => readonly ContainerWhatIf[];
}

/** The behaviour of processes for kubelets: as the scenario states, or else by the command line or the image, or else assumed. */
export function circumstances(knowledge: Knowledge): Circumstances {
  const { profile, isStuck, faultOf } = knowledge;
  return {
    runOf: (pod, container, start, store, known) => runOf(processIn(knowledge, pod, container, placeOf(store, known)).behaviour, start),
    pullOf: (pod, image, again) => (isStuck(pod) ? { missing: true } : pullIn(knowledge, pod, image, again)),
    startMillis: (pod) => sharedBy(knowledge).drawn(pod, "start") * 1000,
    userOf: (image) => (profile.imagesRunAsRoot ? 0 : userOf(image)),
    isNeverReady: (pod) => faultOf(pod)?.is === "never-ready",
  };
}

/** Where a process finds its ConfigMaps and Secrets, and what has changed in its files and in the names of the cluster since it started. */
export interface Place extends Pick<StoreView, "get" | "list"> {
  readonly changes?: Configuration["changes"];
  readonly hosts?: NonNullable<Configuration["hosts"]>;
}

/** The cluster as it is, or as a container has read it. */
export function placeOf(store: Pick<StoreView, "get" | "list">, known?: Configuration): Place {
  if (!known) return store;
  const { objects, changes, hosts = {} } = known;
  const isRead = (kind: string): boolean => kind === "ConfigMap" || kind === "Secret";
  return {
    get: <T extends StoredObject>(ref: Ref) => (isRead(ref.kind) ? (objects[keyOf(ref)] as T | undefined) : store.get<T>(ref)),
    list: (kind, namespace) => store.list(kind, namespace),
    changes,
    hosts,
  };
}

/** What the process of a container does in this rehearsal, and how that is known. */
export function processIn(knowledge: Knowledge, pod: StoredPod, container: Container, store: Place): Process {
  const process = plainProcess(knowledge, pod, container, store);
  const whatIfs = knowledge.whatIfsOf(pod).filter((one) => one.container === container.name);
  if (whatIfs.length === 0) return process;
  const behaviour = whatIfs.reduce<Behaviour>((sum, one) => (isAboutImage(one) ? sum : behaviourIf(sum, one)), process.behaviour);
  return { ...process, behaviour };
}

function plainProcess(knowledge: Knowledge, pod: StoredPod, container: Container, store: Place): Process {
  const { profile, seed, faultOf, statedOf } = knowledge;
  const stated = statedOf(pod)?.containers?.[container.name ?? ""];
  if (stated) return { behaviour: stated, source: { is: "stated" }, remarks: [] };
  const process = foundProcess(pod, container, store);
  const fault = faultOf(pod);
  if (process.source.is === "assumed") {
    const assumed = fault ? assumedRun({ pod, container, profile, seed, fault }) : sharedBy(knowledge).assumed(pod, container.name ?? "");
    const { exec } = runOf(process.behaviour, 0);
    return { ...process, behaviour: [exec ? { ...assumed, exec: { ...assumed.exec, ...exec } } : assumed] };
  }
  if (!fault) return process;
  return { ...process, behaviour: process.behaviour.map((run) => withFault(run, fault, pod.spec.containers?.[0] === container)) };
}

function pullIn(knowledge: Knowledge, pod: StoredPod, image: string, again: boolean): ImagePull {
  const { statedOf, whatIfsOf } = knowledge;
  const stated = statedOf(pod)?.images;
  const plain = stated?.[image] ?? stated?.[withTag(image)] ?? { seconds: again ? 0 : sharedBy(knowledge).drawn(pod, "pull") };
  const whatIfs = whatIfsOf(pod);
  if (whatIfs.length === 0) return plain;
  const users = containersOf(pod).filter((container) => container.image === image);
  const asked = whatIfs.filter((one) => users.some(({ name }) => name === one.container));
  return asked.reduce<ImagePull>((pull, one) => (isAboutImage(one) && !(again && one.is === "imageSlow") ? pullIf(pull, one) : pull), plain);
}

/** What equal pods share. */
interface Shared {
  /** Durations of a pod, in seconds, that vary from pod to pod. */
  readonly drawn: (pod: StoredPod, what: "pull" | "start") => number;
  /** What a container is assumed to do. */
  readonly assumed: (pod: StoredPod, container: string) => Run;
}

const sharedBy = memoize(({ profile, seed }: Knowledge): Shared => {
  return {
    drawn: oncePerNode((pod, what) => drawn({ pod, profile, seed }, what, what === "pull" ? profile.pullMillis : profile.startMillis)),
    assumed: oncePerNode((pod, name) => assumedRun({ pod, container: containerOf(pod, name), profile, seed, fault: undefined })),
  };
});

/** Pods of one template and one workload on the same node share their spec, so the result for one of them is used for all. */
function oncePerNode<W extends string, V>(work: (pod: StoredPod, what: W) => V): (pod: StoredPod, what: W) => V {
  const onNode = memoize((_: PodSpec): { readonly of: string; readonly what: W; readonly made: V }[] => []);
  return (pod, what) => {
    const { name, generateName: of = name } = pod.metadata;
    const known = onNode(pod.spec);
    for (const one of known) if (one.what === what && one.of === of) return one.made;
    const made = work(pod, what);
    known.push({ of, what, made });
    return made;
  };
}

const none: readonly Container[] = [];

/** What a container's process does, by its command line or its image, or by assumption. ConfigMaps and Secrets are read as they are now. */
function foundProcess(pod: StoredPod, container: Container, store: Place): Process {
  const { containers = none, initContainers = none, volumes = noVolumes } = pod.spec;
  const known = fixed(containers)(initContainers)(volumes);
  const { name: own = "" } = container;
  if (known.of) return known.of.get(own) ?? unknown;
  const changed = store.changes && { changed: { [own]: store.changes } };
  let asksForHosts = false;
  const names = hostsOf(pod, store, store.hosts);
  const hosts = { ...names, from: (host: string) => ((asksForHosts = true), names.from(host)) };
  const processes = processesOf(pod.spec, { lookUp: (kind, name) => textsOf(store, pod, kind, name), hosts, ...changed });
  if (!asksForHosts && !readsConfiguration(pod.spec)) known.of = processes;
  return processes.get(own) ?? unknown;
}

const unknown: Process = { behaviour: [], source: { is: "assumed" }, remarks: [] };

/** Memoized by template: pods of one template share their containers, init containers and volumes on all nodes, and so do templates with the same ones. */
const fixed = memoize((_: readonly Container[]) =>
  memoize((__: readonly Container[]) => memoize((___: readonly Volume[]): { of?: ReadonlyMap<string, Process> } => ({}))),
);

const noVolumes: readonly Volume[] = [];

function readsConfiguration({ containers = [], initContainers = [], volumes = [] }: PodSpec): boolean {
  if (volumes.some(({ configMap, secret, projected }) => configMap ?? secret ?? projected)) return true;
  return [...containers, ...initContainers].some(({ env, envFrom }) => (envFrom?.length ?? 0) > 0 || env?.some(({ valueFrom }) => valueFrom));
}

/** The data of a ConfigMap or a Secret, as text. */
export function textsOf(
  store: Pick<StoreView, "get">,
  pod: StoredPod,
  kind: "ConfigMap" | "Secret",
  name: string,
): Readonly<Record<string, string>> | undefined {
  return textsIn(store.get<Stored<ConfigMap & Secret>>({ kind, namespace: pod.metadata.namespace, name }));
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
