import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");

test("every stop of the walks in the architecture is there, and none comes twice", () => {
  const walks = page.slice(page.indexOf("## Four walks"), page.indexOf("## The types"));
  const stops = [...walks.matchAll(/`([\w/]+\.tsx?)` `(\w+)`/g)].map(([, file, name]) => ({ file: file!, name: name! }));
  assert.ok(stops.length > 40);
  assert.deepEqual(
    stops.filter(({ file, name }) => !new RegExp(`\\b${name}\\b`).test(readFileSync(join(root, file), "utf8"))),
    [],
  );
  const keys = stops.map(({ file, name }) => `${file} ${name}`);
  assert.equal(new Set(keys).size, keys.length);
});
