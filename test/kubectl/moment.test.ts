import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { complete } from "../../kubectl/complete/complete.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { runLine } from "../../kubectl/run.ts";
import { deployment, node } from "../support/simulations.ts";

const scenario = { cluster: [node("n1"), node("n2")], before: [deployment(1, { replicas: 3 })], after: [deployment(2, { replicas: 3 })], script: [] };
const trace = simulate(scenario);
const [start, end] = [trace.from, trace.to];
const printed = (line: string, at: number): string => runLine(line, clusterAt(trace, at)).stdout;

test("kubectl sees the cluster as it is at a moment of the rollout", () => {
  assert.match(printed("kubectl get deploy web", end), /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +3\/3 +3 +3 +/);
  assert.equal(printed("k get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'", end), "registry.example/app:2");
  assert.match(printed("get pods -l app=web", start), /Running/);
  assert.match(printed("describe deploy web", end), /ScalingReplicaSet .* deployment-controller +Scaled up replica set web-\w+ from 0 to 1/);
});

test("a command that changes something becomes a step that a rehearsal can take", () => {
  const { stdout, code, steps } = runLine("kubectl scale deployment/web --replicas=5", clusterAt(trace, end));
  assert.deepEqual([stdout, code], ["deployment.apps/web scaled\n", 0]);
  assert.deepEqual(steps, [{ patch: { kind: "Deployment", name: "web", patch: { spec: { replicas: 5 } } } }]);
  const longer = simulate({ ...scenario, script: steps.map((step) => ({ at: 60, step })) });
  assert.match(runLine("get deploy web", clusterAt(longer, longer.to)).stdout, /web +5\/5/);
});

test("a command that the server refuses changes nothing and says what the server says", () => {
  const { stderr, code, steps } = runLine("kubectl scale deployment/nobody --replicas=5", clusterAt(trace, end));
  assert.deepEqual([stderr, code, steps], ['Error from server (NotFound): deployments.apps "nobody" not found\n', 1, []]);
});

test("a watch of an object that is not there ends with an error, whatever it may leave out", () => {
  const { stderr, code } = runLine("get node nobody --ignore-not-found -w", clusterAt(trace, end));
  assert.deepEqual([stderr, code], ['Error from server (NotFound): nodes "nobody" not found\n', 1]);
});

test("what cannot be simulated says so in one sentence", () => {
  for (const line of ["kubectl port-forward deploy/web 8080:80", "kubectl get --raw /metrics", "kubectl get pods | grep web"]) {
    const { stdout, stderr, code } = runLine(line, clusterAt(trace, end));
    assert.deepEqual([stdout, code], ["", 1]);
    assert.match(stderr, /^error: .*a rehearsal .*\n$/);
  }
});

test("completion proposes commands, kinds, names, flags and their values", () => {
  const words = (line: string): readonly string[] => complete(line, line.length, clusterAt(trace, end)).words;
  assert.deepEqual(words("kubectl desc"), ["describe"]);
  assert.deepEqual(words("rollout und"), ["undo"]);
  assert.deepEqual(words("get deploym"), ["deployments"]);
  assert.deepEqual(words("get deploy w"), ["web"]);
  assert.deepEqual(words("rollout status deployment/"), ["web"]);
  assert.deepEqual(words("get pods --sort-"), ["--sort-by"]);
  assert.deepEqual(words("get pods -o ya"), ["yaml"]);
  assert.deepEqual(words("get pods --output=js"), ["json", "jsonpath="]);
  assert.deepEqual(words("drain n"), ["nodes", "n1", "n2"]);
});
