import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pastedCluster } from "../../client/preview/readCluster.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { Console } from "../../kubectl/rehearsal/console.ts";
import { rehearse } from "../../server/change/objects.ts";
import { quickFixes } from "../../server/features/codeActions.ts";
import { complete } from "../../server/features/completion/complete.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { hover } from "../../server/features/hover/hover.ts";
import { definition } from "../../server/features/navigation/definition.ts";
import { folding } from "../../server/features/navigation/folding.ts";
import { outline } from "../../server/features/navigation/outline.ts";
import { references } from "../../server/features/navigation/references.ts";
import { newLine } from "../../server/features/typing/newLine.ts";
import { format } from "../../server/formatting/format.ts";
import { readScenarioFile } from "../../server/scenario/readFile.ts";
import { writeScenarioFile } from "../../server/scenario/writeFile.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "../support/check.ts";
import { folderWith, rehearsal } from "../support/commandLine.ts";
import { deployment, node } from "../support/simulations.ts";

const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n";
const multiplied = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(",")}]\n`).join("");

const trace = simulate({ cluster: [node("n1")], before: [], after: [deployment(1, { replicas: 1 })], script: [] });

/** Texts that are made to be too much, and what is said of them. */
const texts: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "50 MB": [`${head}data:\n  a: |\n${`    ${"y".repeat(120)}\n`.repeat(400_000)}`, /larger than 12 MiB/],
  "10,000 levels": [`${head}data: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, /deep|not closed/],
  "a million aliases": [`${head}x: &a [1]\ny: [${"*a,".repeat(1_000_000)}]\n`, /Aliases repeat too much of this text/],
  "aliases that multiply": [`${head}a0: &a0 [x]\n${multiplied}`, /Aliases repeat too much of this text/],
  "a line of 10 MB": [`${head}data: { a: ${"x".repeat(10_000_000)} }\n`, /larger than 3 MiB/],
  "100,000 documents": [`${head}---\n`.repeat(100_000), /more than 20000 documents/],
};

/** An answer that takes the processor for longer, in milliseconds, hangs. It takes a second or two: on a busy machine that was seen to be five. */
const longest = 30_000;

/** Fails where it takes too long, or throws. */
function answered<T>(what: string, ask: () => T): T {
  const before = process.cpuUsage();
  const answer = ask();
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 < longest, `${what} takes ${(user + system) / 1000} ms`);
  return answer;
}

for (const [name, [text, says]] of Object.entries(texts)) {
  test(`${name}: the file gets a sentence, and every feature an answer`, () => {
    const snapshot = snapshotOf(text);
    const said = answered("diagnose", () => diagnose(snapshot)).map(({ finding }) => inEnglish(finding.message));
    assert.ok(
      said.some((sentence) => says.test(sentence)),
      said.slice(0, 3).join("\n"),
    );
    for (const offset of [Math.floor(text.length / 2), text.length]) {
      answered("complete", () => complete(snapshot, offset));
      answered("hover", () => hover(snapshot, offset, () => "", 0));
      answered("definition", () => definition(snapshot, offset));
      answered("references", () => references(snapshot, offset, true));
      answered("a new line", () => newLine(snapshot, offset));
      answered("quick fixes", () => quickFixes(snapshot, offset, offset));
    }
    answered("outline", () => outline(snapshot));
    answered("folding", () => folding(snapshot));
    answered("quick fixes of all", () => quickFixes(snapshot, 0, text.length));
    assert.deepEqual(
      answered("format", () => format(snapshot.file)),
      [],
    );
  });

  test(`${name}: as any other file, and in the panel and its console, it gets an answer`, () => {
    for (const file of ["kustomization.yaml", ".rehearsal.yaml", "web.rehearsal.yaml", "chart/values.yaml"])
      answered(file, () => diagnose(snapshotOf(text, { name: file })));
    answered("a change", () => rehearse(snapshotOf(text).file, text));
    const scenario = answered("a scenario", () => readScenarioFile(text));
    assert.ok("problems" in scenario && scenario.problems.length > 0);
    assert.equal(
      answered("a scenario that is written over it", () => writeScenarioFile({ steps: [] }, text)),
      "steps: []\n",
    );
    assert.equal(
      answered("a pasted cluster", () => pastedCluster(text)),
      "not-json",
    );
    const { code, stderr } = answered("kubectl apply", () => new Console(trace).run("apply -f web.yaml", trace.to, { "web.yaml": text }, {}));
    assert.ok(code === 0 || stderr !== "");
  });
}

const many = (count: number, part: (i: number) => string, between = ""): string => Array.from({ length: count }, (_, i) => part(i)).join(between);
const oneNode = (i: number): string => JSON.stringify({ apiVersion: "v1", kind: "Node", metadata: { name: `n${i}`, labels: { zone: "a" } } });

const twins = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1 }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

/** Texts that are long and still checked whole. */
const long: Readonly<Record<string, string>> = {
  "JSON in one line": `{"apiVersion":"v1","kind":"List","items":[${many(10_000, oneNode, ",")}]}`,
  "150,000 keys": `${head}data:\n${many(150_000, (i) => `  k${i}: v\n`)}`,
  "20,000 keys that a ConfigMap has not": `${head}${many(20_000, (i) => `k${i}: v\n`)}`,
  "30,000 times the same key": `${head}data:\n${many(30_000, () => "  k: v\n")}`,
  "a million empty lines": `${head}${"\n".repeat(1_000_000)}`,
  "10,000 dashes": `${head}data:\n${many(10_000, () => "  - \n")}`,
  "200 lines of 300 dashes": `${head}data:\n${many(200, () => `  ${"- ".repeat(300)}x\n`)}`,
  "JSON without commas": `{"apiVersion":"v1","kind":"List","items":[${many(600, oneNode, " ")}]}`,
  "1,000 times the same Deployment and Service": many(1000, () => twins, "---\n"),
  "50,000 quotes that are not closed": `${head}${many(50_000, (i) => `k${i}: "x\n`)}`,
  "30,000 brackets that are not closed": `${head}${many(30_000, (i) => `k${i}: {\n`)}`,
  "a Secret with 20,000 keys that it may not have": `${head.replace("ConfigMap", "Secret")}stringData:\n${many(20_000, (i) => `  k ${i}: v\n`)}`,
  "8,000 mounts of volumes that are not there": `apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  volumes: [${many(8000, (i) => `{ name: w${i} }`, ", ")}]
  containers: [{ name: c, image: c:1, volumeMounts: [${many(8000, (i) => `{ name: v${i}, mountPath: /v${i} }`, ", ")}] }]
`,
  "30,000 comments": `${head}${many(30_000, () => "# c\n")}`,
};

for (const [name, text] of Object.entries(long))
  test(`${name}: checked, and repaired and laid out as far as time allows`, () => {
    const snapshot = snapshotOf(text);
    answered("diagnose", () => diagnose(snapshot));
    answered("quick fixes of all", () => quickFixes(snapshot, 0, text.length));
    answered("fix all", () => fixAll(snapshot));
    answered("format", () => format(snapshot.file));
    answered("a change", () => rehearse(snapshot.file, text));
    answered("references", () => references(snapshot, text.length, true));
  });

test("a scenario of too many levels, of aliases that lead nowhere or that multiply is refused with a sentence", () => {
  for (const text of ["steps: *nobody\n", `steps: [*a1]\na0: &a0 [x]\n${multiplied}`, `steps: ${"[".repeat(20_000)}\n`]) {
    const reading = readScenarioFile(text);
    assert.ok("problems" in reading && reading.problems.length > 0, text.slice(0, 30));
  }
});

test("in one folder with such files the others are checked, and the terminal gets text alone", () => {
  const web = readFileSync(join(import.meta.dirname, "../../examples/web.yaml"), "utf8");
  const folder = folderWith({
    "web.yaml": web,
    "levels.yaml": texts["10,000 levels"]![0],
    "documents.yaml": texts["100,000 documents"]![0],
    "names.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "\\e[31m<img src=x>\\e]0;x\\a", labels: { __proto__: x, constructor: y } }\n`,
  });
  const { out, code } = rehearsal(folder, ["check"]);
  assert.equal(code, 1);
  for (const file of ["levels.yaml", "documents.yaml", "names.yaml"]) assert.ok(out.includes(`${file}\n`), file);
  // oxlint-disable-next-line no-control-regex -- what a terminal obeys
  assert.doesNotMatch(out, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  assert.match(rehearsal(folder, ["rehearse", "web.yaml"]).out, /✔ web\.yaml: Completes/);
});
