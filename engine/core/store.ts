import type { LabelSelector } from "../../schemas/generated/types.ts";
import { matcher } from "../../api/selector.ts";
import {
  byCreation,
  controllerOf,
  type Key,
  type KeyedRef,
  keyOf,
  keyOfObject,
  type Millis,
  type Ref,
  refOf,
  refOfKey,
  type StoredObject,
} from "./objects.ts";

/** A change of the store, as a watch reports it. `before` is absent for a creation, `after` for a removal. */
export interface Change<T extends StoredObject = StoredObject> {
  readonly at: Millis;
  readonly key: Key;
  readonly before?: T;
  readonly after?: T;
}

/** Reading the store. Lists are in order of creation; they must not be changed. */
export interface StoreView {
  /** How many objects there are. */
  readonly size: number;
  get<T extends StoredObject>(ref: Ref): T | undefined;
  /** The same by key, which is faster if the key is at hand. */
  at<T extends StoredObject>(key: Key): T | undefined;
  byUid(uid: string): StoredObject | undefined;
  /** The key of an object's controller, if the controller is of this kind and still exists. */
  controllerKey(object: StoredObject | undefined, kind: string): Key | undefined;
  /** How many objects of a kind there are. */
  count(kind: string): number;
  /** All objects of a kind, in one namespace or in all. */
  list<T extends StoredObject>(kind: string, namespace?: string): readonly T[];
  /** Objects of a kind that `owner` (a uid) controls. */
  controlledBy<T extends StoredObject>(owner: string, kind: string): readonly T[];
  /** Objects of a kind that nothing controls. */
  orphans<T extends StoredObject>(kind: string, namespace: string): readonly T[];
  /** Objects of all kinds that name `owner` (a uid) among their owners. */
  dependents(owner: string): readonly StoredObject[];
  /** Objects of a kind whose labels a selector matches; pods are looked up by an index. */
  select<T extends StoredObject>(kind: string, namespace: string, selector: LabelSelector | undefined): readonly T[];
}

/** A store as plain data. */
export interface StoreState {
  readonly objects: readonly StoredObject[];
  /** How many objects were ever created. */
  readonly created: number;
  /** How many writes there were. */
  readonly writes: number;
}

/** A store without objects. */
export const emptyStore: StoreState = { objects: [], created: 0, writes: 0 };

/** An object, and all index buckets that list it. */
interface Entry {
  readonly key: Key;
  /** Created on first use. */
  ref?: KeyedRef;
  object: StoredObject;
  buckets: readonly Bucket[];
}

/** One bucket of an index: its objects, and a cached list of them that is kept until something changes. */
class Bucket {
  readonly name: string;
  private readonly entries = new Set<Entry>();
  private sorted: readonly StoredObject[] | undefined;
  private youngest: Entry | undefined;
  /** False only after an object was relabelled: it then comes after younger ones. */
  private isInOrder = true;

  constructor(name: string) {
    this.name = name;
  }

  get size(): number {
    return this.entries.size;
  }

  add(entry: Entry): void {
    if (this.youngest && byCreation(this.youngest.object, entry.object) > 0) this.isInOrder = false;
    else this.youngest = entry;
    this.entries.add(entry);
    this.changed();
  }

  delete(entry: Entry): void {
    this.entries.delete(entry);
    this.changed();
  }

  changed(): void {
    this.sorted = undefined;
  }

  list(): readonly StoredObject[] {
    if (this.sorted) return this.sorted;
    const objects: StoredObject[] = [];
    for (const { object } of this.entries) objects.push(object);
    return (this.sorted = this.isInOrder ? objects : objects.sort(byCreation));
  }
}

/** The objects of a cluster. Objects are immutable; the store replaces them and keeps every index up to date. */
export class Store implements StoreView {
  /** By kind, namespace and name, so that a lookup needs no key: building one would take longer than all other work here. */
  private readonly entries = new Map<string, Map<string, Map<string, Entry>>>();
  private readonly byKey = new Map<Key, Entry>();
  private readonly uids = new Map<string, Entry>();
  private readonly buckets = new Map<string, Bucket>();
  private created: number;
  private written = 0;

  constructor(state: StoreState = emptyStore) {
    this.created = state.created;
    for (const object of state.objects) this.put(object);
    this.written = state.writes;
  }

  state(): StoreState {
    const objects = [...this.entries.keys()].flatMap((kind) => this.list(kind)).sort(byCreation);
    return { objects, created: this.created, writes: this.written };
  }

  nextUid(): string {
    return String(++this.created);
  }

  get writes(): number {
    return this.written;
  }

  get size(): number {
    return this.uids.size;
  }

  get<T extends StoredObject>(ref: Ref): T | undefined {
    return this.entry(ref.kind, ref.namespace, ref.name)?.object as T | undefined;
  }

  at<T extends StoredObject>(key: Key): T | undefined {
    return this.byKey.get(key)?.object as T | undefined;
  }

  /** The reference that a key stands for: the same one as long as the object exists. */
  refTo(key: Key): KeyedRef {
    const entry = this.byKey.get(key);
    return entry ? (entry.ref ??= { key, ...refOf(entry.object) }) : refOfKey(key);
  }

  byUid(uid: string): StoredObject | undefined {
    return this.uids.get(uid)?.object;
  }

  controllerKey(object: StoredObject | undefined, kind: string): Key | undefined {
    const owner = object && controllerOf(object);
    const entry = owner?.kind === kind ? this.uids.get(owner.uid!) : undefined;
    return entry?.object.kind === kind ? entry.key : undefined;
  }

  count(kind: string): number {
    return this.buckets.get(kind)?.size ?? 0;
  }

  list<T extends StoredObject>(kind: string, namespace?: string): readonly T[] {
    return this.read(namespace === undefined ? kind : `${kind}/${namespace}`);
  }

  controlledBy<T extends StoredObject>(owner: string, kind: string): readonly T[] {
    return this.read(`${kind} of ${owner}`);
  }

  orphans<T extends StoredObject>(kind: string, namespace: string): readonly T[] {
    return this.read(`${kind} of none in ${namespace}`);
  }

  dependents(owner: string): readonly StoredObject[] {
    return this.read(`dependents of ${owner}`);
  }

  select<T extends StoredObject>(kind: string, namespace: string, selector: LabelSelector | undefined): readonly T[] {
    if (selector === undefined) return [];
    const [label, ...more] = Object.entries(selector.matchLabels ?? {});
    const isIndexed = label !== undefined && indexedByLabel.has(kind);
    const among = isIndexed ? this.read<T>(labelled(kind, namespace, label)) : this.list<T>(kind, namespace);
    if (isIndexed && more.length === 0 && !selector.matchExpressions?.length) return among;
    const matches = matcher(selector);
    return among.filter(({ metadata }) => matches(metadata.labels));
  }

  /** Stores an object, new or in place of the one with the same key. Returns the key. */
  put(object: StoredObject): Key {
    this.written++;
    const { kind, metadata } = object;
    const entry = this.uids.get(metadata.uid) ?? this.entry(kind, metadata.namespace, metadata.name);
    if (entry === undefined) return this.add(object);
    const { labels, ownerReferences } = entry.object.metadata;
    const moves = labels !== metadata.labels || ownerReferences !== metadata.ownerReferences;
    entry.object = object;
    if (moves) {
      this.leave(entry);
      this.enter(entry);
    } else for (const bucket of entry.buckets) bucket.changed();
    return entry.key;
  }

  /** Removes an object. Returns its key. */
  remove({ kind, metadata: { namespace, name } }: StoredObject): Key {
    const entry = this.entry(kind, namespace, name);
    this.written++;
    if (entry === undefined) return keyOf({ kind, namespace, name });
    this.entries.get(kind)!.get(namespace)!.delete(name);
    this.byKey.delete(entry.key);
    this.uids.delete(entry.object.metadata.uid);
    this.leave(entry);
    return entry.key;
  }

  private entry(kind: string, namespace: string, name: string): Entry | undefined {
    return this.entries.get(kind)?.get(namespace)?.get(name);
  }

  private add(object: StoredObject): Key {
    const { kind, metadata } = object;
    const key = keyOfObject(object);
    let namespaces = this.entries.get(kind);
    if (namespaces === undefined) this.entries.set(kind, (namespaces = new Map<string, Map<string, Entry>>()));
    let names = namespaces.get(metadata.namespace);
    if (names === undefined) namespaces.set(metadata.namespace, (names = new Map<string, Entry>()));
    const entry: Entry = { key, object, buckets: [] };
    names.set(metadata.name, entry);
    this.byKey.set(key, entry);
    this.uids.set(metadata.uid, entry);
    this.enter(entry);
    return key;
  }

  private enter(entry: Entry): void {
    entry.buckets = bucketsOf(entry.object).map((name) => {
      let bucket = this.buckets.get(name);
      if (bucket === undefined) this.buckets.set(name, (bucket = new Bucket(name)));
      bucket.add(entry);
      return bucket;
    });
  }

  private leave(entry: Entry): void {
    for (const bucket of entry.buckets) {
      bucket.delete(entry);
      if (bucket.size === 0) this.buckets.delete(bucket.name);
    }
  }

  private read<T extends StoredObject>(name: string): readonly T[] {
    return (this.buckets.get(name)?.list() ?? none) as readonly T[];
  }
}

const none: readonly StoredObject[] = [];

/** Kinds with many objects that are often selected by label. */
const indexedByLabel = new Set(["Pod"]);

/** The buckets of all indexes that list an object. */
function bucketsOf(object: StoredObject): string[] {
  const { kind, metadata } = object;
  const { namespace, labels, ownerReferences = [] } = metadata;
  const controller = controllerOf(object);
  const names = [kind, `${kind}/${namespace}`, controller ? `${kind} of ${controller.uid}` : `${kind} of none in ${namespace}`];
  for (const owner of ownerReferences) names.push(`dependents of ${owner.uid}`);
  if (labels && indexedByLabel.has(kind)) for (const label of Object.entries(labels)) names.push(labelled(kind, namespace, label));
  return names;
}

function labelled(kind: string, namespace: string, [key, value]: [string, string]): string {
  return `${kind}/${namespace} ${key}=${value}`;
}
