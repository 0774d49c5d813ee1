import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask } from "../../../server/ask/findings.ts";
import { checks } from "../../../server/rehearsal/checks/index.ts";
import { hurts } from "./hurts.ts";
import { never } from "./never.ts";
import { proofs } from "./proofs.ts";
import type { Story } from "./story.ts";

const root = join(import.meta.dirname, "../../..");
const stories = [...never, ...hurts];

type Texts = Readonly<Record<string, string>>;

interface Found {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly files: Texts }[];
}

interface Answer {
  readonly verdict: { readonly is: string; readonly headline: string };
  readonly findings: readonly Found[];
}

async function answer(
  files: Texts,
  { committed, cluster, files: edited }: Partial<Omit<Story, "cluster">> & { readonly cluster?: readonly object[] | undefined },
): Promise<Answer> {
  const before = committed && committed.length > 0 && edited ? { committed: replaced(edited, committed) } : {};
  return (await ask({ files, ...before, ...(cluster && { cluster }) })) as Answer;
}

function replaced(files: Texts, pairs: readonly (readonly [string, string])[]): Texts {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, pairs.reduce((so, [from, to]) => so.replaceAll(from, to), text)]));
}

for (const story of stories) {
  const { title, code, files, near, cures = true } = story;
  test(`${code}: ${title}`, async () => {
    const { findings } = await answer(files, story);
    const found = findings.find((one) => one.code === code && files[one.file]!.split("\n")[one.line - 1]!.includes(`# <- ${code}`));
    assert.ok(found, `found ${JSON.stringify(findings.map(({ file, line, code: other }) => [file, line, other]))}`);
    const almost = await answer(replaced(files, near), story);
    assert.deepEqual(
      almost.findings.filter((one) => one.code === code).map(({ message }) => message),
      [],
    );
    if (!cures) return;
    const [fix] = found.fixes;
    assert.ok(fix, "a fix is offered");
    const cured = await answer({ ...files, ...fix.files }, story);
    assert.deepEqual(
      cured.findings.filter((one) => one.code === code).map(({ message }) => message),
      [],
      fix.title,
    );
  });
}

test("every check has a story, and a recorded case that behaves so", () => {
  const told = new Set(stories.map(({ code }) => code));
  const codes = checks.map(({ code }) => code);
  assert.deepEqual(
    codes.filter((code) => !told.has(code)),
    [],
  );
  assert.deepEqual(Object.keys(proofs).sort(), codes.toSorted());
  for (const proof of Object.values(proofs).flat()) {
    const [file, id] = proof.split(" ");
    const path = join(root, "test/conformance", file!);
    assert.ok(existsSync(path) && readFileSync(path, "utf8").includes(`{"id":"${id}"`), proof);
  }
});

test("the examples have nothing that warns", async () => {
  for (const name of readdirSync(join(root, "examples"))) {
    const { findings } = await answer({ [name]: readFileSync(join(root, "examples", name), "utf8") }, {});
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "warning"),
      [],
      name,
    );
  }
});

test("without a chosen cluster, room on nodes is no warning", async () => {
  const big = stories.find(({ title }) => title === "a request that no node has")!;
  const { findings } = await answer(big.files, { ...big, cluster: undefined });
  assert.deepEqual(
    findings.map(({ code, severity }) => [code, severity]),
    [["no-room-on-nodes", "information"]],
  );
  assert.match(findings[0]!.message, /Assumed: a cluster of three nodes/);
});

test("the title of a fix says what then happens", async () => {
  const { findings } = await answer(stories[0]!.files, stories[0]!);
  assert.match(findings[0]!.fixes[0]!.title, /^maxSurge 0, maxUnavailable 1: completes in \d+ s, never fewer than 2 of 3$/);
});

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  ${spec}\n`;
const saidOf = async (text: string): Promise<string[]> => (await answer({ "web.yaml": text }, {})).findings.map(({ message }) => message);

test("nothing is said of what every cluster has, of images that a program fills in, and of tools that an image has", async () => {
  const trust = "projected: { sources: [{ configMap: { name: kube-root-ca.crt } }] }";
  const mounting = `containers: [{ name: web, image: nginx, volumeMounts: [{ name: v, mountPath: /v }] }]\n  volumes: [{ name: v, `;
  assert.deepEqual(await saidOf(pod(`${mounting}${trust} }]`)), []);
  assert.match((await saidOf(pod(`${mounting}${trust.replace("kube-root-ca.crt", "other")} }]`)))[0]!, /there is no ConfigMap other\. Assumed/);
  assert.deepEqual(await saidOf(pod("containers: [{ name: web, image: 'ko://example.com/web' }]")), []);
  assert.match(
    (await saidOf(pod("containers: [{ name: web, image: '{image}' }]")))[0]!,
    /container web can't start\. Failed to apply default image tag/,
  );
  const shell = "readinessProbe: { exec: { command: [sh, -c, 'test ! -f /tmp/x'] } }";
  assert.deepEqual(await saidOf(pod(`containers: [{ name: web, image: 'hashicorp/http-echo:alpine', ${shell} }]`)), []);
});

test("of two probes that is named which fails", async () => {
  const probes = "startupProbe: { httpGet: { port: 80 } }, readinessProbe: { httpGet: { port: 81 } }";
  assert.match((await saidOf(pod(`containers: [{ name: web, image: nginx, ${probes} }]`)))[0]!, /checks port 81/);
});

test("a namespace of an object that has none is left out", async () => {
  const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: web, namespace: default }\nrules: []\n---\n";
  assert.deepEqual(await saidOf(role + role + pod("containers: [{ name: web, image: nginx }]")), []);
});
