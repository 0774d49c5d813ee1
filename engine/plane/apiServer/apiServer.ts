import { usualVersion } from "../../../api/version.ts";
import { sameValue } from "../../../api/equal.ts";
import { formatTime } from "../../../api/time.ts";
import type { KubernetesObject } from "../../../api/object.ts";
import type { Surroundings } from "../../../api/surroundings.ts";
import type { Pod } from "../../../schemas/generated/types.ts";
import { admissionPlugins } from "../admission/plugins.ts";
import type { AdmissionRequest } from "../admission/plugin.ts";
import type { Accepted, Answer, Command, Propagation, Refused, Unstored } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import { letters } from "../../core/names.ts";
import { refOf, type Ref, type Stored, type StoredMeta, type StoredObject } from "../../core/objects.ts";
import type { Change, Store } from "../../core/store.ts";
import { Admitter, type Admitted, invalid } from "./admit.ts";
import { alreadyExists, notFound, unknownKind } from "../../core/answers.ts";
import { withAddresses } from "./addresses.ts";
import { evict } from "./eviction.ts";
import { place } from "./placing.ts";
import { annotationsCount, hasGeneration, hasSpec, isNamespaced, kindOf, statusAtBirth } from "../../core/registry.ts";

/** The requester's name for a person's commands. Controllers create objects from admitted templates, so only a person's objects are validated. */
export const person = "script";

/** The API server in memory: performs commands on the store, or refuses as the real one does. */
export class ApiServer {
  private readonly store: Store;
  private readonly view: View;
  private readonly changed: (change: Change) => void;
  private readonly seed: number;
  private readonly admitter = new Admitter();
  /** Whether the command is a dry run. */
  private tries = false;

  constructor(store: Store, view: View, changed: (change: Change) => void, seed: number) {
    this.store = store;
    this.view = view;
    this.changed = changed;
    this.seed = seed;
  }

  /** A dry run: the server's answer to a command, without changing anything. */
  tryOut(command: Command, by: string): Answer {
    this.tries = true;
    try {
      return this.perform(command, by);
    } finally {
      this.tries = false;
    }
  }

  perform(command: Command, by: string): Answer {
    switch (command.do) {
      case "create":
        return this.create(command.object, by);
      case "update":
        return this.update(command.object, by);
      case "updateStatus":
        return this.updateStatus(command.object);
      case "delete":
        return this.delete(command.ref, command.propagation ?? "Background", command.gracePeriodSeconds);
      case "evict":
        return evict(command, this.view, (next) => this.perform(next, by));
      case "place":
        return place(command, this.view, (pod) => this.write(pod, this.store.get(command.pod)));
      case "refresh":
      case "event":
        return { ok: true };
    }
  }

  private create(object: Unstored, by: string): Answer {
    if (!kindOf(object)) return unknownKind(object);
    const { object: made, causes } = this.admitted({ object: this.named(object), by });
    if (causes.length > 0) return invalid(made, causes, object);
    if (this.store.get(refOf(made))) return alreadyExists(made);
    const refusal = this.refusal({ object: made, by });
    if (refusal) return refusal;
    const status = (made as { status?: object }).status ?? statusAtBirth(made);
    const metadata: StoredMeta = { ...made.metadata, ...(hasGeneration(made.kind) && { generation: 1 }) };
    const whole = { ...(hasSpec(made.kind) && { spec: {} }), ...made, metadata, ...(status && { status }) };
    return this.write(withAddresses(whole, this.store), undefined);
  }

  private update(object: StoredObject, by: string): Answer {
    const old = this.store.get(refOf(object));
    if (!old) return notFound(refOf(object));
    if (!kindOf(object)) return unknownKind(object);
    const { status, ...rest } = object as StoredObject & { status?: unknown };
    const metadata = { ...object.metadata, ...identity(old.metadata) };
    const asked = { ...rest, metadata, ...("status" in old && { status: old.status }) } as StoredObject;
    if (by !== person) return this.write(withGeneration(asked, old), old);
    const { object: next, causes } = object === old ? { object: old, causes: [] } : this.admitted({ object: asked, old, by });
    if (causes.length > 0) return invalid(next, causes, object);
    return this.refusal({ object: next, old, by }) ?? this.write(withAddresses(withGeneration(next, old), this.store), old);
  }

  private updateStatus(object: StoredObject): Answer {
    const old = this.store.get(refOf(object));
    if (!old) return notFound(refOf(object));
    const { annotations } = object.metadata;
    const metadata = annotations === undefined || annotations === old.metadata.annotations ? old.metadata : { ...old.metadata, annotations };
    const next = { ...old, metadata, status: (object as { status?: unknown }).status } as StoredObject;
    return this.write(next, old);
  }

  private delete(ref: Ref, propagation: Propagation, seconds: number | undefined): Answer {
    const old = this.store.get(ref);
    if (!old) return notFound(ref);
    const grace = old.kind === "Pod" ? gracePeriod(old as Stored<Pod>, seconds) : 0;
    const finalizers = finalizersAfter(old.metadata.finalizers ?? [], propagation);
    if (grace === 0 && finalizers.length === 0) return this.remove(old);
    const { deletionTimestamp, deletionGracePeriodSeconds = Infinity } = old.metadata;
    if (deletionTimestamp !== undefined && deletionGracePeriodSeconds <= grace && finalizers.length === (old.metadata.finalizers ?? []).length)
      return { ok: true, object: old };
    const metadata: StoredMeta = {
      ...old.metadata,
      deletionTimestamp: deletionGracePeriodSeconds <= grace ? deletionTimestamp : formatTime(this.view.now + grace * 1000),
      deletionGracePeriodSeconds: Math.min(grace, deletionGracePeriodSeconds),
      ...(finalizers.length > 0 && { finalizers }),
    };
    if (deletionTimestamp === undefined && metadata.generation !== undefined) metadata.generation++;
    return this.write({ ...old, metadata }, old);
  }

  /** Gives a new object its name, namespace and creation time. */
  private named(object: Unstored): StoredObject {
    const given = object.metadata as Partial<StoredMeta>;
    const namespace = isNamespaced(object.kind) ? (given.namespace ?? "default") : "";
    const name = given.name ?? this.draw(object.kind, namespace, (given.generateName ?? "").slice(0, longestPrefix));
    return {
      ...object,
      metadata: { ...given, name, namespace, uid: this.store.nextUid(), creationTimestamp: formatTime(this.view.now) },
    };
  }

  /** A name that is not taken: the prefix and five letters of Kubernetes' alphabet, derived from the seed and the number of objects. */
  private draw(kind: string, namespace: string, prefix: string): string {
    for (let salt = 0; ; salt++) {
      const name = prefix + letters(`${this.seed} ${this.store.writes} ${prefix} ${salt}`, 5);
      if (!this.store.get({ kind, namespace, name })) return name;
    }
  }

  /** The object with its defaults and what admission plugins fill in, and its validation after that. */
  private admitted(request: AdmissionRequest): Admitted {
    const view = this.view;
    const admit = (object: StoredObject): Admitted => this.admitter.admit(object, request.old, this.surroundings(object));
    const first = admit(request.object);
    if (!first.isRead) return first;
    const filled = pluginsFor(request.object.kind).reduce((object, plugin) => plugin.mutate?.({ ...request, object }, view) ?? object, first.object);
    return filled === first.object ? first : admit(filled);
  }

  private surroundings({ metadata: { uid, namespace } }: StoredObject): Surroundings {
    const find = (kind: string, name: string): KubernetesObject | undefined =>
      this.store.get({ kind, namespace: isNamespaced(kind) ? namespace : "", name });
    return { uid, now: formatTime(this.view.now), version: usualVersion, find, list: (kind) => this.store.list(kind) };
  }

  /** The first refusal of an admission plugin. The other plugins' writes happen only if no plugin refuses. */
  private refusal(request: AdmissionRequest): Refused | undefined {
    const also: Command[] = [];
    for (const plugin of pluginsFor(request.object.kind)) {
      const said = plugin.validate?.(request, this.view);
      if (said === undefined) continue;
      if ("ok" in said) return said;
      also.push(...said);
    }
    for (const command of also) this.perform(command, request.by);
    return undefined;
  }

  private write(object: StoredObject, old: StoredObject | undefined): Accepted {
    if (old?.metadata.deletionTimestamp !== undefined && isReleased(object)) return this.remove(object);
    if (old !== undefined && sameValue(object, old)) return { ok: true, object: old };
    if (this.tries) return { ok: true, object };
    const key = this.store.put(object);
    this.changed(old === undefined ? { at: this.view.now, key, after: object } : { at: this.view.now, key, before: old, after: object });
    return { ok: true, object };
  }

  private remove(object: StoredObject): Accepted {
    if (this.tries) return { ok: true };
    const key = this.store.remove(object);
    this.changed({ at: this.view.now, key, before: object });
    return { ok: true };
  }
}

/** A generated name has 63 characters at most, including the five generated ones. */
const longestPrefix = 58;

const pluginsByKind = new Map<string, typeof admissionPlugins>();

function pluginsFor(kind: string): typeof admissionPlugins {
  let plugins = pluginsByKind.get(kind);
  if (!plugins) pluginsByKind.set(kind, (plugins = admissionPlugins.filter(({ kinds }) => kinds.includes(kind))));
  return plugins;
}

/** The metadata that an update cannot change. */
function identity({ uid, name, namespace, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds }: StoredMeta): StoredMeta {
  return {
    uid,
    name,
    namespace,
    creationTimestamp,
    ...(generation !== undefined && { generation }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp, deletionGracePeriodSeconds }),
  };
}

function withGeneration(object: StoredObject, old: StoredObject): StoredObject {
  if (!hasGeneration(object.kind)) return object;
  const [spec, oldSpec] = [object, old].map((o) => (o as { spec?: unknown }).spec);
  const noted = annotationsCount(object.kind) && !sameValue(object.metadata.annotations ?? {}, old.metadata.annotations ?? {});
  if (!noted && sameValue(spec, oldSpec)) return object;
  return { ...object, metadata: { ...object.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
}

/** The grace period of a deletion: 0 for a pod that has no node or has finished. */
function gracePeriod({ spec, status }: Stored<Pod>, asked: number | undefined): number {
  if (!spec.nodeName || status.phase === "Failed" || status.phase === "Succeeded") return 0;
  return asked ?? spec.terminationGracePeriodSeconds ?? 30;
}

function finalizersAfter(finalizers: readonly string[], propagation: Propagation): string[] {
  const others = finalizers.filter((name) => name !== "foregroundDeletion" && name !== "orphan");
  if (propagation === "Foreground") return [...others, "foregroundDeletion"];
  return propagation === "Orphan" ? [...others, "orphan"] : [...finalizers];
}

/** Whether a terminating object has no finalizer and no grace period left. */
function isReleased({ metadata }: StoredObject): boolean {
  return (metadata.finalizers ?? []).length === 0 && (metadata.deletionGracePeriodSeconds ?? 0) === 0;
}
