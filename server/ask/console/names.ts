import { controllerOf, type StoredObject } from "../../../engine/core/objects.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { Change } from "../../../engine/core/store.ts";
import { appearance, type Lettered, tradeLetters } from "./letters.ts";

/** Placeholders for the brackets of canonical names inside objects, since some outputs escape real brackets. */
const [open, close] = ["\ue000", "\ue001"];
const letters = "abcdefghijklmnopqrstuvwxyz";

/**
 * Canonical names for generated names, independent of chance: `web-7d9c5b8f6d` is `web-<1>`, the first ReplicaSet of `web`,
 * and its pods are `web-<1>-<a>`, `web-<1>-<b>` in order of creation; pods of one step exchange their letters as long as they are interchangeable.
 */
export class CanonicalNames {
  private readonly called = new Map<string, string>();
  private readonly real = new Map<string, string>();
  /** Generated names by kind and canonical name, since the EndpointSlice of a Service and the ReplicaSet of a Deployment may share a canonical name. */
  private readonly realOfKind = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly given = new Set<string>();
  private readonly pods = new Map<string, Lettered>();
  private step = 0;
  private readonly told = new WeakMap<object, object>();
  private version = 0;
  private versions = new WeakMap<object, number>();

  /** Marks a name as chosen by the session itself. */
  give(kind: string, name: string): void {
    this.given.add(`${kind}/${name}`);
  }

  see({ before, after }: Change): void {
    if (before || !after) return;
    const { kind, metadata } = after;
    const owner = controllerOf(after);
    if (!owner?.name || kind === "Event" || this.called.has(metadata.name) || this.given.has(`${kind}/${metadata.name}`)) return;
    const ordinal = owner.kind === "StatefulSet" && (kind === "Pod" || kind === "PersistentVolumeClaim");
    if (ordinal || !metadata.name.startsWith(`${owner.name}-`)) return;
    const stem = this.called.get(owner.name) ?? owner.name;
    const suffix = metadata.name.slice(owner.name.length + 1);
    const count = this.counts.get(`${kind} ${stem}`) ?? 0;
    this.counts.set(`${kind} ${stem}`, count + 1);
    if (kind === "Pod") {
      const index = suffix
        .split("-")
        .slice(0, -1)
        .map((part) => `${part}-`)
        .join("");
      const letter = letters[count] ?? String(count);
      this.pods.set(metadata.name, { stem: `${stem}-${index}`, letter, born: this.step, past: "", now: "" });
      this.name(kind, metadata.name, `${stem}-${index}${open}${letter}${close}`);
      return;
    }
    this.name(kind, metadata.name, `${stem}-${open}${count + 1}${close}`);
    if (kind === "ReplicaSet" || kind === "ControllerRevision") this.called.set(suffix, `${open}${count + 1}${close}`);
  }

  /** Begins a step: a pod whose name it uses keeps its letter, and so do pods that kubectl can distinguish. */
  begin(text: string, looks: boolean): void {
    this.step++;
    for (const pod of this.pods.values()) {
      if (looks) pod.past += pod.now;
      if (text.includes(`${pod.stem}${open}${pod.letter}${close}`)) pod.past += `called ${pod.letter}`;
    }
  }

  /** Ends a step: interchangeable pods exchange their letters. */
  settle(pods: readonly StoredPod[]): void {
    const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]));
    for (const [name, pod] of this.pods) pod.now = appearance(byName.get(name));
    tradeLetters(this.pods.values());
    for (const [name, { stem, letter }] of this.pods) {
      const called = `${stem}${open}${letter}${close}`;
      if (this.called.get(name) !== called) this.name("Pod", name, called);
    }
  }

  private name(kind: string, real: string, called: string): void {
    this.called.set(real, called);
    this.realOfKind.set(`${kind} ${called}`, real);
    if (kind !== "EndpointSlice" || !this.real.has(called)) this.real.set(called, real);
    this.version++;
  }

  /** Replaces the generated names in a text by canonical ones. */
  say(text: string): string {
    return text.replaceAll(/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/g, (word) => this.called.get(word) ?? this.unborn(word) ?? word);
  }

  /** The canonical name of a pod that was never created and whose owner has a generated name. */
  private unborn(word: string): string | undefined {
    const owner = /^(.*)-[a-z0-9]{5}$/.exec(word)?.[1];
    const called = owner === undefined ? undefined : this.called.get(owner);
    return called === undefined || called.startsWith(open) ? undefined : `${called}-${open}?${close}`;
  }

  /** The generated name of an object. */
  meanName(kind: string, name: string): string {
    return this.realOfKind.get(`${kind} ${name}`) ?? this.mean(name);
  }

  /** Replaces the canonical names in a text by the generated ones. A bare hash is looked up among the objects of `near`. */
  mean(text: string, near: readonly string[] = []): string {
    if (!text.includes(open)) return text;
    const all = [...this.real].sort(([a], [b]) => b.length - a.length);
    return all.reduce((said, [called, real]) => said.replaceAll(called, real), text).replaceAll(hashes, (called) => this.hash(called, near));
  }

  private hash(called: string, near: readonly string[]): string {
    const names = near.map((name) => this.real.get(name.endsWith(called) ? name : `${name}-${called}`));
    const name = names.find((one) => one !== undefined);
    if (name !== undefined) return name.slice(name.lastIndexOf("-") + 1);
    return [...this.called].findLast(([, one]) => one === called)?.[0] ?? called;
  }

  /** Replaces all generated names in an object by canonical ones. Memoized until there are new names. */
  tell<T extends object>(object: T): T {
    const known = this.told.get(object);
    if (known && this.versions.get(object) === this.version) return known as T;
    const told = mapped(object, (text) => this.say(text)) as T;
    this.told.set(object, told);
    this.versions.set(object, this.version);
    return told;
  }

  /** Replaces all canonical names in an object by the generated ones. */
  untell<T extends StoredObject>(object: T): T {
    const { name, ownerReferences = [] } = object.metadata;
    const near = [name, ...ownerReferences.map((owner) => owner.name)].filter((one) => typeof one === "string");
    const meant = mapped(object, (text) => this.mean(text, near)) as T;
    const real = this.realOfKind.get(`${object.kind} ${name}`);
    return real === undefined ? meant : { ...meant, metadata: { ...meant.metadata, name: real } };
  }
}

const hashes = /\ue000\d+\ue001/g;

/** Brackets of canonical names in sessions, and their placeholders. */
export function hidden(text: string): string {
  return text.replaceAll(/<([a-z]|\d+)>/g, `${open}$1${close}`);
}

/** Replaces the placeholders by brackets. */
export function shown(text: string): string {
  return text.replaceAll(open, "<").replaceAll(close, ">");
}

function mapped(value: unknown, say: (text: string) => string): unknown {
  if (typeof value === "string") return say(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, say));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, mapped(held, say)]));
}
