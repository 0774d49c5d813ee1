import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../../cli/report/write.ts";

test("a rollout that is too large for a page gets a sentence", () => {
  const rehearsal = {
    name: "web.yaml",
    state: "completes",
    headline: "",
    details: [],
    assumed: [],
    workloads: [],
    lasts: 0,
    picture: () => "",
  } as const;
  const trace = (): string => "x".repeat(2 ** 29).repeat(2);
  const report = { files: [], rehearsals: [{ ...rehearsal, trace }] } as unknown as Parameters<typeof write>[0];
  assert.throws(() => write(report, { format: "html" }), /web\.yaml has too many pods for a page: use --format text, json or svg\./);
});
