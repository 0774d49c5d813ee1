import type { Answer, Command } from "./command.ts";
import type { Metrics } from "./metrics.ts";
import type { Key, KeyedRef, Millis } from "./objects.ts";
import type { Change, StoreView } from "./store.ts";

/** What a controller may look at. Nothing of it changes by itself while a sync runs; a command's answer may make it newer. */
export interface View {
  readonly store: StoreView;
  /** Virtual time of this sync. */
  readonly now: Millis;
  readonly metrics: Metrics;
}

/**
 * One sync: reads the view, yields commands, is handed each one's answer, and returns when to look again by itself (or nothing: when something changes).
 * A generator, since what comes next may hang on an answer (a quota stops the slow start of a ReplicaSet), while the controller itself still does nothing.
 */
export type Sync = Generator<Command, Again | void, Answer>;

/** A part of a sync, such as one that a `yield*` runs. */
export type SyncPart<T> = Generator<Command, T, Answer>;

/** When a controller wants to sync an object again. */
export type Again =
  /** At a time: a deadline, a delay. */
  | { readonly inMillis: Millis }
  /** Something was refused: try again after 5 ms, 10 ms, and so on, up to a quarter of an hour. */
  | { readonly retry: string };

/** When a controller's work is done among that of others at one moment of virtual time. */
export type Turn = "first" | "last" | undefined;

/** A control loop: which objects a change concerns, and what to do about one of them. Keeps no state of its own but `memory`. */
export interface Controller {
  /** As Kubernetes names it, such as `deployment-controller`. */
  readonly name: string;
  /** The kinds whose changes it is told. */
  readonly watches: readonly string[] | "all";
  /** The kind that it works for: as long as there is no such object, changes of other kinds concern it in nothing. */
  readonly worksFor?: string;
  /**
   * Its turn among those that have something to do at a moment. What looks at one thing at a time is there `first`: while others are still making pods,
   * those made before are on their nodes. What asks the server before each step comes `last`.
   */
  readonly turn?: Turn;
  /** Told of each change before `concerns` is asked, so that a loop can keep its caches of the store up to date. */
  readonly observe?: (change: Change, view: View) => void;
  /** The objects to look at after a change. Pure: the same change in the same view gives the same objects. */
  readonly concerns: (change: Change, view: View) => readonly Key[];
  /** The object may be gone by now. Nothing where there is nothing to do. */
  readonly sync: (object: KeyedRef, view: View, memory: Memory) => Sync | undefined;
}

/**
 * What a real controller keeps in its process and not in the cluster: back-off, expectations, recommendations of an autoscaler.
 * Plain data, so that a simulation can be cut and resumed.
 */
export type Memory = Map<Key, unknown>;
