import type { Key, Millis, Ref } from "../../../engine/core/objects.ts";
import type { Verdict } from "../../../engine/rehearsal/verdict/verdict.ts";
import type { AppliedObject } from "../../../engine/rehearsal/change.ts";
import type { Action, Outcome, TracedEvent } from "../../../engine/rehearsal/trace.ts";

/**
 * A trace reduced to what the page draws: the life of every node, workload, revision, pod and Service as a list of spans.
 * The worker builds it and keeps the trace, so that the page's thread never holds (or copies) the objects themselves.
 * Things point at each other by index.
 */
export interface Story {
  readonly from: Millis;
  readonly to: Millis;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** The objects that were applied, in the order of the file, with the result for each. */
  readonly applied: readonly Pick<AppliedObject, "ref" | "is">[];
  readonly nodes: readonly NodeLife[];
  readonly workloads: readonly WorkloadLife[];
  readonly revisions: readonly Revision[];
  readonly pods: readonly PodLife[];
  readonly services: readonly ServiceLife[];
  readonly loads: readonly LoadLife[];
  readonly steps: readonly ActionRow[];
  readonly events: readonly TracedEvent[];
  /** The times of all changes, in order: the picture is constant between two of them. */
  readonly times: readonly Millis[];
}

/** A value that is valid from `at` until the next span begins. */
export interface Span {
  readonly at: Millis;
}

/** A node from the start of the story to its end. */
export interface NodeLife {
  readonly name: string;
  readonly zone: string;
  readonly spans: readonly NodeSpan[];
}

/** Thousandths of a CPU, bytes, a count; `here` is false once the node is lost. */
export interface NodeSpan extends Span {
  readonly here: boolean;
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
  readonly cordoned: boolean;
  /** As `kubectl` writes them: `key=value:NoSchedule`. */
  readonly taints: readonly string[];
}

/** The kinds that count as workloads. */
export type WorkloadKind = "Deployment" | "ReplicaSet" | "ReplicationController" | "StatefulSet" | "DaemonSet" | "Job" | "CronJob" | "Pod";

/** A workload that nothing else controls: a CronJob's Jobs count as its revisions. A pod by hand is a workload of its own. */
export interface WorkloadLife {
  readonly ref: Ref;
  readonly kind: WorkloadKind;
  /** A tool runs it before or after the others, as its annotations say. */
  readonly isHook: boolean;
  /** In order of creation. */
  readonly revisions: readonly number[];
  readonly spans: readonly WorkloadSpan[];
}

/** The desired and present state of a workload, for a time. */
export interface WorkloadSpan extends Span {
  readonly here: boolean;
  /** How many pods it wants; a Job wants so many at a time. */
  readonly wants: number;
  /** How many must stay available while it rolls out, and how many there may be at most. Absent where the kind knows no such bound. */
  readonly floor?: number;
  readonly ceiling?: number;
  /** Completions that a Job is done with, and how many it wants. */
  readonly done?: number;
  readonly completions?: number;
  readonly paused: boolean;
  readonly strategy: string;
  /** `Type=Status Reason`, as its status has them. */
  readonly conditions: readonly string[];
}

/** A version of a workload's pods: a ReplicaSet, a ControllerRevision, or the workload itself if there is only one. */
export interface Revision {
  readonly ref: Ref;
  readonly workload: number;
  /** As `kubectl rollout history` counts. */
  readonly number: number;
  readonly images: readonly string[];
  readonly changeCause?: string;
  /** The version that the workload has at the end of the story. */
  readonly isNewest: boolean;
  readonly since: Millis;
}

/** The states of a pod that the page tells apart. */
export type PodState =
  "pending" | "pulling" | "held" | "starting" | "settling" | "ready" | "unready" | "failing" | "restarting" | "ending" | "succeeded" | "failed";

/** A pod from its creation to its end. */
export interface PodLife {
  readonly key: Key;
  readonly name: string;
  readonly namespace: string;
  /** -1 for a pod without an owner that is not a workload either (a static pod of the cluster). */
  readonly workload: number;
  readonly revision: number;
  /** Requests: thousandths of a CPU, bytes. */
  readonly cpu: number;
  readonly memory: number;
  /** The fields of its spec that ask for most of these. */
  readonly fields: { readonly cpu: string; readonly memory: string; readonly ports: string };
  readonly hasNodeSelector: boolean;
  /** The last one is `gone` if the pod went away. */
  readonly spans: readonly PodSpan[];
}

/** The node and the state of a pod, for a time. */
export interface PodSpan extends Span {
  readonly state: PodState | "gone";
  /** -1 while it has none. */
  readonly node: number;
  /** It has ended for good, also if it is still there: it takes nothing of its node any more. */
  readonly isOver: boolean;
  /** READY, STATUS and RESTARTS as `kubectl get pods` prints them, and when a container was last restarted. */
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  readonly lastRestart?: Millis;
  /** What that status says beyond the state, or the scheduler's sentence, where there is one. */
  readonly reason?: string;
  /** The part of the scheduler's sentence that says what is wrong: `3 Insufficient cpu`. */
  readonly brief?: string;
}

/** The pods to which a Service sends traffic. */
export interface ServiceLife {
  readonly ref: Ref;
  /** What it reached before the change, since the story begins right after it. */
  readonly before: Reached;
  readonly spans: readonly ServiceSpan[];
}

/** Which pods a Service selects, for a time. */
export interface ServiceSpan extends Span {
  readonly here: boolean;
  readonly selector: string;
  readonly ready: Reached;
}

/** Revisions whose pods a Service selects, each with how many of them are ready for traffic. */
export type Reached = readonly (readonly [revision: number, pods: number])[];

/** The load that a script states for a workload. */
export interface LoadLife {
  /** Of a workload, as scripts call it. */
  readonly of: string;
  /** Whether it is what each pod uses, and not all of them together. */
  readonly isEach: boolean;
  /** In thousandths of a CPU. */
  readonly spans: readonly (Span & { readonly cpu: number })[];
}

/** Whether a workload starts from nothing: none of its pods runs when the story begins. */
export function isFirstRollout({ pods, from }: Story, workload: number): boolean {
  return !pods.some(
    ({ spans: [first], workload: of }) => of === workload && first!.at <= from && !["pending", "pulling", "held"].includes(first!.state),
  );
}

/** A row of the list: an action, and the state of its workload's rollout just after it. */
export interface ActionRow extends Action {
  readonly workload: number;
  /** Whether it is about the version that is the newest just then. */
  readonly isNew: boolean;
  /** Pods of older versions and of the one that is the newest just then, as their ReplicaSets want them, or as they are there. */
  readonly old: number;
  readonly new: number;
  readonly ready: number;
  /** Those of them that are of the newest version. */
  readonly newReady: number;
  /** The rows of `kubectl apply` that this row stands for: the number of objects by result. */
  readonly folded?: Folded;
}

/** How many objects were applied in all, and what became of them. */
export type Folded = Readonly<Record<"all" | "created" | "configured" | "unchanged" | "refused", number>>;
