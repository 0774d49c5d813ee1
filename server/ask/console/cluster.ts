import { docs } from "../../../schemas/generated/docs.ts";
import type { LabelSelector } from "../../../schemas/generated/types.ts";
import { refuse } from "../../../engine/core/answers.ts";
import type { Answer, Command } from "../../../engine/core/command.ts";
import { controllerOf, type Key, type Millis, type Ref, refOfKey, type StoredObject } from "../../../engine/core/objects.ts";
import type { StoreView } from "../../../engine/core/store.ts";
import { person } from "../../../engine/plane/apiServer/apiServer.ts";
import type { Cluster, StoredEvent } from "../../../kubectl/core/cluster.ts";
import type { EventLog } from "../../../kubectl/core/eventLog.ts";
import type { LockStep } from "../lockStep.ts";
import type { CanonicalNames } from "./names.ts";

/** What happens while kubectl runs: terminating pods end, the standard kubelet acts, or neither. */
export interface Pace {
  readonly finish?: boolean;
  readonly ticking?: boolean;
}

/** A cluster as kubectl sees it, in which all generated names are replaced by canonical ones. */
export class CanonicalCluster implements Cluster {
  readonly store: StoreView;
  readonly documentation = docs;
  private readonly lock: LockStep;
  private readonly log: EventLog;
  private readonly names: CanonicalNames;
  private readonly texts: Readonly<Record<string, string>>;
  private readonly pace: Pace;
  private readonly rest: () => void;
  private hasWritten = false;

  constructor(lock: LockStep, log: EventLog, names: CanonicalNames, files: Readonly<Record<string, string>>, pace: Pace, rest: () => void) {
    this.lock = lock;
    this.log = log;
    this.names = names;
    this.texts = files;
    this.pace = pace;
    this.rest = rest;
    this.store = new CanonicalStore(lock.stage.plane.store, names);
  }

  get now(): Millis {
    return this.lock.stage.plane.now;
  }

  get events(): readonly StoredEvent[] {
    return this.log.all.map((event) => this.names.tell(event));
  }

  perform(command: Command): Answer {
    if (!this.hasWritten) this.lock.nextSecond();
    this.hasWritten = true;
    if (command.do === "create") {
      const { kind, metadata } = command.object as StoredObject;
      if (kind === "Pod" && !this.store.get({ kind: "Namespace", namespace: "", name: metadata.namespace }))
        return unknownNamespace(metadata.namespace);
      this.names.give(kind, metadata.name);
      if (!controllerOf(command.object as StoredObject)) this.lock.stage.names.give(kind, metadata.name);
    }
    return this.told(this.lock.stage.plane.perform(this.meant(command), person));
  }

  tryOut(command: Command): Answer {
    return this.told(this.lock.stage.plane.tryOut(this.meant(command), person));
  }

  get files(): readonly string[] {
    return Object.keys(this.texts);
  }

  read(path: string): string | undefined {
    const name = path.replace(/^\.\//, "");
    return Object.hasOwn(this.texts, name) ? this.texts[name] : undefined;
  }

  pass(until: Millis): boolean {
    const { plane } = this.lock.stage;
    const before = plane.writes;
    plane.settle();
    if (this.pace.finish) this.lock.play({ finish: true });
    else if (this.pace.ticking) this.lock.play({ tick: true });
    this.rest();
    if (plane.writes !== before) return true;
    const next = plane.next();
    if (next === undefined && until === Infinity) return false;
    plane.advance(Math.min(next ?? until, until));
    this.rest();
    return plane.now < until || plane.writes !== before;
  }

  private told(answer: Answer): Answer {
    if (answer.ok) return answer.object ? { ...answer, object: this.names.tell(answer.object) } : answer;
    const message = this.names.say(answer.message);
    const { details } = answer;
    return details
      ? { ...answer, message, details: { ...details, name: this.names.say(details.name), causes: details.causes.map((one) => this.names.say(one)) } }
      : { ...answer, message };
  }

  private meant(command: Command): Command {
    const ref = <T extends Ref>(one: T): T => ({ ...one, name: this.names.meanName(one.kind, one.name) });
    switch (command.do) {
      case "create":
        return { ...command, object: this.names.untell(command.object as StoredObject) };
      case "update":
      case "updateStatus":
        return { ...command, object: this.names.untell(command.object) };
      case "delete":
        return { ...command, ref: ref(command.ref) };
      case "evict":
        return { ...command, pod: ref(command.pod) };
      default:
        return command;
    }
  }
}

/** The refusal of an unknown namespace. In the recorded sessions only the admission of pods checks namespaces. */
function unknownNamespace(name: string): Answer {
  return refuse(500, "InternalError", `Internal error occurred: failed to lookup namespace ${JSON.stringify(name)}`);
}

/** A store with canonical names. */
class CanonicalStore implements StoreView {
  private readonly inner: StoreView;
  private readonly names: CanonicalNames;

  constructor(inner: StoreView, names: CanonicalNames) {
    this.inner = inner;
    this.names = names;
  }

  get size(): number {
    return this.inner.size;
  }

  get<T extends StoredObject>(ref: Ref): T | undefined {
    return this.one(this.inner.get<T>({ ...ref, name: this.names.meanName(ref.kind, ref.name) }));
  }

  at<T extends StoredObject>(key: Key): T | undefined {
    return this.get(refOfKey(key));
  }

  byUid(uid: string): StoredObject | undefined {
    return this.one(this.inner.byUid(uid));
  }

  controllerKey(object: StoredObject | undefined, kind: string): Key | undefined {
    return this.inner.controllerKey(object, kind);
  }

  count(kind: string): number {
    return this.inner.count(kind);
  }

  list<T extends StoredObject>(kind: string, namespace?: string): readonly T[] {
    return this.all(this.inner.list<T>(kind, namespace));
  }

  controlledBy<T extends StoredObject>(owner: string, kind: string): readonly T[] {
    return this.all(this.inner.controlledBy<T>(owner, kind));
  }

  orphans<T extends StoredObject>(kind: string, namespace: string): readonly T[] {
    return this.all(this.inner.orphans<T>(kind, namespace));
  }

  dependents(owner: string): readonly StoredObject[] {
    return this.all(this.inner.dependents(owner));
  }

  select<T extends StoredObject>(kind: string, namespace: string, selector: LabelSelector | undefined): readonly T[] {
    return this.all(this.inner.select<T>(kind, namespace, selector));
  }

  private one<T extends StoredObject>(object: T | undefined): T | undefined {
    return object && this.names.tell(object);
  }

  private all<T extends StoredObject>(objects: readonly T[]): readonly T[] {
    return objects.map((object) => this.names.tell(object));
  }
}
