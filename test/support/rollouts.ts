import assert from "node:assert/strict";
import type { Command } from "../../engine/core/command.ts";
import type { Millis, StoredObject } from "../../engine/core/objects.ts";
import type { NodeShape, Step } from "../../engine/rehearsal/script.ts";
import { LockStep } from "../../server/ask/lockStep.ts";
import { freshStage } from "../../engine/rehearsal/script/stage.ts";
import type { StoreView } from "../../engine/core/store.ts";

/** Half past a minute of a Monday. */
export const start: Millis = Date.UTC(2026, 0, 5, 9, 0, 30);

/** A cluster on which a test plays steps. */
export interface Rehearsal {
  readonly store: StoreView;
  readonly now: () => Millis;
  /** How often anything was written. */
  readonly writes: () => number;
  readonly play: (...steps: readonly Step[]) => void;
  /** Runs the standard kubelet until it has nothing left to do. */
  readonly calm: () => void;
  /** Advances the time. */
  readonly wait: (seconds: number) => void;
}

/** Called for every command just before others see its effect. */
export type Onlooker = (command: Command, by: string, store: StoreView) => void;

/** A cluster to play steps on, one node if not said. */
export function rehearsal({ nodes = [{ name: "n1" }], watch }: { readonly nodes?: readonly NodeShape[]; readonly watch?: Onlooker } = {}): Rehearsal {
  const lockStep = new LockStep(freshStage(start, 1));
  const { plane } = lockStep.stage;
  for (const node of nodes) lockStep.play({ addNode: node });
  if (watch) plane.witness({ performed: (command, _, by) => watch(command, by, plane.store) });
  const play = (...steps: readonly Step[]): void => steps.forEach((step) => lockStep.play(step));
  return {
    store: plane.store,
    now: () => plane.now,
    writes: () => plane.writes,
    play,
    calm: () => {
      for (let i = 0; i < 200 && lockStep.play({ tick: true }).kubelet !== "nothing"; i++);
    },
    wait: (seconds) => play({ wait: seconds }),
  };
}

/** After each step, what `show` makes of the cluster is the next line of the table. */
export function checkSteps(steps: readonly Step[], show: (store: StoreView) => string, table: string, nodes?: readonly NodeShape[]): void {
  const cluster = rehearsal(nodes && { nodes });
  const shown = steps.map((step) => {
    cluster.play(step);
    return show(cluster.store).trim();
  });
  assert.deepEqual(
    shown,
    table
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  );
}

/** So many nodes, `n1` and so on. */
export function nodes(count: number): NodeShape[] {
  return Array.from({ length: count }, (_, i) => ({ name: `n${i + 1}` }));
}

/** One action of the kubelet. */
export const tick: Step = { tick: true };
/** So many actions of the kubelet. */
export const ticks = (count: number): Step[] => Array.from({ length: count }, () => tick);
/** Objects are applied. */
export const apply = (...objects: readonly unknown[]): Step => ({ apply: objects });

/** A template whose image contains its version. */
export function template(version: number, spec: object = {}) {
  return { metadata: { labels: { app: "x" } }, spec: { containers: [{ name: "app", image: `registry.example/app:${version}` }], ...spec } };
}

const versioned =
  (kind: string) =>
  (name: string, version: number, spec: object = {}) => ({
    apiVersion: "apps/v1",
    kind,
    metadata: { name },
    spec: { selector: { matchLabels: { app: "x" } }, template: template(version), ...spec },
  });
/** A ReplicaSet whose image contains its version. */
export const replicaSet = versioned("ReplicaSet");
/** A StatefulSet whose image contains its version. */
export const statefulSet = versioned("StatefulSet");
/** A DaemonSet whose image contains its version. */
export const daemonSet = versioned("DaemonSet");
/** A Job. */
export const job = (name: string, spec: object = {}) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name },
  spec: { template: template(1, { restartPolicy: "Never" }), ...spec },
});
/** A CronJob that is due every minute. */
export const cronJob = (name: string, spec: object = {}) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name },
  spec: { schedule: "* * * * *", jobTemplate: { spec: job(name).spec }, ...spec },
});

/** The version in a pod's image. */
export function versionOf(pod: StoredObject): string {
  const { containers } = (pod as StoredObject & { readonly spec: { readonly containers: readonly { readonly image: string }[] } }).spec;
  return containers[0]!.image.split(":").at(-1)!;
}
