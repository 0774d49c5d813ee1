/**
 * How fast rollouts are simulated. What runs before the rollout has had its time already. Of several runs the best counts, since what else a machine
 * does only adds.
 * Run it alone: `node --expose-gc test/bench/rollout.ts`; with `--against FOLDER` it compares the processor time with that of another checkout.
 */
import { parseArgs } from "node:util";
import { type Scenario, Simulation } from "../../engine/rehearsal/simulate.ts";
import { daemonSet, statefulSet } from "../support/rollouts.ts";
import { deployment, node } from "../support/simulations.ts";
import { compare } from "./against.ts";
import { below } from "./report.ts";

interface Run {
  readonly millis: number;
  /** Versions of objects that the trace holds beyond those of the start. */
  readonly events: number;
  /** Bytes of memory that the trace takes. */
  readonly bytes: number;
}

/** Rolls workloads from one version to the next. */
function rollout(nodes: number, version: (number: number) => readonly object[]): Scenario {
  return { cluster: Array.from({ length: nodes }, (_, i) => node(`n${i}`)), before: version(1), after: version(2), script: [] };
}

/** Deployments of so many replicas each. */
function rollouts(deployments: number, replicas: number, nodes: number): Scenario {
  return rollout(nodes, (version) => Array.from({ length: deployments }, (_, i) => deployment(version, { replicas }, { name: `web-${i}` })));
}

function run(scenario: Scenario): Run {
  const simulation = new Simulation(scenario);
  globalThis.gc?.();
  const [memory, from] = [process.memoryUsage().heapUsed, performance.now()];
  simulation.run();
  const millis = performance.now() - from;
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - memory;
  const { versions, from: start, outcome } = simulation.trace();
  if (outcome.is !== "complete") throw new Error(`The rollout ended ${outcome.is}.`);
  return { millis, events: versions.filter(({ at }) => at > start).length, bytes };
}

/** The best of several runs. */
function best(scenario: Scenario, times: number): Run {
  return Array.from({ length: times }, () => run(scenario)).reduce((a, b) => (b.millis < a.millis ? b : a));
}

/** The exponent that fits best: 1 where the second grows in proportion to the first. */
function growth(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  return mean(logs.map(([x, y]) => (x - mx) * (y - my))) / mean(logs.map(([x]) => (x - mx) ** 2));
}

/** How time and memory grow with the events of ever larger rollouts. */
function linear(of: string, sizes: readonly Scenario[]): void {
  const runs = sizes.map((size) => best(size, 3));
  below(`${of}: time by events, exponent of a log-log fit`, growth(runs.map(({ events, millis }) => [events, millis])), 1.2, "");
  below(`${of}: memory by events, the same`, growth(runs.map(({ events, bytes }) => [events, bytes])), 1.2, "");
}

const parallel = { podManagementPolicy: "Parallel" };
const tenth = { updateStrategy: { rollingUpdate: { maxUnavailable: "10%" } } };

/** A rollout of Deployments without a probe: nothing is asked of their pods. */
function plain(deployments: number, replicas: number, nodes: number): Scenario {
  return rollout(nodes, (version) =>
    Array.from({ length: deployments }, (_, i) => {
      const { spec, ...rest } = deployment(version, { replicas }, { name: `web-${i}` });
      const containers = spec.template.spec.containers.map(({ readinessProbe: _, ...container }) => container);
      return { ...rest, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } } };
    }),
  );
}

const { against } = parseArgs({ options: { against: { type: "string" } } }).values;
if (against === undefined) {
  best(rollouts(20, 10, 10), 5);
  below("a rollout of 1,000 replicas", best(rollouts(1, 1000, 10), 20).millis, 150, "ms");
  below("100 Deployments of 30 replicas on 100 nodes", best(rollouts(100, 30, 100), 12).millis, 1000, "ms");
  linear(
    "Deployments",
    [25, 50, 100, 200, 400].map((count) => rollouts(count, 10, 50)),
  );
  linear(
    "a StatefulSet",
    [50, 100, 200, 400].map((replicas) => rollout(50, (version) => [statefulSet("db", version, { replicas, ...parallel })])),
  );
  linear(
    "a DaemonSet",
    [250, 500, 1000, 2000].map((nodes) => rollout(nodes, (version) => [daemonSet("agent", version, tenth)])),
  );
} else {
  const scenarios = {
    "1,000 replicas": rollouts(1, 1000, 10),
    "1,000 replicas without a probe": plain(1, 1000, 10),
    "100 Deployments of 30 replicas": rollouts(100, 30, 100),
    "the same without a probe": plain(100, 30, 100),
    "a Parallel StatefulSet of 400": rollout(50, (version) => [statefulSet("db", version, { replicas: 400, ...parallel })]),
    "a DaemonSet on 1,000 nodes": rollout(1000, (version) => [daemonSet("agent", version, tenth)]),
  };
  await compare(against, scenarios, 1.2);
}
