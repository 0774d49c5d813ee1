import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask } from "../../../server/ask/place.ts";

const folder = join(import.meta.dirname, "../../conformance/place");

interface Recorded {
  readonly id: string;
  readonly title?: string;
  readonly decisions: readonly unknown[];
}

/** What a reader of JSON sees: nothing of what is undefined. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const file of readdirSync(folder)) {
  const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
  test(`the real scheduler's decisions: ${file}`, () => {
    for (const line of lines) {
      const { decisions, ...question } = JSON.parse(line) as Recorded;
      assert.deepEqual(written(ask(question)), { id: question.id, decisions }, question.title);
    }
  });
}

test("a question that is none says so", () => {
  assert.throws(() => ask({ id: "x", objects: "none", pods: [] }), /objects and pods must be lists of objects/);
});
