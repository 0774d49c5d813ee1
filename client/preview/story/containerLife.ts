import type { Millis } from "../../../engine/core/objects.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { NamedContainer } from "../../../engine/kubelet/look.ts";
import type { Why } from "../../../engine/core/why.ts";
import type { Action, TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { Span } from "./story.ts";

/** The states of a container in the page. */
export type ContainerState =
  | "waiting"
  /** It waits because of a problem. */
  | "held"
  | "pulling"
  /** An init container at its work. */
  | "init"
  /** It runs, but its hook or its startup probe is not through. */
  | "starting"
  | "running"
  | "ready"
  | "ending"
  | "done"
  | "failed"
  | "gone";

/** The state of a container for a time. */
export interface ContainerSpan extends Span {
  readonly state: ContainerState;
  /** The cluster's reason, such as `CrashLoopBackOff`, and its message. */
  readonly reason?: string;
  readonly message?: string;
  /** How the process ended. */
  readonly code?: number;
  readonly restarts: number;
  /** The field of the pod's spec that decides this. */
  readonly field: string;
}

/** A container of a pod from the pod's creation to its end. */
export interface ContainerLife {
  readonly name: string;
  readonly image: string;
  readonly kind: "init" | "sidecar" | "regular";
  /** Its field in the pod's spec: `containers[0]`. */
  readonly field: string;
  readonly spans: readonly ContainerSpan[];
  /** Its probes and hooks. */
  readonly tracks: readonly Track[];
}

/** A probe, a hook, or updates of files, with each time that it happens. */
export interface Track {
  readonly is: "startupProbe" | "readinessProbe" | "livenessProbe" | "postStart" | "preStop" | "files";
  readonly field: string;
  readonly marks: readonly TrackMark[];
}

/** One time, or `times` of them, `every` so many milliseconds. A hook lasts until `to`. */
export interface TrackMark {
  readonly at: Millis;
  readonly ok: boolean;
  readonly to?: Millis;
  readonly every: Millis;
  readonly times: number;
  /** What the kubelet says of a failure. */
  readonly says?: string;
  /** Why it happens. */
  readonly why?: Why;
}

/** A pod as it is from a moment on; without it, it is gone. */
export interface PodVersion {
  readonly at: Millis;
  readonly object?: StoredPod;
}

/** A container with everything about it and its pod. */
export interface ContainerStory {
  readonly container: NamedContainer;
  readonly field: string;
  readonly kind: ContainerLife["kind"];
  readonly versions: readonly PodVersion[];
  readonly events: readonly TracedEvent[];
  /** When the files in the pod's volumes were brought up to date. */
  readonly refreshes: readonly Action[];
  /** When the pod goes, or the trace ends. */
  readonly until: Millis;
}
