import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzers } from "./index.ts";

for (const each of fuzzers)
  test(`${each.name}: ${each.cases} cases hold`, async () => {
    const { failure } = await each.run({ seed: 20, cases: each.cases });
    assert.equal(failure, undefined, failure);
  });
