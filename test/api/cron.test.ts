import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type NoSchedule, parseSchedule } from "../../api/cron.ts";
import { inEnglish } from "../../api/words/english.ts";

/** The next runs after a moment, as local reading of UTC. */
function runs(schedule: string, after: string, count: number, zone?: string): string[] {
  const parsed = parseSchedule(schedule, zone);
  assert.ok(!("problem" in parsed), JSON.stringify(parsed));
  const found: string[] = [];
  for (let at = parsed.next(Date.parse(after)); at !== undefined && found.length < count; at = parsed.next(at))
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
}

test("a run is always later than the moment asked about", () =>
  assert.deepEqual(runs("*/15 9 * * *", "2026-03-01T09:15:00Z", 4), [
    "2026-03-01T09:30",
    "2026-03-01T09:45",
    "2026-03-02T09:00",
    "2026-03-02T09:15",
  ]));

test("if both day fields restrict, either will do", () =>
  assert.deepEqual(runs("0 0 13 * 5", "2026-03-01T00:00:00Z", 3), ["2026-03-06T00:00", "2026-03-13T00:00", "2026-03-20T00:00"]));

test("names, lists, ranges and steps", () =>
  assert.deepEqual(runs("0 8-12/2,20 1 jan,JUL *", "2026-01-01T09:00:00Z", 5), [
    "2026-01-01T10:00",
    "2026-01-01T12:00",
    "2026-01-01T20:00",
    "2026-07-01T08:00",
    "2026-07-01T10:00",
  ]));

test("clocks of the zone decide", () => {
  assert.deepEqual(runs("0 9 * * *", "2026-01-01T00:00:00Z", 1, "Asia/Seoul"), ["2026-01-02T00:00"]);
  assert.deepEqual(runs("TZ=Asia/Seoul 0 9 * * *", "2026-01-01T00:00:00Z", 1, "Europe/Berlin"), ["2026-01-02T00:00"]);
});

test("an hour that clocks leave out does not run, one that they show twice runs twice", () => {
  assert.deepEqual(runs("30 2 * * *", "2026-03-28T12:00:00Z", 2, "Europe/Berlin"), ["2026-03-30T00:30", "2026-03-31T00:30"]);
  assert.deepEqual(runs("30 2 * * *", "2026-10-24T12:00:00Z", 3, "Europe/Berlin"), ["2026-10-25T00:30", "2026-10-25T01:30", "2026-10-26T01:30"]);
});

test("descriptors and fixed delays", () => {
  assert.deepEqual(runs("@weekly", "2026-03-02T00:00:00Z", 1), ["2026-03-08T00:00"]);
  assert.deepEqual(runs("@every 1h30m", "2026-03-02T00:10:00Z", 2), ["2026-03-02T01:40", "2026-03-02T03:10"]);
});

test("a day that never comes is never due", () => assert.deepEqual(runs("0 0 31 2 *", "2026-01-01T00:00:00Z", 1), []));

test("what cannot be read says why", () => {
  const problem = (text: string, zone?: string): string => inEnglish((parseSchedule(text, zone) as NoSchedule).problem);
  assert.equal(problem("61 * * * *"), "61 is not a valid minute: the range is 0 to 59.");
  assert.equal(problem("* * * * 7"), "7 is not a valid day of week: the range is 0 to 6.");
  assert.equal(problem("*/0 * * * *"), "*/0 is not a valid minute: the step must be at least 1.");
  assert.match(problem("* * * *"), /5 fields .* not 4/);
  assert.match(problem("@Daily"), /not one of @yearly/);
  assert.equal(problem("* * * * *", "asia/seoul"), "asia/seoul is not a time zone.");
});

test("no text makes it throw or go back in time", () =>
  fc.assert(
    fc.property(fc.string(), fc.integer(), (text, after) => {
      const parsed = parseSchedule(text);
      const next = "problem" in parsed ? undefined : parsed.next(after);
      assert.ok(next === undefined || next > after);
    }),
  ));
