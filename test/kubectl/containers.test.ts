import assert from "node:assert/strict";
import { test } from "node:test";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import { Simulation, simulate } from "../../engine/rehearsal/simulate.ts";
import { Console, type Reply } from "../../kubectl/rehearsal/console.ts";
import { node } from "../support/simulations.ts";

function pod(name: string, ...containers: readonly (readonly [string, string])[]) {
  const metadata = { name, labels: { app: name } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    spec: { containers: containers.map(([of, script]) => ({ name: of, image: "busybox:1.37", command: ["sh", "-c", script] })) },
  };
}

const clock = pod("clock", ["main", "while true; do echo tick; sleep 10; done"]);
const crash = pod("crash", ["main", "echo starting; sleep 2; echo dying; exit 3"]);
const two = pod("two", ["main", "echo one; sleep 600"], ["side", "echo side > /tmp/x; echo another; sleep 600"]);
const web = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "nginx:1.29" }] } },
  },
};
const script: readonly TimedStep[] = [{ at: 30_000, step: { metrics: { web: { cpu: 120, memory: 64 } } } }];
const trace = simulate({ cluster: [node("n1")], before: [], after: [clock, crash, two, web], script });

function ask(line: string, after: number): Reply {
  return new Console(trace, { script }).run(line, trace.from + after);
}

test("logs print what each container's process has printed by then, in this run and in the one before", () => {
  assert.equal(ask("logs clock", 28_000).stdout, "tick\n".repeat(3));
  assert.equal(ask("logs clock --tail=1", 28_000).stdout, "tick\n");
  assert.match(ask("logs clock --timestamps --tail=1", 28_000).stdout, /^2026-01-05T09:00:2\d\.000000000Z tick\n$/);
  assert.equal(ask("logs crash --previous", 60_000).stdout, "starting\ndying\n");
  assert.equal(ask("logs two --all-containers --prefix", 28_000).stdout, "[pod/two/main] one\n[pod/two/side] another\n");
  assert.equal(ask("logs -l app=clock --tail=2", 60_000).stdout, "tick\ntick\n");
});

test("logs -f goes on along the rehearsal, until the container's run is over", () => {
  assert.equal(ask("logs crash -f", 5500).stdout, "starting\ndying\n");
  const { stdout, now } = ask("logs clock -f", 28_000);
  assert.ok(stdout.length > "tick\n".length * 4);
  assert.equal(now, trace.to);
});

test("exec runs a command in the container as its process left it", () => {
  assert.equal(ask("exec two -c side -- cat /tmp/x", 28_000).stdout, "side\n");
  assert.equal(ask("exec two -c side -- sh -c 'echo hi | wc -l'", 28_000).stdout, "1\n");
  const { stderr, code } = ask("exec clock -- ps", 28_000);
  assert.deepEqual([code, stderr.startsWith('error: a rehearsal does not know the output of "ps"')], [1, true]);
});

test("top prints the values in the scenario, and says so", () => {
  assert.equal(ask("top pods", 10_000).stderr, "error: Metrics API not available\n");
  const { stdout, stderr } = ask("top pods", 40_000);
  assert.match(stdout, /^NAME +CPU\(cores\) +MEMORY\(bytes\)\nweb-\S+ +120m +64Mi\n$/);
  assert.match(stderr, /the values in the scenario/);
  assert.match(ask("top nodes", 40_000).stdout, /^n1 +120m/m);
});

test("a delete that waits takes as long as the pod needs to end, and a watch shows the pod once more when it is gone", () => {
  const scenario = { cluster: [node("n1")], before: [], after: [pod("slow", ["main", "trap 'sleep 5; exit 0' TERM; sleep 600 & wait"])], script: [] };
  const calm = simulate(scenario);
  const stageAt = (at: number) => {
    const simulation = new Simulation(scenario);
    simulation.run(at);
    return simulation.state().stage;
  };
  const { stdout, now, steps } = new Console(calm, { stageAt }).run("delete pod slow", calm.to);
  assert.equal(stdout, 'pod "slow" deleted from default namespace\n');
  assert.ok(now - calm.to >= 5000, String(now - calm.to));
  assert.equal(steps.length, 1);
  const leaving = simulate({ ...scenario, script: [{ at: 20_000, step: { delete: { kind: "Pod", name: "slow" } } }] });
  const watched = new Console(leaving).run("get pods -w --no-headers", leaving.from + 19_000).stdout;
  assert.deepEqual(watched.match(/Running|Terminating|Completed/g)?.slice(0, 2), ["Running", "Terminating"]);
  assert.ok(watched.split("\n").length > 3, watched);
});
