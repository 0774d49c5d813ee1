import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfigurationFile } from "../../../server/configuration/configuration.ts";
import { diagnose } from "../../../server/features/diagnostics.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";
import { check } from "../../support/check.ts";

const latest =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: nginx, resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } } }] }\n";

/** The codes and severities of what is found in a file of a workspace. */
function found(files: Readonly<Record<string, string>>, file: string): string[] {
  const workspace = new Workspace();
  for (const [name, text] of Object.entries(files)) workspace.put(`file:///w/${name}`, text);
  return diagnose(workspace.snapshot(`file:///w/${file}`)!).map(({ finding: { code, severity } }) => `${code} ${severity}`);
}

test("the nearest .rehearsal.yaml above a file counts, and no other", () => {
  const files = {
    ".rehearsal.yaml": "rules: { latest-tag: error }",
    "quiet/.rehearsal.yaml": "rules: { latest-tag: off }",
    "web.yaml": latest,
    "a/b/web.yaml": latest,
    "quiet/web.yaml": latest,
  };
  assert.deepEqual(found(files, "web.yaml"), ["latest-tag error"]);
  assert.deepEqual(found(files, "a/b/web.yaml"), ["latest-tag error"]);
  assert.deepEqual(found(files, "quiet/web.yaml"), []);
});

test("its version of Kubernetes and its Pod Security Standard count", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { hostNetwork: true, containers: [] }\n";
  assert.ok(found({ ".rehearsal.yaml": "podSecurity: baseline", "web.yaml": pod }, "web.yaml").some((one) => one.startsWith("pod-security")));
  const workspace = new Workspace();
  workspace.put("file:///w/.rehearsal.yaml", 'kubernetesVersion: "1.34"');
  assert.equal(workspace.versionOf("file:///w/a/web.yaml").version, "1.34");
});

test("it names the nodes, and the scenario of a manifest", () => {
  const workspace = new Workspace();
  workspace.put("file:///w/.rehearsal.yaml", "cluster: ./nodes.json\nscenarios: { deploy/web.yaml: plans/busy.yaml }");
  const own = workspace.configurationOf("file:///w/deploy/web.yaml")!;
  assert.deepEqual([own.cluster, own.scenarioOf("file:///w/deploy/web.yaml")], ["file:///w/nodes.json", "file:///w/plans/busy.yaml"]);
  assert.equal(own.scenarioOf("file:///w/deploy/other.yaml"), undefined);
});

test("ignored files are left alone, folders and wildcards alike", () => {
  const broken = "apiVersion: v1\nkind: Pod\nspec: 5\n";
  const files = {
    ".rehearsal.yaml": "ignore: [generated/, '**/*.tpl.yaml']",
    "generated/a b/x.yaml": broken,
    "y.tpl.yaml": broken,
    "z.yaml": broken,
  };
  assert.deepEqual(found(files, "generated/a b/x.yaml"), []);
  assert.deepEqual(found(files, "y.tpl.yaml"), []);
  assert.notDeepEqual(found(files, "z.yaml"), []);
  const whole = (ignore: string): object => ({ ".rehearsal.yaml": `ignore: ['${ignore}']`, "z.yaml": broken });
  assert.deepEqual(found(whole("./") as typeof files, "z.yaml"), []);
  for (const nothing of ["", "x".repeat(70_000)]) assert.notDeepEqual(found(whole(nothing) as typeof files, "z.yaml"), []);
});

test("a file with errors says where they are, and counts for nothing", () => {
  assert.deepEqual(found({ ".rehearsal.yaml": "rules: { latest-tag: off }\nversion: 1.36", "web.yaml": latest }, "web.yaml"), ["latest-tag hint"]);
  return check(
    `
    kubernetesVersion: "1.99"
    #                  ^^^^^^ configuration-file: "1.99" is not allowed here.
    rules:
      latest-tag: forbidden
    #             ^^^^^^^^^ configuration-file: "forbidden" is not allowed here.
  `,
    { name: ".rehearsal.yaml" },
  );
});

test("what is missing at the end is missed within the text", () => {
  const text = "rules: {";
  const reading = readConfigurationFile(text);
  assert.ok("problems" in reading && reading.problems.length > 0);
  for (const { from, to } of reading.problems) assert.ok(from <= to && to <= text.length, `${from} to ${to}`);
});

test("a key that is a map is told in the file, and not in the log", (t) => {
  const { mock } = t.mock.method(process, "emitWarning", () => undefined);
  assert.ok("problems" in readConfigurationFile("{ a: b }: off"));
  assert.equal(mock.callCount(), 0);
});
