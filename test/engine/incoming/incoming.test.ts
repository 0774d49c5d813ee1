import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inEnglish } from "../../../api/words/english.ts";
import { readPanelState } from "../../../engine/incoming/panelState.ts";
import { durationOf, millisOf, readScenario, writtenScenario } from "../../../engine/incoming/scenarioFile.ts";
import { readTrace, writeTrace } from "../../../engine/incoming/trace.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";

test("a saved trace is read as it was written", () => {
  const trace = simulate({ cluster: [], before: [], after: [], script: [] });
  const read = readTrace(writeTrace(trace));
  assert.deepEqual("value" in read && read.value, trace);
});

test("what is no trace is refused with its place", () => {
  const trace = simulate({ cluster: [], before: [], after: [], script: [] });
  const read = readTrace(writeTrace({ ...trace, events: [{ at: "now" } as never] }));
  assert.ok("causes" in read);
  const told = read.causes.map(({ path, message }) => `${path.toString()}: ${inEnglish(message)}`);
  assert.ok(told.includes('events[0].at: This must be a number, but is the string "now".'), told.join("\n"));
  assert.ok("causes" in readTrace("[1]"));
});

test("the panel keeps what an earlier page kept, but for what has changed since", () => {
  assert.deepEqual(readPanelState({ speed: 2, tab: "figures", selection: { is: "pod" }, focus: "web" }), { speed: 2, focus: "web" });
  assert.deepEqual(readPanelState("old"), {});
});

test("any duration is written so that it reads the same", () =>
  fc.assert(fc.property(fc.nat({ max: 1e9 }), (millis) => assert.equal(millisOf(durationOf(millis)), millis))));

test("a scenario is read as it was written", () => {
  const scenario = { steps: [{ at: 90_000, step: { scale: { kind: "Deployment", name: "web", replicas: 5 } } }] };
  const written = writtenScenario(scenario);
  assert.deepEqual(written, { steps: [{ at: "1m30s", scale: { kind: "Deployment", name: "web", replicas: 5 } }] });
  assert.deepEqual(readScenario(written), { value: scenario });
  assert.deepEqual(readScenario(scenario.steps), { value: scenario }, "as earlier versions wrote it");
});

test("no value from outside is too odd to be judged", () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = readScenario(value);
      assert.ok("value" in read || read.causes.length > 0);
      readPanelState(value);
    }),
  ));
