import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Step } from "../../engine/rehearsal/script.ts";
import { decisionOf } from "../../engine/rehearsal/decisionOf.ts";
import { opening, type Scenario, simulate, Simulation } from "../../engine/rehearsal/simulate.ts";
import type { SimulationState } from "../../engine/rehearsal/simulationState.ts";
import { daemonSet, statefulSet } from "../support/rollouts.ts";
import { deployment, node, rollout } from "../support/simulations.ts";

const shape = { replicas: 4, maxSurge: 1, maxUnavailable: 1 };

test("a rollout completes, and every step says why and where", () => {
  const trace = simulate(rollout(shape));
  assert.equal(trace.outcome.is, "complete");
  const steps = trace.actions.filter(({ by, what }) => by === "deployment-controller" && what.is === "scale");
  assert.ok(steps.length > 0);
  for (const { why } of steps) assert.equal(why.fields[0]?.object.name, "web");
});

test("an image that cannot be pulled: never completes, and says which line to change", () => {
  const { outcome } = simulate(rollout(shape, { script: [{ at: 0, step: { stuck: "web#2" } }] }));
  assert.ok(outcome.is === "stuck");
  assert.equal(outcome.why.rule, "stuck-image");
  assert.equal(outcome.why.fields[0]?.field, "spec.template.spec.containers[0].image");
});

test("no room: says how many pods wait, and the scheduler's own words", () => {
  const { outcome } = simulate(rollout({ ...shape, maxUnavailable: 0 }, { cluster: [node("n1", { cpu: "220m" })] }));
  assert.ok(outcome.is === "stuck");
  assert.ok(outcome.why.rule === "stuck-unschedulable");
  assert.equal(outcome.why.numbers.reasons, "1 Insufficient cpu");
});

test("a crash loop has an end: the rollout gives up at its deadline", () => {
  const kubelet = { faults: [{ of: "web#2", is: "crash", afterMillis: 3000 } as const] };
  const { outcome, from, to } = simulate(
    rollout(shape, { kubelet, after: [deployment(2, shape, { progressDeadlineSeconds: 60, minReadySeconds: 5 })] }),
  );
  assert.ok(outcome.is === "stuck");
  assert.equal(outcome.why.rule, "stuck-crashing");
  assert.ok(to - from < 300_000);
});

test("a deadline that comes too early stops nothing: the pods get ready later", () => {
  const kubelet = { faults: [{ of: "web#2", is: "slow", warmUpMillis: 90_000 } as const] };
  const trace = simulate(rollout(shape, { kubelet, after: [deployment(2, shape, { progressDeadlineSeconds: 60 })] }));
  assert.equal(trace.outcome.is, "complete");
  assert.ok(trace.to - trace.from > 90_000);
});

test("pods that fail after the deadline of a Deployment that was complete cost it a few syncs", () => {
  const container = { name: "app", image: "busybox", command: ["sleep", "90"] };
  const web = deployment(1, shape, { progressDeadlineSeconds: 60, pod: { containers: [container] } });
  assert.ok(opening({ cluster: [node("n1")], before: [web], after: [], script: [] }).stage.plane.syncs < 1000);
});

test("what never ends is watched for a while: a CronJob", () => {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a" }] } };
  const cron = {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "c" },
    spec: { schedule: "* * * * *", jobTemplate: { spec: { template } } },
  };
  const { from, to, actions } = simulate({ cluster: [node("n1")], before: [], after: [cron], script: [] });
  assert.ok(to - from >= 600_000 && to - from < 700_000);
  assert.ok(actions.filter(({ about, what }) => about.kind === "Job" && what.is === "create").length >= 10);
});

test("a rollout that takes hours goes on for as long as pods get ready", () => {
  const slow = { minReadySeconds: 1200, progressDeadlineSeconds: 3600 };
  const { outcome, from, to } = simulate(rollout(shape, { after: [deployment(2, { ...shape, maxSurge: 0 }, slow)] }));
  assert.equal(outcome.is, "complete");
  assert.ok(to - from > 3_600_000);
});

test("bounds on virtual time and on looks cut it short, with a word", () => {
  const script = [{ at: 60_000, step: { pause: "web" } }];
  const late = simulate(rollout(shape, { script, lasts: 5000 })).outcome;
  assert.ok(late.is === "cut" ? late.bound === "time" : late.is === "stuck");
  const looked = simulate(rollout(shape, { syncs: 60 })).outcome;
  assert.ok(looked.is === "cut" && looked.bound === "events");
});

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 8 }),
    maxSurge: fc.integer({ min: 1, max: 3 }),
    minReadySeconds: fc.constantFrom(0, 5),
    seed: fc.integer({ min: 1, max: 1000 }),
    scaleAt: fc.integer({ min: 0, max: 40_000 }),
    scaled: fc.constantFrom("Deployment", "StatefulSet"),
    to: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ replicas, maxSurge, minReadySeconds, seed, scaleAt, scaled, to }) => {
    const version = (number: number) => [
      deployment(number, { replicas, maxSurge, maxUnavailable: 1 }),
      statefulSet("web", number, { replicas, minReadySeconds }),
      daemonSet("agent", number, { minReadySeconds }),
    ];
    const script = [{ at: scaleAt, step: { scale: { kind: scaled, name: "web", replicas: to } } }];
    return { cluster: [node("n1"), node("n2")], before: version(1), after: version(2), script, seed };
  });

test("same seed, same trace, byte for byte", () =>
  fc.assert(
    fc.property(scenarios, (scenario) => assert.equal(JSON.stringify(simulate(scenario)), JSON.stringify(simulate(scenario)))),
    { numRuns: 10 },
  ));

test("cut in two and resumed equals the whole", () =>
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 0, max: 60_000 }), (scenario, at) => {
      const whole = simulate(scenario);
      const first = new Simulation(scenario);
      first.run(whole.from + at);
      const second = new Simulation(scenario, JSON.parse(JSON.stringify(first.state())) as SimulationState);
      second.run();
      assert.equal(JSON.stringify(second.trace()), JSON.stringify(whole));
    }),
    { numRuns: 15 },
  ));

test("a rehearsal in which there is nothing yet begins once", () => {
  const scenario = { cluster: [], before: [], after: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "no name" } }], script: [] };
  const first = new Simulation(scenario);
  first.run(simulate(scenario).from);
  const second = new Simulation(scenario, first.state());
  second.run();
  assert.deepEqual(second.trace(), simulate(scenario));
});

test("one opening serves every edit", () => {
  const opened = opening(rollout(shape));
  for (const replicas of [3, 4, 3]) {
    const scenario = rollout(shape, { after: [deployment(2, { ...shape, replicas })] });
    const simulation = new Simulation(scenario, opened);
    simulation.run();
    assert.deepEqual(simulation.trace(), simulate(scenario));
  }
});

test("what the scheduler thought can be asked afterwards, and is what it did", () => {
  const trace = simulate(rollout({ replicas: 6 }, { cluster: [node("n1"), node("n2"), node("n3", { cpu: "100m" })] }));
  assert.ok(trace.placements.length > 0);
  for (const placement of trace.placements) {
    const decision = decisionOf(trace, placement);
    assert.ok(decision.is === "placed" && placement.decision.is === "placed");
    assert.equal(decision.node, placement.decision.node);
    assert.ok((decision.scores?.nodes.length ?? 0) > 0);
  }
});

test("whatever is typed, a rehearsal ends", () =>
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (spec, value, step) => {
      const odd = deployment(2, { replicas: 2 }, { minReadySeconds: value, strategy: value });
      const scenario = { cluster: [node("n1"), spec], before: [], after: [spec, { ...odd, spec }, odd], script: [{ at: 1000, step: step as Step }] };
      assert.ok(simulate({ ...scenario, lasts: 60_000 }).outcome.at > 0);
    }),
    { numRuns: 60 },
  ));

/** A map that cannot be made a text: its keys hide what every map has. */
const noText = { toString: "x", valueOf: "y" };

for (const [what, more] of Object.entries({
  "a load": { script: [{ at: 0, step: { metrics: { web: [noText, 100] } } }] },
  "the kind of an object that asks for a name": { before: [{ apiVersion: "v1", kind: noText, metadata: { generateName: "web-" } }] },
  "a namespace": { applies: "server" as const, after: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: noText } }] },
  "a specification": { after: [{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web" } }] },
  "an owner": { after: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "web", ownerReferences: "web" } }] },
  "a name in a patch": { script: [{ at: 0, step: { patch: { kind: "Deployment", name: "web", patch: { metadata: { name: noText } } } } }] },
  "a name of a storage class": { cluster: [{ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: noText } }] },
}))
  test(`a rehearsal goes on where ${what} is of another type or absent`, () => assert.ok(simulate(rollout(shape, more)).outcome.at > 0));

test("a patch that says no change is no step", () => {
  const step = { patch: { kind: "Deployment", name: "web" } } as unknown as Step;
  assert.deepEqual(simulate(rollout(shape, { script: [{ at: 0, step }] })), simulate(rollout(shape)));
});

test("another tag changes no duration: what happens when is as it was", () => {
  const course = (tag: string) => {
    const edited = JSON.parse(JSON.stringify(deployment(2, shape)).replace("app:2", `app:${tag}`)) as object;
    const cluster = ["a", "b", "c"].map((name) => node(name));
    const { actions, from } = simulate(rollout(shape, { cluster, after: [edited] }));
    return actions.map(({ at, what }) => `${at - from} ${what.is}`);
  };
  for (const tag of ["1.29", "1.28-alpine", "latest"]) assert.deepEqual(course(tag), course("2"));
});
