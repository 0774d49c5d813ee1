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
