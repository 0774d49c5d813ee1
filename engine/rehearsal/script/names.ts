import { controllerOf, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import type { Change, StoreView } from "../../core/store.ts";

/** An object with its name in scripts. */
export interface Thing {
  readonly object: StoredObject;
  /** Its name in scripts and frames. Pods with generated names have none. */
  readonly key: string | undefined;
  /** The step in which it appeared. */
  readonly createdIn: number;
}

/** Names as plain data. */
export interface NamesState {
  readonly createdIn: readonly (readonly [string, number])[];
  readonly keys: readonly (readonly [string, string])[];
  readonly given: readonly string[];
  readonly counts: readonly (readonly [string, number])[];
  readonly canonical: readonly (readonly [string, string])[];
  readonly step: number;
}

/** The names before a script begins. */
export const noNames: NamesState = { createdIn: [], keys: [], given: [], counts: [], canonical: [], step: 0 };

const numbered = new Set(["ReplicaSet", "Job", "ControllerRevision"]);

/**
 * Names that do not depend on chance. Objects that the script named keep their names; objects with generated names are numbered by owner
 * (`web#2` is the second ReplicaSet of web, `web#2/*` one of its pods). A number is never used twice.
 */
export class Names {
  private readonly store: StoreView;
  private readonly createdIn: Map<string, number>;
  private readonly keys: Map<string, string>;
  private readonly given: Set<string>;
  private readonly counts: Map<string, number>;
  /** The canonical name of each generated name. */
  private readonly canonical: Map<string, string>;
  step: number;

  constructor(state: NamesState, store: StoreView) {
    this.store = store;
    this.createdIn = new Map(state.createdIn);
    this.keys = new Map(state.keys);
    this.given = new Set(state.given);
    this.counts = new Map(state.counts);
    this.canonical = new Map(state.canonical);
    this.step = state.step;
  }

  state(): NamesState {
    const { createdIn, keys, given, counts, canonical, step } = this;
    return { createdIn: [...createdIn], keys: [...keys], given: [...given], counts: [...counts], canonical: [...canonical], step };
  }

  /** Marks an object as created by the script. */
  give(kind: string, name: string): void {
    this.given.add(`${kind}/${name}`);
  }

  isGiven(kind: string, name: string): boolean {
    return this.given.has(`${kind}/${name}`);
  }

  /** Whether the script created any object of these kinds. */
  gave(...kinds: readonly string[]): boolean {
    return [...this.given].some((name) => kinds.some((kind) => name.startsWith(`${kind}/`)));
  }

  see({ before, after }: Pick<Change, "before" | "after">): void {
    if (before || !after) return;
    this.createdIn.set(after.metadata.uid, this.step);
    this.name(after);
  }

  /** Existing objects of a kind, in order of creation. */
  all(kind: string): Thing[] {
    return this.store.list(kind).map((object) => this.thing(object));
  }

  /** The name of an object in scripts, even after its deletion. */
  keyOf(uid: string): string | undefined {
    return this.keys.get(uid);
  }

  living(uid: string): Thing | undefined {
    const object = this.store.byUid(uid);
    return object && this.thing(object);
  }

  keyed(kind: string, key: string): StoredObject | undefined {
    return this.all(kind).find((thing) => thing.key === key)?.object;
  }

  /** The name of an object's owner, or `none`. */
  ownerKey(object: StoredObject): string {
    const owner = controllerOf(object);
    return owner ? (this.keys.get(owner.uid!) ?? owner.name!) : "none";
  }

  /** The revision of a StatefulSet's or DaemonSet's pod: `db#2`. */
  revisionKey(pod: StoredPod): string | undefined {
    const hash = pod.metadata.labels?.["controller-revision-hash"];
    return hash ? (this.canonical.get(hash) ?? this.canonical.get(`${controllerOf(pod)?.name}-${hash}`)) : undefined;
  }

  /** All names by which a scenario may refer to a pod, its own name first. */
  callsOf(pod: StoredPod): readonly string[] {
    return [pod.metadata.name, ...this.ownersOf(pod)];
  }

  /** All names by which a scenario may refer to a pod's owner: the owner's, its revision's, and that of the Deployment or CronJob above it. */
  ownersOf(pod: StoredPod): readonly string[] {
    const [owner, revision] = [this.ownerKey(pod), this.revisionKey(pod)];
    return [owner, ...(revision === undefined ? [] : [revision]), owner.split("#")[0]!];
  }

  /** The name of a pod in the steps of a kubelet. */
  podName(pod: StoredPod): string {
    const { nodeName } = pod.spec;
    return controllerOf(pod)?.kind === "DaemonSet" && nodeName ? `${this.ownerKey(pod)}/${nodeName}` : this.plain(pod.metadata.name);
  }

  /** A text in which canonical names replace all generated names. */
  plain(text: string): string {
    return text
      .replaceAll("default/", "")
      .replace(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g, (word) => this.canonical.get(word) ?? this.notYetCreated(word) ?? word);
  }

  private thing(object: StoredObject): Thing {
    const { uid } = object.metadata;
    return { object, key: this.keys.get(uid), createdIn: this.createdIn.get(uid) ?? 0 };
  }

  private name(object: StoredObject): void {
    const { uid, name } = object.metadata;
    const owner = controllerOf(object);
    const made = owner !== undefined && !this.isGiven(object.kind, name);
    if (object.kind === "Pod" && made && owner.kind !== "StatefulSet") {
      this.canonical.set(name, `${this.ownerKey(object)}/${indexOf(object as StoredPod) ?? "*"}`);
      return;
    }
    const key = made && numbered.has(object.kind) ? `${owner.name}#${this.next(`${object.kind}/${owner.name}`)}` : name;
    if (key !== name) this.canonical.set(name, key);
    this.keys.set(uid, key);
  }

  private next(counter: string): number {
    const count = (this.counts.get(counter) ?? 0) + 1;
    this.counts.set(counter, count);
    return count;
  }

  /** The canonical name of an object that was refused: a pod is named after its owner and five letters, a ReplicaSet after its Deployment and a hash. */
  private notYetCreated(word: string): string | undefined {
    const deployment = /^(.+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/.exec(word)?.[1];
    if (deployment !== undefined && this.isGiven("Deployment", deployment))
      return `${deployment}#${(this.counts.get(`ReplicaSet/${deployment}`) ?? 0) + 1}`;
    const owner = /^(.+)-[bcdfghjklmnpqrstvwxz2456789]{5}$/.exec(word)?.[1];
    if (owner === undefined) return undefined;
    const isOwner = ["DaemonSet", "ReplicaSet", "ReplicationController", "Job"].some((kind) => this.isGiven(kind, owner));
    const key = this.canonical.get(owner) ?? (isOwner ? owner : undefined);
    return key && `${key}/*`;
  }
}

/** The completion index of an Indexed Job's pod. */
export function indexOf({ metadata }: StoredPod): string | undefined {
  return metadata.annotations?.["batch.kubernetes.io/job-completion-index"];
}

/** The node of a pod; a DaemonSet's pod knows it before it is scheduled. */
export function nodeOf(pod: StoredPod): string | undefined {
  if (controllerOf(pod)?.kind !== "DaemonSet") return pod.spec.nodeName;
  const [term] = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return term?.matchFields?.[0]?.values?.[0];
}
