import assert from "node:assert/strict";
import type { StoredDeployment, StoredReplicaSet } from "../../engine/controllers/deployment/shape.ts";
import { type Scenario, simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";

/** The numbers of a Deployment's rollout. */
export interface Shape {
  readonly replicas: number;
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
}

/** A node with room for everything, unless its capacity says otherwise. */
export function node(name: string, capacity: object = {}) {
  const room = { cpu: "64", memory: "256Gi", pods: "1000", ...capacity };
  return { apiVersion: "v1", kind: "Node", metadata: { name }, status: { capacity: room, allocatable: room } };
}

/** A Deployment whose image contains its version. */
export function deployment(
  version: number,
  { replicas, maxSurge = "25%", maxUnavailable = "25%" }: Shape,
  { name = "web", pod = {}, ...spec }: { name?: string; pod?: object; [field: string]: unknown } = {},
) {
  const container = {
    name: "app",
    image: `registry.example/app:${version}`,
    resources: { requests: { cpu: "50m" } },
    readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container], ...pod } },
      ...spec,
    },
  };
}

/** The way from the first version to the second on one roomy node. */
export function rollout(shape: Shape, more: Partial<Scenario> = {}): Scenario {
  return { cluster: [node("n1")], before: [deployment(1, shape)], after: [deployment(2, shape)], script: [], ...more };
}

/** The desired replicas of the old and the new ReplicaSet: one column for each change. */
export function checkRollout(shape: Shape, table: string): void {
  const [old, fresh] = ["old", "new"].map((name) => row(table, name));
  const sizes = sizesIn(simulate(rollout(shape)));
  assert.deepEqual({ old: sizes.map(([size]) => size), new: sizes.map(([, size]) => size) }, { old, new: fresh });
}

/** Sizes of the old ReplicaSets together and of the new one, from the start of the trace. */
export function sizesIn({ versions, from }: Trace): [old: number, fresh: number][] {
  const sets = new Map<string, StoredReplicaSet>();
  const sizes: [number, number][] = [];
  let image = "";
  for (const { key, at, object } of versions) {
    if (object?.kind === "Deployment") image = (object as StoredDeployment).spec.template?.spec?.containers?.[0]?.image ?? "";
    if (object?.kind !== "ReplicaSet") continue;
    sets.set(key, object as StoredReplicaSet);
    const sum = (isFresh: boolean) =>
      [...sets.values()].filter((set) => (imageOf(set) === image) === isFresh).reduce((total, { spec }) => total + (spec.replicas ?? 0), 0);
    const now: [number, number] = [sum(false), sum(true)];
    if (at > from || sets.size > 1) if (String(now) !== String(sizes.at(-1))) sizes.push(now);
  }
  return sizes[0]?.[1] === 0 ? sizes : [[sizes[0]![0], 0], ...sizes];
}

function imageOf({ spec }: StoredReplicaSet): string {
  return spec.template?.spec?.containers?.[0]?.image ?? "";
}

function row(table: string, name: string): number[] {
  const line = table.split("\n").find((text) => text.trim().startsWith(name));
  return (line ?? "").trim().split(/\s+/).slice(1).map(Number);
}
