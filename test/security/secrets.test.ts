import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { check, workspaceOf } from "../../cli/checking/check.ts";
import { reportOf } from "../../cli/rehearsing/rehearse.ts";
import { asGithub } from "../../cli/report/github.ts";
import { asHtml } from "../../cli/report/html.ts";
import { asJson } from "../../cli/report/json.ts";
import { asJunit } from "../../cli/report/junit.ts";
import { asMarkdown } from "../../cli/report/markdown.ts";
import { asSarif } from "../../cli/report/sarif.ts";
import { asText } from "../../cli/report/text.ts";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { playable } from "../../engine/rehearsal/planned.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { findingsOf } from "../../server/rehearsal/run.ts";
import { readScenarioFile } from "../../server/scenario/readFile.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "../support/check.ts";
import { node } from "../support/simulations.ts";

/** What Secrets hold in these tests, plain and in base64, with letters of other alphabets. */
const plain = ["tr0ub4dor", "c0rrect-h0rse", "st4ple-ключ", "ann0tated", "typed-1n", "p4tched-in"];
const values = plain.flatMap((value) => [value, Buffer.from(value).toString("base64")]);

const [first, second, third, annotated] = plain as [string, string, string, string];

function secret(password: string): string {
  const last = JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "login" }, stringData: { old: annotated } });
  return `apiVersion: v1
kind: Secret
metadata:
  name: login
  annotations: { kubectl.kubernetes.io/last-applied-configuration: ${JSON.stringify(last)} }
data: { user: ${Buffer.from(first).toString("base64")} }
stringData: { password: ${password}, key: ${third} }
`;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          command: [sh, -c, "echo $PASSWORD; env; exit 1"]
          envFrom: [{ secretRef: { name: login } }]
          env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: login, key: password } } }]
`;

const scenario = `steps:
  - { at: 20s, kubectl: "create secret generic typed --from-literal=password=${plain[4]}" }
  - { at: 30s, kubectl: 'patch secret login -p {"stringData":{"password":"${plain[5]}"}}' }
  - { at: 40s, patch: { kind: Secret, name: login, patch: { data: { password: ${Buffer.from("p4tched-in").toString("base64")} } } } }
`;

function holdsNone(text: string, where: string): void {
  for (const value of values)
    assert.ok(!text.includes(value), `${where} holds ${value}: ${text.slice(Math.max(0, text.indexOf(value) - 200)).slice(0, 300)}`);
}

test("what Secrets hold is in no report, picture, page or saved trace", () => {
  const [before, after] = [
    [secret("changed-soon"), deployment.replace("1.29", "1.28")],
    [secret(second), deployment],
  ].map((texts) => texts.map((text) => parse(text) as object));
  const read = readScenarioFile(scenario);
  assert.ok("value" in read);
  const change = { before: before!, after: after!, ...playable(read.value.steps) };
  const trace = simulate({ cluster: [node("n1")], ...change, kubectl: performLine });
  assert.ok(values.filter((value) => JSON.stringify(trace).includes(value)).length >= 8, "the rehearsal has them");
  const rehearsed = reportOf("after", { trace, findings: findingsOf(change, trace), unread: 0, objects: 1 }, "en");
  const report = { files: [], rehearsals: [rehearsed] };
  const written = {
    text: asText(report, false),
    json: asJson(report),
    sarif: asSarif(report, "1", () => undefined),
    junit: asJunit(report),
    github: asGithub(report),
    markdown: asMarkdown(report),
    svg: rehearsed.picture(),
    html: asHtml('<script id="trace" type="application/json"></script>', "after", rehearsed.trace()),
    trace: writeTrace(trace),
  };
  for (const [format, text] of Object.entries(written)) holdsNone(text, format);
  assert.match(written.svg, /from-literal=password=\*\*\*/);
});

test("a finding about a Secret says where, and not what it holds", () => {
  const wrong = [
    `data: { user: "${first}" }`,
    `data: { user: [${first}] }`,
    `data: ${first}`,
    `stringData: { user: 12345678, "a key": ${first} }`,
    `stringData: { user: { deep: ${first} } }`,
    `type: kubernetes.io/dockerconfigjson\ndata: { .dockerconfigjson: ${Buffer.from(first).toString("base64")} }`,
    `type: kubernetes.io/dockerconfigjson\nstringData: { .dockerconfigjson: ${first} }`,
    `type: kubernetes.io/tls\nstringData: { tls.crt: ${first}, tls.key: ${second} }`,
    `type: kubernetes.io/basic-auth\nstringData: { password: ${first}, password: ${second} }`,
    `immutable: yes\nstringData: { user: ${second} }`,
    `stringData:\n  password: ${first}: x`,
    `stringData:\n  password: "${first}\n  next: ${second}\n${third}`,
    `stringData:\n  password: |\n    ${first}\n   ${second}\n`,
    `imutable: true\ndata: { password: ${first}, - }`,
  ];
  const committed = `apiVersion: v1\nkind: Secret\nmetadata: { name: login }\nimmutable: true\ndata: { user: ${values[1]} }\n`;
  let lines = 0;
  for (const part of wrong) {
    const text = `apiVersion: v1\nkind: Secret\nmetadata: { name: login }\n${part}\n`;
    const snapshot = snapshotOf(text, { committed });
    holdsNone(
      diagnose(snapshot)
        .map(({ finding }) => inEnglish(finding.message))
        .join("\n"),
      part,
    );
    const sources = [{ path: "secret.yaml", uri: "file:///secret.yaml", text }];
    const [file] = check(sources, workspaceOf(sources, {}), inEnglish);
    const printed = asText({ files: [file!], rehearsals: [] }, false);
    holdsNone(printed, part);
    lines += printed.split("\n").filter((line) => line.includes("****")).length;
  }
  assert.ok(lines > 5, `${lines} lines are printed`);
});
