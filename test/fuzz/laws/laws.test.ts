import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import type { Trace, Version } from "../../../engine/rehearsal/trace.ts";
import { daemonSet, job, statefulSet } from "../../support/rollouts.ts";
import { deployment, node } from "../../support/simulations.ts";
import type { Law } from "./law.ts";
import { nodesHold, requested } from "./nodes.ts";
import { endsLast, podsStay, readyPodsRun, restartsCount } from "./pods.ts";
import { budgetsAreKept, endpointsAreReady } from "./services.ts";
import { timeGoesOn } from "./time.ts";
import { verdictsAreHonest } from "./verdict.ts";
import { daemonsStayAlone, jobsStayBounded, orderIsKept, readyCountsAreTrue, rolloutsStayBounded } from "./workloads.ts";

const selector = { app: "web" };
const after = [
  deployment(1, { replicas: 4, maxSurge: 1 }),
  statefulSet("db", 1, { replicas: 2 }),
  daemonSet("agent", 1),
  job("pi", { completions: 1 }),
  { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { selector, ports: [{ port: 80 }] } },
  { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web" }, spec: { minAvailable: 3, selector: { matchLabels: selector } } },
];
const script = [{ at: 60_000, step: { evict: { owner: "web#1" } } }];
const trace = simulate({ cluster: [node("n1"), node("n2")], before: [], after, script });

type Part = (object: never, i: number) => object;

/** The trace with the objects of one kind put otherwise. */
function withOther(kind: string, other: Part): Trace {
  const put = (version: Version, i: number): Version =>
    version.object?.kind === kind ? ({ ...version, object: other(version.object as never, i) } as Version) : version;
  return { ...trace, versions: trace.versions.map(put) };
}

const spec =
  (change: (i: number) => object): Part =>
  (one: { readonly spec: object }, i) => ({ ...one, spec: { ...one.spec, ...change(i) } });
const status =
  (change: (i: number) => object): Part =>
  (one: { readonly status: object }, i) => ({ ...one, status: { ...one.status, ...change(i) } });
const restarted = (i: number): object => ({ containerStatuses: [{ name: "app", restartCount: -i }] });
const crashLooping = { name: "app", state: { waiting: { reason: "CrashLoopBackOff" } } };
const unready: Part = status(() => ({ conditions: [] }));

const broken: readonly (readonly [string, Law, Trace])[] = [
  ["time goes on", timeGoesOn, { ...trace, versions: trace.versions.toReversed() }],
  [
    "a pod stays on its node",
    podsStay,
    withOther(
      "Pod",
      spec((i) => ({ nodeName: `n${i}` })),
    ),
  ],
  [
    "a pod that has ended stays so",
    endsLast,
    withOther(
      "Pod",
      status((i) => ({ phase: i % 2 ? "Failed" : "Running" })),
    ),
  ],
  ["restarts never become fewer", restartsCount, withOther("Pod", status(restarted))],
  [
    "a ready pod runs",
    readyPodsRun,
    withOther(
      "Pod",
      status(() => ({ podIP: undefined })),
    ),
  ],
  [
    "a node holds its pods",
    nodesHold,
    withOther(
      "Node",
      status(() => ({ allocatable: { cpu: "100m", pods: "9" } })),
    ),
  ],
  [
    "a rollout stays within its surge",
    rolloutsStayBounded,
    withOther(
      "Deployment",
      spec(() => ({ replicas: 2 })),
    ),
  ],
  ["what is counted as ready is ready", readyCountsAreTrue, withOther("Pod", unready)],
  [
    "a DaemonSet has one pod on a node",
    daemonsStayAlone,
    withOther(
      "Pod",
      spec(() => ({ nodeName: "n1" })),
    ),
  ],
  ["a StatefulSet keeps its order", orderIsKept, withOther("Pod", unready)],
  [
    "a Job does what it is asked for",
    jobsStayBounded,
    withOther(
      "Job",
      spec(() => ({ completions: 0, parallelism: 0 })),
    ),
  ],
  ["endpoints are ready pods", endpointsAreReady, withOther("Pod", unready)],
  [
    "an eviction leaves what the budget wants",
    budgetsAreKept,
    withOther(
      "PodDisruptionBudget",
      spec(() => ({ minAvailable: 4 })),
    ),
  ],
  [
    "a verdict is honest",
    verdictsAreHonest,
    withOther(
      "Pod",
      status(() => ({ containerStatuses: [crashLooping] })),
    ),
  ],
];

for (const [law, holds, bad] of broken)
  test(`${law}, and a trace in which it does not is caught`, () => {
    holds(trace);
    assert.throws(() => holds(bad), assert.AssertionError);
  });

test("a pod takes the most that runs in it at a time, with its overhead", () => {
  const container = (cpu: string, more: object = {}): object => ({ name: cpu, resources: { requests: { cpu } }, ...more });
  const cpuOf = (spec: object): number => requested({ spec, status: {} } as unknown as StoredPod, "cpu");
  const sidecar = container("300m", { restartPolicy: "Always" });
  const containers = [container("500m")];
  assert.equal(cpuOf({ containers }), 500);
  assert.equal(cpuOf({ containers, initContainers: [sidecar] }), 800);
  assert.equal(cpuOf({ containers, initContainers: [container("900m"), sidecar] }), 900);
  assert.equal(cpuOf({ containers, initContainers: [sidecar, container("900m")] }), 1200);
  assert.equal(cpuOf({ containers, overhead: { cpu: "50m" } }), 550);
  assert.equal(cpuOf({ containers, resources: { requests: { cpu: "2" } }, overhead: { cpu: "50m" } }), 2050);
});
