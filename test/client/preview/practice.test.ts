import assert from "node:assert/strict";
import { test } from "node:test";
import { Practice } from "../../../client/preview/practice.ts";
import { editedAgain, smallRollout } from "../../../client/preview/warmUp.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";

test("a rehearsal is repeated while nobody asks for anything, and not forever", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let rounds = 0;
  const practice = new Practice((round) => {
    rounds = round;
    return 1000;
  });
  practice.wait();
  mock.timers.tick(150);
  practice.wait();
  mock.timers.tick(150);
  assert.equal(rounds, 0);
  mock.timers.tick(50);
  assert.equal(rounds, 1);
  practice.wait();
  mock.timers.tick(990);
  assert.equal(rounds, 1);
  for (let i = 0; i < 100; i++) mock.timers.tick(10);
  assert.equal(rounds, 15);
  practice.wait();
  mock.timers.tick(1000);
  assert.equal(rounds, 15);
});

test("what is not to be repeated is asked for once", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let rounds = 0;
  new Practice(() => (rounds++, 0)).wait();
  for (let i = 0; i < 100; i++) mock.timers.tick(10);
  assert.equal(rounds, 1);
});

test("what is repeated is a rollout of what was rehearsed, another one each time", () => {
  const first = { ...smallRollout, before: [] };
  const [one, other] = [1, 2].map((edit) => {
    const { change, versions } = simulate(editedAgain(first, edit));
    assert.equal(change?.applied[0]?.is, "configured");
    return new Set(versions.flatMap(({ object, key }) => (object?.kind === "ReplicaSet" ? key : [])));
  });
  assert.equal(new Set([...one!, ...other!]).size, 3);
});
