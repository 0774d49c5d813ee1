import assert from "node:assert/strict";
import { test } from "node:test";
import { play } from "../../../server/ask/console.ts";

/** What each command of a session printed. */
function printed(...commands: readonly string[]): string[] {
  const { steps } = play({ id: "x", steps: commands.flatMap((kubectl) => [{ kubectl }, { ticks: 3 }]) });
  return steps.flatMap((step) => ("stdout" in step ? step.stdout : []));
}

test("pods keep their owner when a label is added, whatever else has a hash in its name", () => {
  const [, , , , , pods, described] = printed(
    "create deployment web --image=nginx --port=80 --replicas=2",
    "create deployment other --image=redis",
    "expose deployment web",
    "expose deployment other --port=6379",
    "label pods --all tier=front",
    "get pods -o name",
    "describe rs web-<1>",
  );
  assert.equal(pods, "pod/other-<1>-<a>\npod/web-<1>-<a>\npod/web-<1>-<b>\n");
  assert.match(described!, /^Name: +web-<1>\n[^]*Controlled By: +Deployment\/web\n/);
});

test("from the tenth on, events of a kind are one that says the last", () => {
  const scaled = Array.from({ length: 12 }, (_, i) => `scale deployment web --replicas=${i + 2}`);
  const described = printed("create deployment web --image=nginx", ...scaled, "describe deployment web").at(-1)!;
  const events = described.split("\n").filter((line) => line.includes("ScalingReplicaSet"));
  assert.equal(events.length, 10);
  assert.match(events.at(-1)!, /\(x4 over .*\(combined from similar events\): Scaled up replica set web-<1> from 12 to 13$/);
});

test("pods that one step made have their letters in the order of their nodes", () => {
  const { steps } = play({
    id: "x",
    nodes: [{ name: "n1" }, { name: "n2" }],
    steps: [{ kubectl: "create deployment web --image=nginx --replicas=4" }, { ticks: 4 }, { kubectl: "get pods -o wide --no-headers" }],
  });
  const rows = (steps[2] as { stdout: string }).stdout.trim().split("\n");
  assert.deepEqual(
    rows.map((row) => /-(<\w>) .* (n\d) /.exec(row)?.slice(1).join(" ")),
    ["<a> n1", "<b> n1", "<c> n2", "<d> n2"],
  );
});
