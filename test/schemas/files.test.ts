import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import type { SavedState } from "../../client/preview/state/savedState.ts";
import type { NodePool, Planned } from "../../engine/rehearsal/scenario.ts";
import type { Step } from "../../engine/rehearsal/script.ts";
import type { panelState } from "../../schemas/files/panelState.ts";
import type { pool } from "../../schemas/files/scenario.ts";
import type { Of } from "../../schemas/files/schema.ts";
import type { planned, step } from "../../schemas/files/step.ts";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The schemas let through what the types say, and nothing else: this does not compile otherwise. */
const same: readonly [
  Same<Of<typeof step>, Step>,
  Same<Of<typeof planned>, Planned>,
  Same<Of<typeof pool>, NodePool>,
  Same<Of<typeof panelState>, SavedState>,
] = [true, true, true, true];

const generated = join(import.meta.dirname, "../../schemas/generated");

test("the schemas and the types say the same", () => assert.ok(same.every(Boolean)));

test("nothing is compiled where data is checked", () => {
  for (const module of ["files", "panel", "trace", "questions"]) {
    const code = readFileSync(join(generated, "checks", `${module}.js`), "utf8");
    assert.doesNotMatch(code, /\brequire\(|\bimport\b|new Function|\beval\(/, module);
  }
});

test("what editors are told of the files says the same as the checks", () => {
  const schema = JSON.parse(readFileSync(join(generated, "scenario.schema.json"), "utf8")) as object;
  const check = new Ajv({ strict: false, discriminator: true }).compile(schema);
  assert.ok(check({ steps: [{ at: "1m30s", scale: { kind: "Deployment", name: "web", replicas: 5 } }] }));
  assert.ok(!check({ steps: [{ at: "soon", scale: { kind: "Deployment", name: "web", replicas: 5 } }] }));
  assert.ok(!check({ steps: [{ at: 0 }] }));
});
