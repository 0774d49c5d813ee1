import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { root } from "../../scripts/machine/run.ts";

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly steps: readonly { readonly run?: string; readonly env?: object }[] }>>;
}

const workflow = parse(readFileSync(join(root, ".github/workflows/ci.yml"), "utf8")) as Workflow;

test("the workflow is valid by its schema", () => {
  const path = join(createRequire(import.meta.url).resolve("schemastore/package.json"), "../schemas/json/github-workflow.json");
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
  assert.ok(valid(workflow), JSON.stringify(valid.errors));
});

test("secrets reach the publishing job alone, which runs on a tag alone, and no script has text of an event in it", () => {
  assert.deepEqual(workflow.permissions, { contents: "read" });
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const usesSecrets = JSON.stringify(job).includes("secrets.");
    assert.equal(usesSecrets, name === "publish");
    if (usesSecrets) assert.equal(job.if, "startsWith(github.ref, 'refs/tags/v')");
    for (const { run = "" } of job.steps) assert.doesNotMatch(run, /\$\{\{/);
  }
});

test("the scripts that the workflow runs are there", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
  const lines = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  for (const line of lines) for (const [, name] of line.matchAll(/npm run (\S+)/g)) assert.ok(Object.hasOwn(scripts, name!), name);
});
