import assert from "node:assert/strict";
import { test } from "node:test";
import { storyOf } from "../../../../client/preview/story/storyOf.ts";
import { cutsOf, past } from "../../../../client/preview/timeline/cuts.ts";
import { frameOf } from "../../../../client/preview/timeline/scale.ts";
import { simulate } from "../../../../engine/rehearsal/simulate.ts";
import { cronJob, story, web } from "../../../support/stories.ts";

test("a day in which nothing happens is left out, and what happens is seen", () => {
  const told = storyOf(simulate(story([], [cronJob("0 3 * * *")])));
  const cuts = cutsOf(told);
  assert.equal(cuts.length, 1);
  const { x, left, right } = frameOf(900, 240, { from: 0, to: told.to - told.from }, 1, cuts);
  const fired = told.steps.find(({ about }) => about.kind === "Job")!.at - told.from;
  assert.ok(x(fired) < left + (right - left) / 2);
  assert.equal(Math.round(x.invert(x(fired))), fired);
  assert.equal(past(cuts, 3_600_000), cuts[0]!.to);
});

test("a rollout is drawn whole", () => assert.deepEqual(cutsOf(storyOf(simulate(story([web("nginx:1")], [web("nginx:2")])))), []));

test("a pod that waits half an hour for a ConfigMap, with a retry every two minutes, is drawn on one scale", () => {
  const spec = {
    containers: [{ name: "web", image: "nginx", volumeMounts: [{ name: "v", mountPath: "/v" }] }],
    volumes: [{ name: "v", configMap: { name: "nope" } }],
  };
  assert.deepEqual(cutsOf(storyOf(simulate(story([], [{ apiVersion: "v1", kind: "Pod", metadata: { name: "alone" }, spec }])))), []);
});
