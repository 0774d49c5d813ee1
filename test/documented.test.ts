import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

/** The folders whose exports all have a doc comment. */
const documented = ["api", "client", "engine", "schemas", "scripts", "server", "test"];

test("every export has a doc comment", () => {
  const files = globSync(
    documented.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root, exclude: ["schemas/generated/**"] },
  );
  assert.deepEqual(files.sort().flatMap(undocumented), []);
});

/** The exports of a file that no doc comment stands above. The formatter keeps every export at the start of its line. */
function undocumented(file: string): string[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines.flatMap((line, i) => {
    if (!/^export (?!\*|(?:type )?\{)/.test(line)) return [];
    const above = lines.slice(0, i).findLast((other) => !other.startsWith("//"));
    return above?.endsWith("*/") === true ? [] : [`${file}:${i + 1} ${line}`];
  });
}
