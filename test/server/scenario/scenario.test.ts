import assert from "node:assert/strict";
import { test } from "node:test";
import { readScenarioFile } from "../../../server/scenario/readFile.ts";
import { writeScenarioFile } from "../../../server/scenario/writeFile.ts";
import { check } from "../../support/check.ts";

const text = `# How the shop holds out
cluster:
  pools:
    # as in production
    - { name: node, count: 3, cpu: "2", memory: 4Gi, pods: "110", zones: "", taints: "" }
steps:
  # the sale begins
  - at: 90s # after a minute and a half
    scale: { kind: Deployment, name: web, replicas: 5 }
  # a node goes
  - at: 2m
    removeNode: node-a
`;

test("what the panel leaves alone keeps its place, its spelling and its comments", () => {
  const read = readScenarioFile(text);
  assert.ok("value" in read);
  const scenario = read.value;
  assert.equal(writeScenarioFile(scenario, text), text);
  const [grow, loss] = scenario.steps;
  const more = { at: grow!.at, step: { scale: { kind: "Deployment", name: "web", replicas: 7 } } };
  const changed = { steps: [{ at: 0, step: { pause: "web" } }, more, loss!] };
  assert.equal(
    writeScenarioFile(changed, text),
    text.replace("steps:\n", "steps:\n").replace("  - at: 90s", "  - at: 0s\n    pause: web\n  - at: 90s").replace("replicas: 5", "replicas: 7"),
  );
});

test("a field that is called `at` and is not the time of a step is written as it is", () => {
  const restart = (at: string): string => `steps:\n  - at: 90s\n    restart: { name: web, at: ${at} }\n`;
  const read = readScenarioFile(restart("2026-11-28T09:00:00Z"));
  assert.ok("value" in read);
  assert.equal(writeScenarioFile(read.value, restart("2026-11-27T10:00:00Z")), restart("2026-11-28T09:00:00Z"));
});

test("what is marked as binary is a text", () => {
  const text = "steps:\n  - at: 90s\n    apply:\n      - data: !!binary eA==\n";
  const read = readScenarioFile(text);
  assert.ok("value" in read);
  assert.deepEqual(read.value.steps[0]!.step, { apply: [{ data: "eA==" }] });
  assert.equal(writeScenarioFile(read.value, text), text);
});

test("how manifests are applied is read, and stays in the file", () => {
  const written = "apply:\n  side: server\n  prune: true\nsteps: []\n";
  const read = readScenarioFile(written);
  assert.ok("value" in read);
  assert.deepEqual(read.value, { apply: { side: "server", prune: true }, steps: [] });
  assert.equal(writeScenarioFile({ steps: [] }, written), written);
});

test("a file that is no scenario, or not there, is written anew", () => {
  const scenario = { steps: [{ at: 1000, step: { stuck: "web#2" } }] };
  const written = 'steps:\n  - at: 1s\n    stuck: "web#2"\n';
  assert.deepEqual(readScenarioFile(writeScenarioFile(scenario)), { value: scenario });
  assert.equal(writeScenarioFile(scenario, "steps: [").replaceAll("'", '"'), writeScenarioFile(scenario));
  assert.deepEqual(readScenarioFile(written), { value: scenario });
});

test("the files of earlier versions are read", () => {
  assert.deepEqual(readScenarioFile('[{"at": 1000, "step": {"crash": {"owner": "web"}}}]'), {
    value: { steps: [{ at: 1000, step: { crash: { owner: "web" } } }] },
  });
});

test("the editor says what is wrong with a scenario, and where", () =>
  check(
    `
    steps:
      - at: soon
    #       ^^^^ scenario-file: This must be a number or a time such as 1m30s, but is the string "soon".
        scale: {kind: Deployment, name: web, replicas: five}
    #                                                  ^^^^ scenario-file: This must be an integer, but is the string "five".
      - at: 30s
        scael: {kind: Deployment, name: web, replicas: 5}
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scenario-file: Did you mean scale? There is no field scael here.
  `,
    { name: "web.rehearsal.yaml" },
  ));
