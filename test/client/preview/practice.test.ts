import assert from "node:assert/strict";
import { test } from "node:test";
import { Practice } from "../../../client/preview/state/practice.ts";
import { editedAgain, smallRollout } from "../../../client/preview/warmUp.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";

/** A page that is idle when a test says so. */
function page(): { readonly whenIdle: (act: () => boolean) => void; readonly rest: () => void } {
  let waiting: (() => boolean)[] = [];
  return { whenIdle: (act) => void waiting.push(act), rest: () => void (waiting = waiting.filter((act) => act())) };
}

test("a rehearsal is repeated while nobody asks for anything and the page is idle, and not forever", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { whenIdle, rest } = page();
  const practice = new Practice(() => 1000, whenIdle);
  practice.wait();
  mock.timers.tick(150);
  practice.wait();
  mock.timers.tick(150);
  rest();
  assert.equal(practice.rounds, 0);
  mock.timers.tick(50);
  assert.equal(practice.rounds, 0);
  rest();
  assert.equal(practice.rounds, 1);
  practice.wait();
  mock.timers.tick(990);
  rest();
  assert.equal(practice.rounds, 1);
  mock.timers.tick(10);
  for (let i = 0; i < 100; i++) rest();
  assert.equal(practice.rounds, 15);
  practice.wait();
  mock.timers.tick(1000);
  rest();
  assert.equal(practice.rounds, 15);
});

test("what is not to be repeated is asked for once", ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { whenIdle, rest } = page();
  const practice = new Practice(() => 0, whenIdle);
  practice.wait();
  mock.timers.tick(200);
  for (let i = 0; i < 100; i++) rest();
  assert.equal(practice.rounds, 1);
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
