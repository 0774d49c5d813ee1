import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { en } from "../../engine/words/en.ts";
import { ko } from "../../engine/words/ko.ts";
import { listSentences } from "../support/sentences.ts";
import type { Command } from "../../engine/core/command.ts";
import type { Step } from "../../engine/rehearsal/script.ts";
import { LockStep } from "../../server/ask/lockStep.ts";
import { freshStage } from "../../engine/rehearsal/script/stage.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Why } from "../../engine/core/why.ts";
import { start } from "../support/rollouts.ts";
import { node, rollout } from "../support/simulations.ts";

const recordings = join(import.meta.dirname, "../conformance/rollout");

/** One reason of each rule that comes up in the recorded scripts and in some rehearsals that fail. */
function reasonsGiven(): Map<string, Why> {
  const given = new Map<string, Why>();
  const hear = (why: Why | undefined): void => void (why && why.rule !== "asked" && given.set(why.rule, why));
  for (const file of readdirSync(recordings)) {
    for (const line of readFileSync(join(recordings, file), "utf8").trim().split("\n")) {
      const { steps, nodes = [{ name: "n1" }] } = JSON.parse(line) as { steps: Step[]; nodes?: { name: string }[] };
      const play = new LockStep(freshStage(start, 1));
      play.stage.plane.witness({ performed: (command: Command) => hear("why" in command ? command.why : undefined) });
      for (const addNode of nodes) play.play({ addNode });
      for (const step of steps) play.play(step);
    }
  }
  const troubles = [
    rollout({ replicas: 2 }, { script: [{ at: 0, step: { stuck: "web#2" } }] }),
    rollout({ replicas: 2 }, { cluster: [node("n1", { cpu: "110m" })] }),
    rollout({ replicas: 2 }, { kubelet: { faults: [{ of: "web#2", is: "crash", afterMillis: 1000 }] } }),
    rollout({ replicas: 2 }, { kubelet: { faults: [{ of: "web#2", is: "never-ready" }] } }),
    rollout({ replicas: 2 }, { script: [{ at: 1000, step: { pause: "web" } }] }),
    rollout({ replicas: 2 }, { syncs: 60 }),
  ];
  for (const scenario of troubles) {
    const { actions, outcome } = simulate(scenario);
    for (const { why } of actions) hear(why);
    if (outcome.is !== "complete") hear(outcome.why);
  }
  return given;
}

listSentences({ en, ko });

test("every reason that comes up tells the numbers that its sentence names", () => {
  for (const { rule, numbers } of reasonsGiven().values()) {
    for (const [, name] of en[rule].matchAll(/\{(\w+)\}/g)) assert.ok(Object.hasOwn(numbers, name!), `${rule} does not tell {${name}}: ${en[rule]}`);
  }
});
