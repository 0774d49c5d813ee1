import assert from "node:assert/strict";
import type { Trace } from "../../../engine/rehearsal/trace.ts";

/** Time goes on, and an object that is gone was there. */
export function timeGoesOn({ versions, actions, events, outcome, from, to }: Trace): void {
  assert.ok(Number.isFinite(from) && Number.isFinite(to) && from <= to && outcome.at <= to);
  for (const row of [versions, actions, events]) {
    const times = row.map(({ at }) => at);
    assert.ok(times.every((at, i) => Number.isFinite(at) && (i === 0 || at >= times[i - 1]!)));
  }
  const there = new Set<string>();
  for (const { key, object } of versions) {
    assert.ok(object !== undefined || there.has(key), `${key} is gone and was never there`);
    if (object) there.add(key);
    else there.delete(key);
  }
}
