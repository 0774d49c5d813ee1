import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { root } from "../../scripts/machine/run.ts";
import { npmPackage } from "../../scripts/npmPackage.ts";

/** The npm package, installed in an empty folder without a network. */
const folder = mkdtempSync(join(tmpdir(), "rehearsal-npm-"));

function run(command: string, ...args: string[]): { readonly out: string; readonly err: string; readonly code: number | null } {
  const { stdout, stderr, status } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    shell: process.platform === "win32",
  });
  return { out: stdout, err: stderr, code: status };
}

before(() => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const { code, err } = run("npm", "install", "--offline", "--no-audit", "--no-fund", npmPackage);
  assert.equal(code, 0, err);
  cpSync(join(root, "examples", "web.yaml"), join(folder, "web.yaml"));
});

const rehearsal = join(folder, "node_modules", ".bin", "rehearsal");

test("the package installs alone, and its command works", () => {
  assert.match(run(rehearsal, "--version").out, /^\d+\.\d+\.\d+\n$/);
  assert.match(run(rehearsal, "check", "web.yaml").out, /^Nothing found in 1 file /);
  assert.match(run(rehearsal, "rehearse", "web.yaml").out, /✔ web\.yaml: Completes in /);
  assert.match(run(rehearsal, "rehearse", "web.yaml", "-f", "html").out, /<script id="trace" type="application\/json">\{/);
  assert.match(run(rehearsal, "check", "web.yaml", "-f", "sarif", "--rules", "latest-tag=error").out, /"version": "2.1.0"/);
});

test("the ten lines of the library's page simulate a rollout, and fit its types", () => {
  const [, code = ""] = /```ts\n([^]*?)```/.exec(readFileSync(join(root, "docs/library.md"), "utf8")) ?? [];
  writeFileSync(join(folder, "rollout.ts"), code);
  const { out, err } = run(process.execPath, "rollout.ts");
  assert.match(out, /^works complete\nPod\/default\/web-\S+ node-a\n/, err);
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const settings = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", "", "--lib", "es2024,dom"];
  assert.deepEqual(run(process.execPath, compiler, ...settings, "rollout.ts"), { out: "", err: "", code: 0 });
});

for (const [file, schema] of [
  ["action.yml", "github-action"],
  [".pre-commit-hooks.yaml", "pre-commit-hooks"],
] as const)
  test(`${file} is valid by its schema`, () => {
    const path = join(createRequire(import.meta.url).resolve("schemastore/package.json"), `../schemas/json/${schema}.json`);
    const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
    assert.ok(valid(parse(readFileSync(join(root, file), "utf8"))), JSON.stringify(valid.errors));
  });
