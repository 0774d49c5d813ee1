import { type Key, type Ref, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { type Knowledge, processIn } from "../../../engine/kubelet/circumstances.ts";
import { containersOf, initOf, type NamedContainer } from "../../../engine/kubelet/look.ts";
import { type KubeletProfile, ordinaryKubelet } from "../../../engine/kubelet/profile.ts";
import { type Behaviour, listensFrom, type Process, runOf } from "../../../engine/processes/behaviour.ts";
import { collisionsIn } from "../../../engine/processes/listeners.ts";
import { type WhatIf, whatIfsFor } from "../../../engine/processes/whatIf.ts";
import { type ProcessSentence, remarkSentence, sourceSentence } from "../../../engine/processes/words/say.ts";

/** One thing that a process does. */
export type Doing =
  | { readonly is: "fails"; readonly message: string }
  | { readonly is: "listens"; readonly ports: readonly number[]; readonly after: number }
  | { readonly is: "ends"; readonly after: number; readonly code: number }
  | { readonly is: "collides"; readonly port: number; readonly holder: string }
  | { readonly is: "runsOn" }
  | { readonly is: "ignoresSigterm" };

/** What the process of a container does, how that is known, and what may be asked of it. */
export interface ProcessLife {
  readonly does: readonly Doing[];
  readonly source: ProcessSentence;
  /** The field of the pod's spec that says it, if one does. */
  readonly field: string;
  readonly remarks: readonly ProcessSentence[];
  readonly whatIfs: readonly WhatIf[];
  /** What each start does, as a scenario would state it: at least one. */
  readonly runs: Behaviour;
  /** The ports that the container names, and the commands that its probes and hooks run. */
  readonly asked: { readonly ports: readonly number[]; readonly commands: readonly string[] };
}

/** The processes of a pod's containers, by name, as kubelets play them in a rehearsal with this profile. `keys` are those that a scenario calls the pod by. */
export function processLives(
  pod: StoredPod,
  objects: ReadonlyMap<Key, StoredObject>,
  profile: Partial<KubeletProfile>,
  keys: readonly string[],
): Readonly<Record<string, ProcessLife>> {
  const knowledge = knowledgeOf(profile, keys);
  const store = {
    get: <T extends StoredObject>(ref: Ref) => objects.get(keyOf(ref)) as T | undefined,
    list: <T extends StoredObject>(kind: string) =>
      [...objects.values()].filter((object) => object.kind === kind) as readonly StoredObject[] as readonly T[],
  };
  const processes = new Map(containersOf(pod).map((container) => [container.name, processIn(knowledge, pod, container, store)]));
  const collisions = collisionsIn(pod.spec, processes);
  return Object.fromEntries(
    containersOf(pod).map((container) => {
      const process = processes.get(container.name)!;
      const collision = collisions.find(({ refused }) => refused === container.name);
      const does: readonly Doing[] = collision ? [{ is: "collides", port: collision.port, holder: collision.holder }] : doingsOf(process);
      return [container.name, lifeOf(pod, container, process, does)];
    }),
  );
}

function lifeOf(pod: StoredPod, container: NamedContainer, process: Process, does: readonly Doing[]): ProcessLife {
  const init = initOf(pod).indexOf(container);
  const field = init >= 0 ? `initContainers[${init}]` : `containers[${(pod.spec.containers ?? []).indexOf(container)}]`;
  return {
    does,
    source: sourceSentence(process),
    field: `${field}.${process.source.is === "command" ? process.source.field : "image"}`,
    remarks: process.remarks.map(remarkSentence),
    whatIfs: whatIfsFor(container, process),
    runs: process.behaviour.length === 0 ? [{}] : process.behaviour,
    asked: askedOf(container),
  };
}

function askedOf({ ports = [], startupProbe, readinessProbe, livenessProbe, lifecycle }: NamedContainer): ProcessLife["asked"] {
  const handlers = [startupProbe, readinessProbe, livenessProbe, lifecycle?.postStart, lifecycle?.preStop];
  return {
    ports: ports.flatMap(({ containerPort }) => containerPort ?? []),
    commands: handlers.flatMap((handler) => (handler?.exec ? [(handler.exec.command ?? []).join(" ")] : [])),
  };
}

function knowledgeOf(profile: Partial<KubeletProfile>, keys: readonly string[]): Knowledge {
  const whole = { ...ordinaryKubelet, ...profile };
  const find = <T extends { readonly of: string }>(list: readonly T[] = []): T | undefined =>
    keys.flatMap((key) => list.find(({ of }) => of === key) ?? [])[0];
  return {
    profile: whole,
    seed: 1,
    isStuck: () => false,
    faultOf: () => find(whole.faults),
    statedOf: () => find(whole.stated),
    whatIfsOf: () => (whole.whatIfs ?? []).filter(({ of }) => keys.includes(of)),
  };
}

/** What its first start does. */
function doingsOf({ behaviour }: Process): Doing[] {
  const run = runOf(behaviour, 0);
  if (run.fails !== undefined) return [{ is: "fails", message: run.fails }];
  const { exit, stop } = run;
  const ports = [...listensFrom(run)].filter(([, after]) => after < (exit?.after ?? Infinity));
  const after = Math.min(...ports.map(([, seconds]) => seconds));
  return [
    ...(ports.length > 0 ? [{ is: "listens", ports: ports.map(([port]) => port), after } as const] : []),
    ...(exit && exit.after < Infinity
      ? [{ is: "ends", after: exit.after, code: exit.code } as const]
      : ports.length === 0
        ? [{ is: "runsOn" } as const]
        : []),
    ...(stop?.ignores && exit?.after !== 0 ? [{ is: "ignoresSigterm" } as const] : []),
  ];
}
