import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { pastedCluster } from "../../client/preview/readCluster.ts";
import { readCluster } from "../../engine/rehearsal/cluster.ts";
import { clusterOfObjects, clusterOfPools } from "../../engine/rehearsal/pools.ts";
import { configuration } from "../../schemas/files/configuration.ts";
import { kustomization } from "../../schemas/files/kustomization.ts";
import { scenario, script } from "../../schemas/files/scenario.ts";
import { readConfigurationFile } from "../../server/configuration/configuration.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { links } from "../../server/features/navigation/links.ts";
import { withoutSecrets } from "../../server/cluster/ownCluster.ts";
import { readScenarioFile } from "../../server/scenario/readFile.ts";
import { writeScenarioFile } from "../../server/scenario/writeFile.ts";
import { snapshotOf } from "../support/check.ts";
import { fuzzer } from "./fuzzer.ts";
import { oddObjects } from "./values/objects.ts";
import { ofSchema } from "./values/ofSchema.ts";
import { afterEdit, lineEnds, textEdits } from "./values/texts.ts";

const nodes = fc.array(fc.oneof(oddObjects, fc.constant({ kind: "Node", metadata: { name: "n1" } })), { maxLength: 4 });
const data = fc.oneof(
  ...[configuration, kustomization, scenario, script].map((schema) => ofSchema(schema, "with misfits")),
  nodes,
  nodes.map((items) => ({ apiVersion: "v1", kind: "List", items })),
);
const text = fc
  .tuple(data, fc.boolean(), fc.array(textEdits, { maxLength: 2 }), lineEnds)
  .map(([value, isYaml, edits, ends]) => ends(edits.reduce(afterEdit, isYaml ? stringify(value) : JSON.stringify(value, null, 2))));
const names = fc.constantFrom("kustomization.yaml", ".rehearsal.yaml", "web.rehearsal.yaml");

/** Files that are ours or Kustomize's, and files of clusters, right and wrong: each is read or refused with a sentence at a place, and what is read is written the same. */
export const files = fuzzer("files", 200, fc.tuple(text, text, data, names), ([one, other, value, name]) => {
  const read = readScenarioFile(one);
  for (const reading of [read, readConfigurationFile(one)])
    if ("problems" in reading) for (const { from, to } of reading.problems) assert.ok(0 <= from && from <= to && to <= one.length);
  if ("value" in read) {
    const again = readScenarioFile(writeScenarioFile(read.value, other));
    assert.ok("value" in again, "a written scenario can be read");
    const whole = read.value.steps.map(({ at, step }) => ({ at: Math.min(Math.round(at), Number.MAX_SAFE_INTEGER) + 0, step }));
    assert.deepEqual(again.value.steps, whole, "the same steps, to the millisecond");
    if (read.value.pools)
      clusterOfPools({ ...read.value, pools: read.value.pools.map((pool) => ({ ...pool, count: Math.min(pool.count, 20) })) }, []);
  }
  const snapshot = snapshotOf(one, { name, files: { "web.yaml": other } });
  diagnose(snapshot);
  links(snapshot);
  pastedCluster(one);
  readCluster(value);
  withoutSecrets(value);
  clusterOfObjects([value], [value]);
});
