import { type StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { Change, StoreView } from "../../engine/core/store.ts";
/** An object as scripts speak of it. */
export interface Thing {
  readonly object: StoredObject;
  /** What scripts and frames call it; pods that the cluster named have none. */
  readonly key: string | undefined;
  /** The step in which it appeared. */
  readonly born: number;
}
/** Names as plain data. */
export interface NamesState {
  readonly born: readonly (readonly [string, number])[];
  readonly keys: readonly (readonly [string, string])[];
  readonly given: readonly string[];
  readonly counts: readonly (readonly [string, number])[];
  readonly spoken: readonly (readonly [string, string])[];
  readonly step: number;
}
export declare const noNames: NamesState;
/**
 * Names that do not hang on chance: what the script named keeps its name, and what the cluster made up is counted by its owner
 * (`web#2` is the second ReplicaSet of web, `web#2/*` one of its pods). A count is never given twice.
 */
export declare class Names {
  private readonly store;
  private readonly born;
  private readonly keys;
  private readonly given;
  private readonly counts;
  /** A name that the cluster made up, and what is said instead. */
  private readonly spoken;
  step: number;
  constructor(state: NamesState, store: StoreView);
  state(): NamesState;
  /** From now on `kind` `name` is an object that the script itself made. */
  give(kind: string, name: string): void;
  isGiven(kind: string, name: string): boolean;
  /** Whether the script made any object of these kinds. */
  gave(...kinds: readonly string[]): boolean;
  see({ before, after }: Change): void;
  /** Living objects of a kind, in order of creation. */
  all(kind: string): Thing[];
  /** What an object is called, gone or not. */
  keyOf(uid: string): string | undefined;
  living(uid: string): Thing | undefined;
  keyed(kind: string, key: string): StoredObject | undefined;
  /** Whom an object belongs to, or `none`. */
  ownerKey(object: StoredObject): string;
  /** The revision of a StatefulSet's or DaemonSet's pod: `db#2`. */
  revisionKey(pod: StoredPod): string | undefined;
  /** What a pod is called when a kubelet does something to it. */
  podName(pod: StoredPod): string;
  /** A text with every name that the cluster made up replaced. */
  plain(text: string): string;
  private thing;
  private name;
  private next;
  /** What was refused has a name all the same: a pod its owner's and five letters, a ReplicaSet its Deployment's and a hash. */
  private unborn;
}
/** The completion index of an Indexed Job's pod. */
export declare function indexOf({ metadata }: StoredPod): string | undefined;
/** The node of a pod; a DaemonSet's pod knows it before it is scheduled. */
export declare function nodeOf(pod: StoredPod): string | undefined;
