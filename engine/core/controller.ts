import type { Answer, Command } from "./command.ts";
import type { Metrics } from "./metrics.ts";
import type { Key, KeyedRef, Millis } from "./objects.ts";
import type { Change, StoreView } from "./store.ts";

/** What a controller may read. It does not change while a sync runs, except by the commands of that sync. */
export interface View {
  readonly store: StoreView;
  /** The virtual time of this sync. */
  readonly now: Millis;
  readonly metrics: Metrics;
  /** How many syncs controllers have made, including this one. */
  readonly syncs: number;
  /** The number of the last sync before the state was saved. Memory from this sync or earlier may be shared with a saved state: copy it before changing it. */
  readonly savedAt: number;
}

/**
 * One sync: it reads the view, yields commands and gets the answer to each. It returns when to sync again; if it returns nothing, the next change decides.
 * It is a generator because the next command may depend on an answer: a quota, for example, stops the slow start of a ReplicaSet.
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

/** Whether a controller works before or after the others at one moment of virtual time. */
export type Turn = "first" | "last" | undefined;

/** A control loop: which objects a change concerns, and what to do about one of them. Its only state is `memory`. */
export interface Controller {
  /** Its name in Kubernetes, such as `deployment-controller`. */
  readonly name: string;
  /** The kinds whose changes it watches. */
  readonly watches: readonly string[] | "all";
  /** The kind that it works for. As long as there is no object of this kind, it ignores changes of other kinds. */
  readonly worksFor?: string;
  /**
   * Its turn among the controllers that have work at one moment. A controller that handles one object at a time is `first`:
   * pods get their nodes while other controllers still create more pods. A controller that asks the server before each command is `last`.
   */
  readonly turn?: Turn;
  /** Called for each change before `concerns`, so that a controller can keep its caches of the store up to date. */
  readonly observe?: (change: Change, view: View) => void;
  /** The objects to sync after a change. Pure: the same change in the same view gives the same objects. */
  readonly concerns: (change: Change, view: View) => readonly Key[];
  /** Syncs one object, which may be gone by now. Returns nothing if there is nothing to do. */
  readonly sync: (object: KeyedRef, view: View, memory: Memory) => Sync | undefined;
}

/**
 * What a real controller keeps in its process and not in the cluster: back-off, expectations, an autoscaler's recommendations.
 * Plain data, so that a simulation can be cut and resumed.
 */
export type Memory = Map<Key, unknown>;
