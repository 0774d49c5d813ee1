import assert from "node:assert/strict";
import { test } from "node:test";
import { Restarts } from "../../client/restarts.ts";

const toldIn = (all: readonly { readonly isToTell: boolean }[]): number[] => all.flatMap(({ isToTell }, i) => (isToTell ? i + 1 : []));

test("a server that ends is started again at once, one that keeps ending after longer and longer pauses, and a person is told once", () => {
  const restarts = new Restarts();
  let now = 0;
  const ends = Array.from({ length: 15 }, () => restarts.ended((now += 500), 400));
  assert.deepEqual(
    ends.map(({ pause }) => pause / 1000),
    [0, 0, 0, 0, 0, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 60, 60],
  );
  assert.deepEqual(toldIn(ends), [10]);
  assert.deepEqual(restarts.ended(now + 3_600_000, 3_500_000), { pause: 0, isToTell: false }, "it ran well for an hour");
});

test("one that ends every half minute is started again more and more slowly, too", () => {
  const restarts = new Restarts();
  const ends = Array.from({ length: 40 }, (_, i) => restarts.ended(i * 10_000, 9_000));
  assert.ok(ends.slice(0, 19).every(({ pause }) => pause === 0));
  assert.equal(ends.at(-1)!.pause, 60_000);
  assert.equal(toldIn(ends).length, 1);
});
