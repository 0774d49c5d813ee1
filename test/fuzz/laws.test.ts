import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace, Version } from "../../engine/rehearsal/trace.ts";
import { rollout } from "../support/simulations.ts";
import { nodesHold, podsStay, rolloutsStayBounded, timeGoesOn } from "./laws.ts";

const trace = simulate(rollout({ replicas: 4, maxSurge: 1 }));

/** The trace with the objects of one kind put otherwise. */
function withOther(kind: string, other: (object: never, i: number) => object): Trace {
  const put = (version: Version, i: number): Version =>
    version.object?.kind === kind ? ({ ...version, object: other(version.object as never, i) } as Version) : version;
  return { ...trace, versions: trace.versions.map(put) };
}

for (const [law, holds, broken] of [
  ["time goes on", timeGoesOn, { ...trace, versions: trace.versions.toReversed() }],
  ["a pod stays on its node", podsStay, withOther("Pod", (pod: { spec: object }, i) => ({ ...pod, spec: { ...pod.spec, nodeName: `n${i}` } }))],
  ["a node holds its pods", nodesHold, withOther("Node", (node: object) => ({ ...node, status: { allocatable: { cpu: "100m", pods: "9" } } }))],
  [
    "a rollout stays within its surge",
    rolloutsStayBounded,
    withOther("Deployment", (one: { spec: object }) => ({ ...one, spec: { ...one.spec, replicas: 3 } })),
  ],
] as const)
  test(`${law}, and a trace in which it does not is caught`, () => {
    holds(trace);
    assert.throws(() => holds(broken));
  });
