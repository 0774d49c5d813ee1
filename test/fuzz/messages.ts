import assert from "node:assert/strict";
import fc from "fast-check";
import { causesOfQuestion } from "../../engine/incoming/questions.ts";
import { readPanelState } from "../../engine/incoming/panelState.ts";
import { readScenario } from "../../engine/incoming/scenarioFile.ts";
import { readTrace, writeTrace } from "../../engine/incoming/trace.ts";
import { inEnglish } from "../../api/words/english.ts";
import { panelState } from "../../schemas/files/panelState.ts";
import { questions } from "../../schemas/files/questions.ts";
import { trace } from "../../schemas/files/trace.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { storyOf } from "../../client/preview/story/storyOf.ts";
import { momentAt } from "../../client/preview/story/moment.ts";
import { deployment, node } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { ofSchema } from "./values/ofSchema.ts";
import { afterEdit, textEdits } from "./values/texts.ts";

const saved = writeTrace(simulate({ cluster: [node("n1")], before: [], after: [deployment(1, { replicas: 1 })], script: [] }));
const value = fc.oneof(
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
    if (!isJson(text)) continue;
    const read = readTrace(text);
    if ("causes" in read) for (const { message } of read.causes) assert.match(inEnglish(message), /[.!?)]$/);
    else if (text.startsWith('{"versions"') || text === saved) momentAt(storyOf(read.value), read.value.to);
  }
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
