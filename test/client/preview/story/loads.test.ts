import assert from "node:assert/strict";
import { test } from "node:test";
import { storyOf } from "../../../../client/preview/story/storyOf.ts";
import { frameOf } from "../../../../client/preview/timeline/scale.ts";
import { loadCurve, loadsOf } from "../../../../client/preview/timeline/loadCurve.ts";
import { simulate } from "../../../../engine/rehearsal/simulate.ts";
import { load, scaler, story, web } from "../../../support/stories.ts";

test("a load for each pod has a curve of its own beside that for all of them", () => {
  const each = { at: 30_000, step: { metrics: { web: { cpu: 40 } } } };
  const told = storyOf(simulate(story([web("nginx:1"), scaler], [web("nginx:1"), scaler], { script: [load(5000, 200), each] })));
  const loads = loadsOf(told, 0);
  assert.deepEqual(
    loads.map(({ isEach, spans }) => [isEach, spans.map(({ at, cpu }) => [at - told.from, cpu])]),
    [
      [
        false,
        [
          [5000, 200],
          [30_000, 0],
        ],
      ],
      [true, [[30_000, 40]]],
    ],
  );
  const frame = frameOf(800, 40, { from: 0, to: told.to - told.from }, 1);
  const { most, points } = loadCurve(loads[1]!, told, frame);
  assert.deepEqual([most, points[0]!.y, points.at(-1)!.y], [40, 1, 0]);
});
