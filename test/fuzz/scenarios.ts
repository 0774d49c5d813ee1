import assert from "node:assert/strict";
import fc from "fast-check";
import { inEnglish } from "../../api/words/english.ts";
import { asGithub } from "../../cli/report/github.ts";
import { asJunit } from "../../cli/report/junit.ts";
import { asMarkdown } from "../../cli/report/markdown.ts";
import { asText } from "../../cli/report/text.ts";
import { reportOf } from "../../cli/rehearsing/rehearse.ts";
import { readTrace, writeTrace } from "../../engine/incoming/trace.ts";
import { playable } from "../../engine/rehearsal/planned.ts";
import { opening, type Scenario, simulate, Simulation } from "../../engine/rehearsal/simulate.ts";
import type { SimulationState } from "../../engine/rehearsal/simulationState.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import { findingsOf } from "../../server/rehearsal/run.ts";
import { daemonSet, job, statefulSet } from "../support/rollouts.ts";
import { deployment, node } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { laws } from "./laws/index.ts";
import { rolloutsStayBounded } from "./laws/workloads.ts";
import { hostileNames, oddObjects } from "./values/objects.ts";
import { steps, workloads } from "./values/workloads.ts";

/** The most controller syncs of one rehearsal here: what does not come to rest is cut. */
const syncs = 3000;

const plain = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(5)).map(([version, replicas]) => deployment(version, { replicas })),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(4)).map(([version, replicas]) => statefulSet("db", version, { replicas })),
  fc.integer({ min: 1, max: 3 }).map((version) => daemonSet("agent", version)),
  fc.nat(3).map((completions) => job("pi", { completions })),
);
const manifests = fc.array(fc.oneof({ weight: 4, arbitrary: workloads }, { weight: 2, arbitrary: plain }, oddObjects, plain.chain(renamed)), {
  maxLength: 4,
});
const nodes = fc.array(fc.constantFrom({}, { cpu: "200m" }, { pods: "2" }, { memory: "-1" }), { maxLength: 4 });
/** How the same rehearsal is made once more: from the beginning, from how things stood when it began, or stopped at a time and resumed. */
const again = fc.oneof(fc.constantFrom("fresh" as const, "opened" as const), fc.double({ min: 0, max: 1, noNaN: true }));
const scenario = fc.record({
  nodes,
  before: manifests,
  after: manifests,
  steps: fc.array(steps, { maxLength: 5 }),
  applies: fc.constantFrom("client", "server"),
  seed: fc.nat(9),
  again,
});

function renamed(object: object): fc.Arbitrary<object> {
  return fc.constantFrom(...hostileNames).map((name) => ({ ...object, metadata: { name, labels: { [name]: name }, annotations: { [name]: name } } }));
}

/** Clusters, changes, steps and behaviours: each rehearsal ends within its bound, comes out the same again, and can be judged, saved and printed. */
export const scenarios = fuzzer("scenarios", 60, scenario, ({ nodes: capacities, before, after, steps: all, applies, seed, again: how }) => {
  const { script, kubelet } = playable(all);
  const cluster = capacities.map((capacity, i) => node(`n${i + 1}`, capacity));
  const whole: Scenario = { cluster, before, after, script, kubelet, applies, seed, syncs, lasts: 120_000, kubectl: performLine };
  const trace = simulate(whole);
  for (const holds of laws) holds(trace);
  if (!/replicaset|\brs\b/i.test(JSON.stringify([before, after, script]))) rolloutsStayBounded(trace);
  const saved = writeTrace(trace);
  assert.equal(writeTrace(onceMore(whole, trace, how)), saved, `the same again: ${how}`);
  const read = readTrace(saved);
  assert.deepEqual("causes" in read ? read.causes.map(({ path, message }) => `${path.toString()}: ${inEnglish(message)}`) : [], []);
  isPrinted(trace, findingsOf({ before, after, cluster, script, kubelet }, trace));
});

function onceMore(scenario: Scenario, { from, to }: Trace, how: "fresh" | "opened" | number): Trace {
  if (how === "fresh") return simulate(scenario);
  const second = new Simulation(scenario, how === "opened" ? opening(scenario) : stoppedAt(from + how * (to - from), scenario));
  second.run();
  return second.trace();
}

function stoppedAt(at: number, scenario: Scenario): SimulationState {
  const first = new Simulation(scenario);
  first.run(at);
  return first.state();
}

/** What is printed holds nothing that a terminal or a page would take as its own. */
function isPrinted(trace: Trace, findings: ReturnType<typeof findingsOf>): void {
  const rehearsals = [reportOf("web.yaml", { trace, findings, unread: 0, objects: 1 }, "en")];
  const report = { files: [], rehearsals };
  // oxlint-disable-next-line no-control-regex -- what a terminal obeys
  const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f]/;
  assert.doesNotMatch(asText(report, false), obeyed);
  assert.doesNotMatch(asGithub(report), /^::(?!error|warning|notice|debug|group|endgroup)/m);
  assert.doesNotMatch(asMarkdown(report).replaceAll(/^```text\n[^]*?\n```$/gm, ""), /<(?:img|script)|(?<!\\)\]\(javascript:/);
  assert.doesNotMatch(asJunit(report), /<(?:img|\/?script)/);
  assert.doesNotMatch(rehearsals[0]!.picture(), /<(?:img|script)|NaN|undefined/);
}
