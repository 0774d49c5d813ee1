import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import { root } from "../../scripts/machine/run.ts";
import { folderWith, rehearsal } from "../support/commandLine.ts";

const good = `apiVersion: v1
kind: ConfigMap
metadata: { name: good }
`;
const bad = `apiVersion: v1
kind: ConfigMap
metadata: { name: Bad }
date: {}
`;
const latest = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: nginx }] }
`;

test("good files pass, and the answer says how many and for which Kubernetes", () => {
  const folder = folderWith({ "a.yaml": good, "deep/b.yml": good, "c.json": '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}' });
  assert.deepEqual(rehearsal(folder, ["check", "--kubernetes-version", "1.36"]), {
    out: "Nothing found in 3 files (Kubernetes 1.36).\n",
    err: "",
    code: 0,
  });
});

test("each error stands under its line, and the exit code is 1", () => {
  const { out, code } = rehearsal(folderWith({ "bad.yaml": bad }), ["check"]);
  assert.equal(code, 1);
  assert.match(out, /^bad\.yaml\n {2}3:19 error Did you mean "bad"\? "Bad" is not a DNS name/);
  assert.match(out, /\n {2}4 \| date: \{\}\n {4}\| \^\^\^\^\n/);
  assert.match(out, /2 errors in 1 file /);
});

test("standard input, wildcards and rules", () => {
  const folder = folderWith({ "one/web.yaml": latest, "two/web.yaml": latest, "two/other.txt": bad });
  assert.equal(rehearsal(folder, ["check", "-", "--rules", "latest-tag=error"], latest).code, 1);
  assert.equal(rehearsal(folder, ["check", "**/web.yaml"]).code, 0);
  assert.equal(rehearsal(folder, ["check", "--rules", "latest-tag=warning", "--max-warnings", "2"]).code, 0);
  assert.equal(rehearsal(folder, ["check", "--rules", "latest-tag=warning", "--max-warnings", "1"]).code, 1);
});

test("what can't be done says why, and the exit code is 2", () => {
  const folder = folderWith({ "a.yaml": good, ".rehearsal.yaml": "rules: { latest-tag: forbidden }" });
  const cases: readonly (readonly [string[], RegExp])[] = [
    [["check", "missing.yaml"], /There is no file missing\.yaml/],
    [["check", "--kubernetes-version", "1.99"], /1\.99 is not a known version/],
    [["check", "--format", "word"], /Allowed choices are text, json/],
    [["check", "--format", "svg", "--no-config"], /shows a rollout/],
    [["check"], /\.rehearsal\.yaml:1: "forbidden" is not allowed here/],
    [["chek"], /unknown command 'chek'/],
    [["check", "--no-config", "-o", "no/such/folder"], /can't be written/],
  ];
  for (const [args, says] of cases) {
    const { err, code } = rehearsal(folder, args);
    assert.match(err, says);
    assert.equal(code, 2, args.join(" "));
  }
});

test(".rehearsal.yaml names the files, and what counts in them", () => {
  const configuration = "paths: [deploy]\nignore: [deploy/test]\nrules: { latest-tag: error }\n";
  const folder = folderWith({ ".rehearsal.yaml": configuration, "deploy/web.yaml": latest, "deploy/test/bad.yaml": bad, "elsewhere.yaml": bad });
  const { out, code } = rehearsal(folder, ["check"]);
  assert.equal(code, 1);
  assert.match(out, /latest-tag/);
  assert.match(out, /1 error in 1 file /);
});

test("the answer speaks Korean where that is asked for", () => {
  assert.match(rehearsal(folderWith({ "bad.yaml": bad }), ["check", "--language", "ko"]).out, /[가-힣]/);
});

test("SARIF is valid by its schema, and has the pages of its rules", () => {
  const { out } = rehearsal(folderWith({ "a b.yaml": bad }), ["check", "-f", "sarif"]);
  const path = join(createRequire(import.meta.url).resolve("schemastore/package.json"), "../schemas/json/sarif-2.1.0.json");
  const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
  const log = JSON.parse(out) as {
    runs: { results: { locations: { physicalLocation: unknown }[] }[]; tool: { driver: { rules: { help: { text: string } }[] } } }[];
  };
  assert.ok(valid(log), JSON.stringify(valid.errors));
  const [run] = log.runs;
  assert.deepEqual(run!.results[1]!.locations[0]!.physicalLocation, {
    artifactLocation: { uri: "a%20b.yaml", uriBaseId: "%SRCROOT%" },
    region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 5 },
  });
  assert.match(run!.tool.driver.rules[0]!.help.text, /^# /);
});

test("GitHub, JUnit, Markdown and JSON carry hostile names as text", () => {
  const folder = folderWith({ "a,b%3A <i>|@x.yaml": 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "<script>]]>\\n::error::" }\n' });
  const as = (format: string): string => rehearsal(folder, ["check", "-f", format]).out;
  assert.match(as("github"), /^::error file=a%2Cb%253A <i>\|@x\.yaml,line=3,endLine=3,col=19,endColumn=\d+,title=invalid-value::[^\n]+\n$/);
  assert.match(as("junit"), /<testcase classname="check" name="a,b%3A &lt;i&gt;\|@x\.yaml"><failure message="[^"<>]*">/);
  assert.match(as("markdown"), /\| a,b%3A &lt;i&gt;\\\|&#64;x\.yaml:3 \| error \|/);
  assert.doesNotMatch(as("markdown"), /<script>/);
  const { files } = JSON.parse(as("json")) as { files: { path: string; refused: boolean; findings: { line: number }[] }[] };
  assert.deepEqual([files[0]!.path, files[0]!.refused, files[0]!.findings[0]!.line], ["a,b%3A <i>|@x.yaml", true, 3]);
});

test("a full disk gets a sentence", { skip: !existsSync("/dev/full") && "there is no /dev/full here" }, () => {
  const full = openSync("/dev/full", "w");
  const folder = folderWith({ "good.yaml": good });
  const { status, stderr } = spawnSync(process.execPath, [join(root, "cli/main.ts"), "check"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  assert.match(stderr, /^rehearsal: The output can't be written: ENOSPC/);
  assert.equal(status, 2);
});

test("a kustomization with two documents is told so in plain words", () => {
  const one = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
  const { out, code } = rehearsal(folderWith({ "kustomization.yaml": `${one}---\n${one}` }), ["check"]);
  assert.match(out, /error Only one YAML document is allowed in this file\. kustomization-file/);
  assert.equal(code, 1);
});
