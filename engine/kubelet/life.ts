import type { PodStatus } from "../../schemas/generated/types.ts";
import type { Key, Millis, Ref, StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { FileChange, Run, Seconds } from "../processes/behaviour.ts";
import { lastLook } from "./looks.ts";

/** A kubelet's state of one pod. Plain data; the first sync after a state was saved works on a copy (`copyOf`), so that saved states never change. */
export interface Life {
  readonly uid: string;
  /** The pod as it was last seen: one that is removed without grace is ended by what is known of it. */
  pod: StoredPod;
  /** The generation of the pod that its last sync was asked for: a new one asks for another. */
  generation: number | undefined;
  /** The sync in which it was made or copied. */
  readonly since: number;
  /** Whom its events are about: all share it. */
  readonly about: Ref;
  /** The phases: containers are kept running; all are being ended; nothing runs any more; the kubelet is done with the pod. */
  stage: "syncing" | "terminating" | "terminated" | "gone";
  containers: Readonly<Record<string, ContainerLife>>;
  probers: readonly Prober[];
  /** Since when the pod has had a network, and since when it no longer has one. */
  sandboxFrom: Millis | undefined;
  sandboxTo: Millis | undefined;
  /** Why a container could not be started when that was last tried. */
  reasons: Readonly<Record<string, Reason>>;
  /** By container and image: another image starts without delay. */
  restartBackOffs: Readonly<Record<string, BackOff>>;
  pullBackOffs: Readonly<Record<string, BackOff & { readonly says: string }>>;
  /** When a process begins to listen on a port that another one may hold. */
  opens: readonly Opening[];
  readonly worker: Worker;
  /** Whether its init containers were through when it began to be ended. */
  wasInitialized: boolean;
  /** The time of the next action that no change triggers. */
  nextAt: Millis;
  /** The status as the kubelet sees it; the API server does not get a final phase while containers may run. */
  status: PodStatus | undefined;
  /** The last reported status. */
  lastReported: PodStatus | undefined;
  /** The ConfigMaps and Secrets that its volumes are made of, as they were when the files were last brought up to date. */
  mounted: Readonly<Record<Key, StoredObject>> | undefined;
  /** Since when its volumes have been out of date, and when the next sync finds that out. */
  refresh: { readonly since: Millis; readonly at: Millis } | undefined;
  /** Until when the pod is unready because a script reported it. */
  lapsesUntil: Millis | undefined;
}

/** The starts of one container. */
export interface ContainerLife {
  /** How often it was created, and how often it started. */
  readonly creations: number;
  readonly starts: number;
  readonly latest: ContainerRun | undefined;
  readonly previous: ContainerRun | undefined;
}

/** One start of a container. Without `startedAt` it was created, but could not be started. */
export interface ContainerRun {
  readonly number: number;
  readonly image: string;
  readonly run: Run;
  readonly createdAt: Millis;
  readonly startedAt: Millis | undefined;
  /** What it has read of the cluster, if its files may change. */
  readonly configuration: Configuration | undefined;
  /** How it ends, if that is decided. The time may be in the future. */
  readonly end: RunEnd | undefined;
}

/** The ConfigMaps and Secrets that a container had when it started, and what has changed in its files since, in seconds of the run. */
export interface Configuration {
  readonly objects: Readonly<Record<Key, StoredObject>>;
  readonly changes: readonly FileChange[];
  /** Names that have appeared since, in seconds of the run. */
  readonly hosts?: Readonly<Record<string, Seconds>>;
}

/** How a start ends. */
export interface RunEnd {
  readonly at: Millis;
  readonly code: number;
  readonly reason: string;
  /** What led to it, if not the process alone. */
  readonly cause?: EndCause;
}

/** What ends a process from outside: a probe that failed, another process that has its port, another image in the pod's spec, or a restart of all containers. */
export type EndCause =
  | { readonly is: "probe"; readonly type: "startupProbe" | "livenessProbe" }
  | { readonly is: "port"; readonly port: number; readonly holder: string }
  | { readonly is: "changed" }
  | { readonly is: "restartOfAll" };

/** What a status says of a container that was removed since all were restarted. */
export const restartOfAll = "RestartingAllContainers";

/** Why a container waits, as its status says. */
export interface Reason {
  readonly reason: string;
  readonly message: string;
}

/** How long to wait, set at a time. */
export interface BackOff {
  readonly millis: Millis;
  readonly since: Millis;
}

/** A process begins to listen on a port. */
export interface Opening {
  readonly at: Millis;
  readonly container: string;
  readonly start: number;
  readonly port: number;
}

/** The goroutine that works for the pod: it does one sync at a time, each on observations newer than the last sync. */
export interface Worker {
  /** Something happened that asks for a sync. */
  wanted: boolean;
  /** A sync is due as soon as containers have been looked at again. */
  waiting: boolean;
  lastSync: Millis;
  /** When the pod's containers were last looked at, beside the looks at all pods once a second. */
  observed: Millis;
  /** So many starts and ends have asked for a sync. */
  seen: number;
  /** After an error it tries again. */
  requeueAt: Millis | undefined;
  /** What kept containers from starting when that was last tried. */
  trouble: string;
  busy: Busy | undefined;
}

/** A sync that waits for something: what it has left to do, the first of it under way. */
export interface Busy {
  readonly until: Millis;
  readonly stage: "mounting" | "creating" | "pulling" | "postStart" | "killing";
  readonly tasks: readonly Task[];
  /** Whether the hook under way succeeds, or the pull. */
  readonly succeeds: boolean;
  readonly failed: boolean;
  /** When a back-off that it ran into is over. */
  readonly backsOffUntil: Millis;
  readonly did: boolean;
  /** Since when. */
  readonly since: Millis;
  /** How often volumes were tried. */
  readonly tries: number;
  /** The image of the container that is being started: what its pod's spec names now is for its next start. */
  readonly image: string | undefined;
  /** When each container had last ended as this sync began. */
  readonly ended: { readonly [name: string]: Millis };
}

/** One thing that a sync does, in order. */
export type Task =
  | { readonly is: "mount" }
  | { readonly is: "sandbox" }
  | { readonly is: "kill"; readonly container: string; readonly message: string; readonly reason: KillReason }
  | { readonly is: "killPod" }
  /** Forgets all containers, so that they start as if for the first time. */
  | { readonly is: "reset" }
  | { readonly is: "start"; readonly container: string; readonly kind: "init" | "sidecar" | "regular" };

/** Why a container is ended: a probe may set a grace period of its own. */
export type KillReason = "startupProbe" | "livenessProbe" | "postStart" | "changed" | "restartOfAll" | "end";

/** The three probes of a container. */
export type ProbeType = "startup" | "readiness" | "liveness";

/** What is known of one probe of one container. */
export interface Prober {
  readonly container: string;
  readonly type: ProbeType;
  /** Its ticker began then. */
  base: Millis;
  /** When it next has something to find out; `Infinity` until the pod's status changes. */
  nextAt: Millis;
  /** The start of the container that it probes. */
  start: number | undefined;
  /** What counts of it: nothing before its first look at a start. */
  result: "success" | "failure" | "unknown" | undefined;
  lastResult: "success" | "failure" | undefined;
  resultRun: number;
  onHold: boolean;
  /** An answer that is under way. */
  answer: { readonly at: Millis; readonly ok: boolean; readonly says: string } | undefined;
  /** Asked again as soon as it is free. */
  triggered: boolean;
  /** Its ticker began anew when it was asked out of turn. */
  hasTurned: boolean;
  /** The containers with which it has succeeded: as long as they are the same, it would succeed again. */
  steadyWith: Life["containers"] | undefined;
}

/** A pod that comes to its node. All fields are there from the beginning: objects of one shape are quick to work with. */
export function freshLife(pod: StoredPod, since: number, about: Ref): Life {
  return {
    uid: pod.metadata.uid,
    pod,
    since,
    generation: undefined,
    about,
    stage: "syncing",
    containers: none,
    probers: noProbers,
    sandboxFrom: undefined,
    sandboxTo: undefined,
    reasons: none,
    restartBackOffs: none,
    pullBackOffs: none,
    opens: noOpenings,
    worker: {
      wanted: true,
      waiting: false,
      lastSync: -Infinity,
      observed: -Infinity,
      seen: 0,
      requeueAt: undefined,
      trouble: "",
      busy: undefined,
    },
    mounted: undefined,
    refresh: undefined,
    wasInitialized: false,
    nextAt: -Infinity,
    status: undefined,
    lastReported: undefined,
    lapsesUntil: undefined,
  };
}

const none = {};
const noOpenings: readonly Opening[] = [];
const noProbers: readonly Prober[] = [];

/** A copy that a sync may change: records and lists in it are put anew, never changed. */
export function copyOf(life: Life, since: number): Life {
  const probers = life.probers.length > 0 ? life.probers.map((prober) => ({ ...prober })) : life.probers;
  return { ...life, since, probers, worker: { ...life.worker } };
}

/** Whether a record has nothing in it. */
export function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

/** Puts a container's life in the place of what was known of it. */
export function putContainer(life: Life, name: string, container: ContainerLife): void {
  life.containers = { ...life.containers, [name]: container };
}

/** It has started, and has not ended yet. */
export function isRunning(run: ContainerRun | undefined, now: Millis): run is ContainerRun & { startedAt: Millis } {
  return run?.startedAt !== undefined && !hasEnded(run, now);
}

/** It has ended by now. */
export function hasEnded(run: ContainerRun | undefined, now: Millis): run is ContainerRun & { readonly end: RunEnd } {
  return run?.end !== undefined && run.end.at <= now;
}

/**
 * How a run ends by itself. A process starts a moment after its kubelet's sync: what is due at the very time of its end is done before.
 * But looks come a little later every second: of a process that was started after a look, the look of the second in which it ends sees that, if it ran a few seconds.
 * The look at the end of a shorter run is over by then, and what it has still seen (`seenAt`).
 */
export function ownEnd({ exit }: Run, startedAt: Millis): RunEnd | undefined {
  if (!exit) return undefined;
  const isBeforeLook = exit.after >= fewSeconds && lastLook(startedAt) === startedAt;
  const at = startedAt + exit.after * 1000 + (isBeforeLook ? -1 : exit.after >= 1 ? 2 : 0);
  return { at, code: exit.code, reason: exit.reason ?? (exit.code === 0 ? "Completed" : "Error") };
}

const fewSeconds = 3;

/** The pod has a network. */
export function hasSandbox({ sandboxFrom, sandboxTo }: Life, now: Millis): boolean {
  return sandboxFrom !== undefined && sandboxFrom <= now && (sandboxTo === undefined || sandboxTo > now);
}
