import assert from "node:assert/strict";
import fc from "fast-check";
import { causesOfQuestion } from "../../engine/incoming/questions.ts";
import { readPanelState } from "../../engine/incoming/panelState.ts";
import { readScenario } from "../../engine/incoming/scenarioFile.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { inEnglish } from "../../api/words/english.ts";
import { panelState } from "../../schemas/files/panelState.ts";
import { questions } from "../../schemas/files/questions.ts";
import { trace } from "../../schemas/files/trace.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { openedTrace } from "../../client/preview/openedTrace.ts";
import { momentAt } from "../../client/preview/story/moment.ts";
import { deployment, node } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { oddOnes } from "./values/objects.ts";
import { ofSchema } from "./values/ofSchema.ts";
import { afterEdit, textEdits } from "./values/texts.ts";

const saved = writeTrace(simulate({ cluster: [node("n1")], before: [], after: [deployment(1, { replicas: 1 })], script: [] }));
const value = fc.oneof(
  { weight: 4, arbitrary: oddOnes(JSON.parse(saved)) },
  ...[panelState, trace, ...Object.values(questions)].map((schema) => ofSchema(schema, "with misfits")),
  fc.jsonValue({ maxDepth: 4 }),
);

/** What comes in as data, as the page, a saved trace or a question: it is taken whole, or refused with a sentence. */
export const messages = fuzzer("messages", 300, fc.tuple(value, fc.array(textEdits, { maxLength: 2 })), ([data, edits]) => {
  const kept = readPanelState(data);
  assert.deepEqual(readPanelState(kept), kept, "what was kept is kept again");
  for (const kind of [...Object.keys(questions), "__proto__", "nothing"])
    for (const { message } of causesOfQuestion(kind, data)) assert.match(inEnglish(message), /[.!?)]$/);
  readScenario(data);
  for (const text of [JSON.stringify(data), edits.reduce(afterEdit, saved)]) {
    const opened = openedTrace(text, "en");
    if ("problem" in opened) assert.match(opened.problem, /[.!?)]$/);
    else for (const at of [opened.trace.from, opened.trace.to]) momentAt(opened.story, at);
    assert.ok(text !== saved || "story" in opened);
  }
});
