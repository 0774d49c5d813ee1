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
  /** The generation of the pod for which a sync was last requested: a new generation requests another sync. */
  generation: number | undefined;
  /** The sync in which it was made or copied. */
  readonly since: number;
  /** The object of all its events. */
  readonly about: Ref;
  /** The phases: containers are kept running; all are being ended; nothing runs any more; the kubelet is done with the pod. */
  stage: "syncing" | "terminating" | "terminated" | "gone";
  containers: Readonly<Record<string, ContainerLife>>;
  probers: readonly Prober[];
  /** Since when the pod has had a network, and since when it no longer has one. */
  sandboxFrom: Millis | undefined;
  sandboxTo: Millis | undefined;
  /** Why the last attempt to start a container failed, by container. */
  reasons: Readonly<Record<string, Reason>>;
  /** By container and image: another image starts without delay. */
  restartBackOffs: Readonly<Record<string, BackOff>>;
  pullBackOffs: Readonly<Record<string, BackOff & { readonly says: string }>>;
  /** When processes begin to listen on ports that others may have taken. */
  opens: readonly Opening[];
  readonly worker: Worker;
  /** Whether its init containers were done when its termination began. */
  wasInitialized: boolean;
  /** The time of the next action that no change triggers. */
  nextAt: Millis;
  /** The status as the kubelet sees it; the API server does not get a final phase while containers may run. */
  status: PodStatus | undefined;
  /** The last reported status. */
  lastReported: PodStatus | undefined;
  /** The ConfigMaps and Secrets in its volumes, as they were at the last update of the files. */
  mounted: Readonly<Record<Key, StoredObject>> | undefined;
  /** Since when its volumes have been out of date, and when the next sync updates them. */
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
  /** What it has read from the cluster, if its files may change. */
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
  /** What caused it, if it was not the process itself. */
  readonly cause?: EndCause;
}

/** What ends a process from outside: a probe that failed, another process that has its port, another image in the pod's spec, or a restart of all containers. */
export type EndCause =
  | { readonly is: "probe"; readonly type: "startupProbe" | "livenessProbe" }
  | { readonly is: "port"; readonly port: number; readonly holder: string }
  | { readonly is: "changed" }
  | { readonly is: "restartOfAll" };

/** The reason in the status of a container that was removed because all are restarted. */
export const restartOfAll = "RestartingAllContainers";

/** Why a container waits, as its status says. */
export interface Reason {
  readonly reason: string;
  readonly message: string;
}

/** A delay, and when it began. */
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

/** The pod's worker: it runs one sync at a time, each based on observations that are newer than the last sync. */
export interface Worker {
  /** Whether something happened that requires a sync. */
  wanted: boolean;
  /** Whether a sync is due after the next relist of the containers. */
  waiting: boolean;
  lastSync: Millis;
  /** When this pod's containers were last inspected, apart from the relist of all pods once a second. */
  observed: Millis;
  /** How many starts and terminations have requested a sync. */
  seen: number;
  /** When it retries after an error. */
  requeueAt: Millis | undefined;
  /** Why containers could not be started at the last attempt. */
  trouble: string;
  busy: Busy | undefined;
}

/** A sync that waits: its remaining tasks, of which the first is in progress. */
export interface Busy {
  readonly until: Millis;
  readonly stage: "mounting" | "creating" | "pulling" | "postStart" | "killing";
  readonly tasks: readonly Task[];
  /** Whether the hook or the pull in progress succeeds. */
  readonly succeeds: boolean;
  readonly failed: boolean;
  /** When a back-off that it ran into is over. */
  readonly backsOffUntil: Millis;
  readonly did: boolean;
  /** Since when. */
  readonly since: Millis;
  /** How often mounting the volumes was tried. */
  readonly tries: number;
  /** The image of the container that is being started. If the spec names another one now, that is used at the next start. */
  readonly image: string | undefined;
  /** When each container had last terminated before this sync began. */
  readonly ended: { readonly [name: string]: Millis };
}

/** A step of a sync. */
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
  /** When its ticker began. */
  base: Millis;
  /** When it next probes; `Infinity` until the pod's status changes. */
  nextAt: Millis;
  /** The start of the container that it probes. */
  start: number | undefined;
  /** Its result; none before it has seen the start. */
  result: "success" | "failure" | "unknown" | undefined;
  lastResult: "success" | "failure" | undefined;
  resultRun: number;
  onHold: boolean;
  /** The answer that is in progress. */
  answer: { readonly at: Millis; readonly ok: boolean; readonly says: string } | undefined;
  /** Whether it probes again as soon as it is free. */
  triggered: boolean;
  /** Whether its ticker was restarted by an extra probe. */
  hasTurned: boolean;
  /** The containers at its last success: as long as they stay the same, it would succeed again. */
  steadyWith: Life["containers"] | undefined;
}

/** The state of a pod that is new on its node. All fields exist from the start, since V8 is faster with objects of one shape. */
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

/** A copy that a sync may change. It may stay shallow, since records and lists in it are replaced, never changed. */
export function copyOf(life: Life, since: number): Life {
  const probers = life.probers.length > 0 ? life.probers.map((prober) => ({ ...prober })) : life.probers;
  return { ...life, since, probers, worker: { ...life.worker } };
}

/** Whether a record is empty. */
export function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

/** Replaces the state of a container. */
export function putContainer(life: Life, name: string, container: ContainerLife): void {
  life.containers = { ...life.containers, [name]: container };
}

/** Whether a start of a container is running. */
export function isRunning(run: ContainerRun | undefined, now: Millis): run is ContainerRun & { startedAt: Millis } {
  return run?.startedAt !== undefined && !hasEnded(run, now);
}

/** Whether a start of a container has terminated. */
export function hasEnded(run: ContainerRun | undefined, now: Millis): run is ContainerRun & { readonly end: RunEnd } {
  return run?.end !== undefined && run.end.at <= now;
}

/**
 * How a run ends by itself. A process starts a moment after its kubelet's sync, so whatever is due exactly at its end is done before it.
 * But the relists come a little later every second: if a process ran for a few seconds and was started after a relist, the relist of its last second sees its end.
 * A shorter run ends just after that relist (see `seenAt`).
 */
export function ownEnd({ exit }: Run, startedAt: Millis): RunEnd | undefined {
  if (!exit) return undefined;
  const isBeforeLook = exit.after >= fewSeconds && lastLook(startedAt) === startedAt;
  const at = startedAt + exit.after * 1000 + (isBeforeLook ? -1 : exit.after >= 1 ? 2 : 0);
  return { at, code: exit.code, reason: exit.reason ?? (exit.code === 0 ? "Completed" : "Error") };
}

const fewSeconds = 3;

/** Whether the pod has a network. */
export function hasSandbox({ sandboxFrom, sandboxTo }: Life, now: Millis): boolean {
  return sandboxFrom !== undefined && sandboxFrom <= now && (sandboxTo === undefined || sandboxTo > now);
}
