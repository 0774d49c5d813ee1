import assert from "node:assert/strict";
import { test } from "node:test";
import { refused } from "../../../../client/preview/state/problemOf.ts";
import { wordsOf } from "../../../../client/preview/words/words.ts";

const refusal = { uri: "file:///shop/job.yaml", document: 0, kind: "Job", name: "migrate", line: 4, message: "name is missing." };

test("a line of another file than the one that is shown is said with the file's name", () => {
  const told = (shown: string, language = "en") => refused(refusal, shown, wordsOf(language));
  assert.equal(told("file:///shop/job.yaml"), "Line 5, Job migrate: name is missing.");
  assert.equal(told("file:///shop/web.yaml"), "job.yaml, line 5, Job migrate: name is missing.");
  assert.equal(told("file:///shop/web.yaml", "ko"), "job.yaml 5행, Job migrate: name is missing.");
});

test("an object without a name is called by its kind", () =>
  assert.equal(refused({ ...refusal, name: "" }, refusal.uri, wordsOf("en")), "Line 5, Job: name is missing."));
