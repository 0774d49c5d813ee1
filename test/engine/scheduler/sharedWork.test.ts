import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KubernetesObject } from "../../../api/object.ts";
import type { Pod } from "../../../schemas/generated/types.ts";
import { node, pod, schedulerOf } from "./clusters.ts";

const zoneKey = "topology.kubernetes.io/zone";
const hostKey = "kubernetes.io/hostname";

const nodes = fc
  .array(
    fc.record({
      zone: fc.option(fc.constantFrom("a", "b", "c")),
      disk: fc.option(fc.constantFrom("ssd", "hdd")),
      cpu: fc.constantFrom("1", "2", "4"),
      pods: fc.constantFrom("2", "5", "110"),
      taint: fc.option(fc.constantFrom("NoSchedule", "PreferNoSchedule")),
      unschedulable: fc.boolean().map((is) => is || undefined),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ zone, disk, cpu, pods, taint, unschedulable }, i) =>
      node(`n${i}`, {
        labels: { ...(zone && { [zoneKey]: zone }), ...(disk && { disk }) },
        allocatable: { cpu, pods },
        ...(taint && { taints: [{ key: "k", effect: taint }] }),
        unschedulable,
      }),
    ),
  );

const apps = fc.constantFrom("web", "api", "db");
const term = fc.record({ topologyKey: fc.constantFrom(zoneKey, hostKey), labelSelector: apps.map((app) => ({ matchLabels: { app } })) });
const terms = fc.record(
  {
    requiredDuringSchedulingIgnoredDuringExecution: fc.array(term, { maxLength: 2 }),
    preferredDuringSchedulingIgnoredDuringExecution: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 100 }), podAffinityTerm: term }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
);
const spread = fc.record({
  topologyKey: fc.constantFrom(zoneKey, hostKey, "disk"),
  maxSkew: fc.integer({ min: 1, max: 3 }),
  whenUnsatisfiable: fc.constantFrom("DoNotSchedule", "ScheduleAnyway"),
  labelSelector: apps.map((app) => ({ matchLabels: { app } })),
  nodeTaintsPolicy: fc.constantFrom("Honor", "Ignore"),
});

const preferSsd = { weight: 20, preference: { matchExpressions: [{ key: "disk", operator: "In", values: ["ssd"] }] } };

/** A workload: pods that are all alike, and how many of them come in a row. */
const workload = fc.record(
  {
    app: apps,
    cpu: fc.constantFrom("100m", "500m", "1"),
    count: fc.integer({ min: 1, max: 6 }),
    owned: fc.boolean(),
    priority: fc.constantFrom(0, 10),
    affinity: fc.record(
      { podAffinity: terms, podAntiAffinity: terms, nodeAffinity: fc.constant({ preferredDuringSchedulingIgnoredDuringExecution: [preferSsd] }) },
      { requiredKeys: [] },
    ),
    topologySpreadConstraints: fc.array(spread, { maxLength: 2 }),
    tolerations: fc.constantFrom([], [{ operator: "Exists" }]),
    hostPort: fc.constant(8080),
    nodeSelector: fc.constant({ disk: "ssd" }),
  },
  { requiredKeys: ["app", "cpu", "count", "owned"] },
);

function podsOf(workloads: readonly (typeof workload extends fc.Arbitrary<infer T> ? T : never)[]): Pod[] {
  return workloads.flatMap(({ app, cpu, count, owned, hostPort, ...spec }, w) =>
    Array.from({ length: count }, (_, i) => {
      const ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: app, uid: app, controller: true }];
      const container = {
        name: "main",
        image: "app",
        resources: { requests: { cpu } },
        ...(hostPort && { ports: [{ containerPort: 80, hostPort }] }),
      };
      return pod(`${app}-${w}-${i}`, {
        ...(spec as object),
        container,
        metadata: { name: `${app}-${w}-${i}`, labels: { app }, ...(owned && { ownerReferences }) },
      });
    }),
  );
}

const replicaSets: KubernetesObject[] = ["web", "api"].map(
  (app) =>
    ({
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: { name: app, namespace: "default" },
      spec: { selector: { matchLabels: { app } } },
    }) as KubernetesObject,
);

test("equal pods that share their work go exactly where the plain path puts them, in the same words", () => {
  fc.assert(
    fc.property(nodes, fc.array(workload, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(), { maxLength: 4 }), (cluster, workloads, leaving) => {
      const pods = podsOf([...workloads, ...workloads.slice(0, 2)]).map((each, i) => ({ ...each, metadata: { ...each.metadata, name: `p${i}` } }));
      const [plain, shared] = [true, false].map((explain) => schedulerOf([...replicaSets, ...cluster], { explain }));
      for (const [turn, each] of pods.entries()) {
        const [want, got] = [plain!.schedule(each), shared!.schedule(each)];
        assert.equal(got.is, want.is);
        if (want.is === "placed" && got.is === "placed") assert.equal(got.node, want.node);
        if (want.is === "unplaced" && got.is === "unplaced") assert.equal(got.message, want.message);
        const gone = pods[leaving[turn % 7] ?? Infinity];
        if (gone !== undefined) for (const scheduler of [plain!, shared!]) scheduler.remove(gone);
      }
    }),
    { numRuns: 300 },
  );
});
