import assert from "node:assert/strict";
import { test } from "node:test";
import { openedTrace } from "../../../client/preview/openedTrace.ts";
import { writeTrace } from "../../../engine/incoming/trace.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { rollout } from "../../support/simulations.ts";

const saved = writeTrace(simulate(rollout({ replicas: 1 })));

test("a saved trace is opened with its story", () => {
  const opened = openedTrace(saved, "en");
  assert.ok("story" in opened && opened.story.steps.length > 0);
});

test("a fault of ours in telling the story of an unchanged trace is not blamed on the file", () => {
  const trace = { ...simulate(rollout({ replicas: 1 })), versions: [] };
  assert.throws(() => openedTrace(writeTrace(trace), "en"));
});

for (const [what, text, says] of [
  ["no JSON", saved.slice(0, 100), "The text is not JSON."],
  ["another file", "{}", "from: from is missing."],
  ["a trace without the versions that it speaks of", JSON.stringify({ ...(JSON.parse(saved) as object), versions: [] }), /^Its parts do not fit/],
] as const)
  test(`${what} is refused in a sentence`, () => {
    const opened = openedTrace(text, "en");
    assert.ok("problem" in opened);
    if (typeof says === "string") assert.equal(opened.problem, says);
    else assert.match(opened.problem, says);
  });
