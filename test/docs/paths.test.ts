import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const rooms = /^(?:api|cli|client|docs|engine|examples|kubectl|schemas|scripts|server|snippets|test)\//;

test("every file and folder that the docs name is there", () => {
  const missing = ["README.md", "CONTRIBUTING.md", ...globSync("docs/*.md", { cwd: root })].flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/`([\w./*-]+)`|\]\(([\w./-]+)\)/g)]
      .map(([, code, link]) => code ?? join(page, "..", link!))
      .filter((path) => rooms.test(path) && !isMade(path) && globSync(path, { cwd: root }).length === 0)
      .map((path) => `${page}: ${path}`),
  );
  assert.deepEqual(missing, []);
});

/** Whether a path is not in the repository but is made when something is built or run. */
function isMade(path: string): boolean {
  return path.startsWith("schemas/generated/") || path.startsWith("test/vscode/output/");
}
