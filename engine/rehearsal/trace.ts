import type { Key, Millis, Ref, StoredObject } from "../core/objects.ts";
import type { Why } from "../core/why.ts";
import type { AppliedObject, ApplyResult } from "./change.ts";
import type { VerdictSentence } from "./verdict/words/say.ts";
import type { Edit } from "./edits.ts";
import type { Decision } from "../core/decision.ts";

/**
 * Everything that happened in a simulation, in order. Plain data: it can be saved, sent to another thread and compared byte for byte.
 * The page turns it into a story, and shows a moment of that.
 */
export interface Trace {
  readonly from: Millis;
  /** A little after the outcome, so that the panel shows the end. */
  readonly to: Millis;
  /** Every version of every object. Those that exist at the start come first, at `from`. */
  readonly versions: readonly Version[];
  readonly actions: readonly Action[];
  readonly events: readonly TracedEvent[];
  readonly placements: readonly Placement[];
  readonly outcome: Outcome;
  /** Absent in traces that were saved by earlier versions. */
  readonly change?: ApplyResult;
  /** The containers whose behaviour the scenario states; absent if there are none. */
  readonly stated?: readonly Stated[];
}

/** Containers of an owner's pods, or of those of a revision, by its key (`web#2`), or of a pod by its name. */
export interface Stated {
  readonly of: string;
  readonly containers: readonly string[];
}

/** A version of an object, valid from a moment on. Without `object` it was removed. */
export interface Version {
  readonly at: Millis;
  readonly key: Key;
  readonly object?: StoredObject;
}

/** What a controller, the scheduler, a kubelet or a person did, with the reason: a row of the panel's list. */
export interface Action {
  readonly at: Millis;
  /** The actor: `deployment-controller`, `kubelet`, `script`. */
  readonly by: string;
  readonly about: Ref;
  readonly what: ActionKind;
  readonly why: Why;
  /** How many versions the trace had at that moment. */
  readonly after: number;
  /** The result for an object that was applied. */
  readonly applied?: AppliedObject["is"];
  /** The API server's message, if it refused. */
  readonly refusal?: string;
  /** What a person's update changed. */
  readonly edits?: readonly Edit[];
}

/** Loads by owner, in thousandths of a CPU: what all of its pods use together, and what each of them uses. */
export interface Loads {
  readonly loads?: Readonly<Record<string, number>>;
  readonly loadsEach?: Readonly<Record<string, number>>;
}

/** What an action did to its object. */
export type ActionKind =
  | { readonly is: "scale"; readonly from: number; readonly to: number }
  | { readonly is: "create" | "update" | "delete" | "finish" }
  /** A step of the script as a `kubectl` command. A step without such a command has a sentence, and the load that it states. */
  | ({ readonly is: "ask"; readonly command: string; readonly said?: VerdictSentence } & Loads)
  /** A pod's life on its node. */
  | { readonly is: "pull" | "start" | "ready" | "unready" | "restart" | "crash" | "succeed" | "fail" | "stop" | "gone" }
  /** A drain waits, since a budget does not allow the eviction of this pod. */
  | { readonly is: "blocked" }
  /** The files in its volumes were updated from their ConfigMaps and Secrets. */
  | { readonly is: "refresh" };

/** An Event of the cluster, as `kubectl get events` lists it. */
export interface TracedEvent {
  readonly at: Millis;
  readonly about: Ref;
  /** The container of the pod that it is about. */
  readonly container?: string;
  /** The probe of the container that caused it. */
  readonly probe?: "startup" | "readiness" | "liveness";
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** One attempt of the scheduler to place a pod. */
export interface Placement {
  readonly at: Millis;
  readonly pod: Key;
  /** Without the details of each node, which `decisionOf` computes. */
  readonly decision: Decision;
  /** How many versions the trace had at that moment. */
  readonly after: number;
}

/** How it ended: quiet and done, quiet but not done (what it waits for), or cut at a bound. */
export type Outcome =
  | { readonly is: "complete"; readonly at: Millis }
  | { readonly is: "stuck"; readonly at: Millis; readonly why: Why }
  | { readonly is: "cut"; readonly at: Millis; readonly bound: "time" | "events"; readonly why: Why };
