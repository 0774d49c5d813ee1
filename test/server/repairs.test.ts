import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chanceOf, mistakeIn, mistakes, textsOf } from "../support/mistakes.ts";
import { repaired } from "../support/repaired.ts";

const bases = Object.values(
  JSON.parse(readFileSync(join(import.meta.dirname, "../conformance/validate/bases.json"), "utf8")) as Record<string, unknown>,
);

test("of single mistakes nine in ten are made good by the first repair, and none is made worse", () => {
  const chance = chanceOf(1);
  const results = Object.keys(mistakes).flatMap((is, i) =>
    Array.from({ length: 9 }, (_, round) => {
      const { name, text } = textsOf(bases[(i * 9 + round) % bases.length])[round % 3]!;
      const mistake = mistakeIn(text, is, chance);
      return mistake && repaired(mistake, name, text);
    }).filter((result) => result !== undefined),
  );
  const worse = results.filter(({ outcome }) => outcome === "worse");
  assert.deepEqual(
    worse.map(({ shown }) => shown),
    [],
  );
  const accepted = results.filter(({ outcome }) => outcome === "accepted");
  assert.ok(results.length > 150, `${results.length} mistakes`);
  assert.ok(accepted.length >= 0.9 * results.length, `${accepted.length} of ${results.length}`);
});
