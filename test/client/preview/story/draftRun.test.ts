import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Run } from "../../../../engine/processes/behaviour.ts";
import { draftOf, type Entry, isFilled, parts, runFrom } from "../../../../client/preview/story/draftRun.ts";

const whole: Run = {
  exit: { after: 30, code: 3, reason: "OOMKilled" },
  serves: [{ port: 80, after: 2, until: 20, status: 500, path: "/a" }, { port: 81 }],
  exec: {
    "cat /ok": [
      { from: 0, code: 0 },
      { from: 9, code: 1, takes: 2 },
    ],
  },
  stop: { takes: 4, code: 143 },
};

test("a run is the same once it was taken apart and put together again", () => {
  for (const run of [{}, whole, { stop: { ignores: true } }, { fails: "no such file" }]) assert.deepEqual(runFrom(draftOf(run)), run);
});

test("a blank that is needed and empty, or no number, keeps a draft from being stated", () => {
  const exit = (after: string): Entry => ({ part: "exit", blanks: { after, code: "1" } });
  assert.deepEqual(
    ["10", " 2.5 ", "", "x", "-1", "1e999"].map((after) => isFilled(exit(after), "after")),
    [true, true, false, false, false, false],
  );
  assert.equal(runFrom([exit("x")]), undefined);
  assert.equal(runFrom([{ part: "serves", blanks: { port: "70000" } }]), undefined);
});

test("whatever is typed, a draft is a run or it is not", () => {
  const blanks = fc.dictionary(fc.constantFrom(...Object.values(parts).flatMap((part) => part.blanks)), fc.string());
  const entry = fc.record({ part: fc.constantFrom(...(Object.keys(parts) as Entry["part"][])), blanks });
  fc.assert(fc.property(fc.array(entry), (draft) => void runFrom(draft)));
});
