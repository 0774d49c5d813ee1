import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asHtml } from "../../cli/report/html.ts";
import { folderWith, rehearsal } from "../support/commandLine.ts";

const web = readFileSync(join(import.meta.dirname, "../../examples/web.yaml"), "utf8");
const older = web.replace("nginx:1.27", "nginx:1.26");

/** A repository whose last commit has the first text, and whose working tree has the second. */
function repository(committed: string, edited: string): string {
  const folder = folderWith({ "deploy/web.yaml": committed });
  const git = (...args: string[]): void => {
    const { status, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "first");
  writeFileSync(join(folder, "deploy/web.yaml"), edited);
  return folder;
}

test("a first rollout works", () => {
  const { out, code } = rehearsal(folderWith({ "web.yaml": web }), ["rehearse", "web.yaml"]);
  assert.match(out, /^✔ web\.yaml: Completes in \d+ s\n/);
  assert.match(out, /Deployment web {2}new .*█ 3 ready\n/);
  assert.equal(code, 0);
});

test("an edit is rolled out from the last commit, or from another folder, and the working tree stays as it is", () => {
  const folder = repository(older, web);
  for (const from of ["HEAD", "../before"]) {
    mkdirSync(join(folder, "../before"), { recursive: true });
    writeFileSync(join(folder, "../before/web.yaml"), older);
    const { out, code } = rehearsal(folder, ["rehearse", "deploy", "--from", from]);
    assert.match(out, /never fewer than 3 of 3 ready/);
    assert.match(out, /old █.* 0 ready\n.*new .*█ 3 ready\n/);
    assert.equal(code, 0);
  }
  assert.equal(readFileSync(join(folder, "deploy/web.yaml"), "utf8"), web);
});

test("a rollout that never completes fails, and names the line", () => {
  const { out, code } = rehearsal(folderWith({ "web.yaml": web.replace("cpu: 250m", "cpu: 2500m") }), ["rehearse"]);
  assert.match(out, /✖ .*: Never completes: no node for 3 pods/);
  assert.match(out, /\| +cpu: 2500m\n/);
  assert.equal(code, 1);
});

test("what the API server refuses stands under its line", () => {
  const { out, code } = rehearsal(folderWith({ "web.yaml": web.replace("replicas: 3", "replicas: -3") }), ["rehearse", "web.yaml"]);
  assert.match(out, /replicas: -3/);
  assert.equal(code, 1);
});

test("one cause is one finding, and what a person turned off is not said", () => {
  const refused = rehearsal(folderWith({ "web.yaml": web.replace("replicas: 3", "replicas: -3") }), ["rehearse", "web.yaml"]).out;
  assert.match(refused, /\n1 error in 1 file /);
  const crowded = folderWith({ "web.yaml": web.replace("cpu: 250m", "cpu: 2500m") });
  assert.match(rehearsal(crowded, ["rehearse"]).out, /no-room-on-nodes/);
  assert.doesNotMatch(rehearsal(crowded, ["rehearse", "--rules", "no-room-on-nodes=off"]).out, /no-room-on-nodes/);
  const ignored = web.replace("cpu: 250m", "cpu: 2500m # rehearsal-ignore: no-room-on-nodes");
  assert.doesNotMatch(rehearsal(folderWith({ "web.yaml": ignored }), ["rehearse"]).out, /information/);
});

test("what never completes says why in the finding, too, in either language", () => {
  const hook = web.replace("image: nginx:1.27", 'image: nginx:1.27\n          lifecycle: { postStart: { exec: { command: [sh, -c, "exit 3"] } } }');
  const folder = folderWith({ "web.yaml": hook });
  assert.match(
    rehearsal(folder, ["rehearse"]).out,
    /information Deployment web never completes: \S+ is restarted again and again: its postStart hook fails\./,
  );
  assert.match(rehearsal(folder, ["rehearse", "--language", "ko"]).out, /완료되지 않습니다: \S+이 계속 재시작됨: postStart 훅 실패\./);
});

test("a warning of the files alone stands beside a rollout that completes", () => {
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: web, port: { number: 8080 } } } }
`;
  const { out, code } = rehearsal(folderWith({ "web.yaml": web, "ingress.yaml": ingress }), ["rehearse", ".", "--max-warnings", "0"]);
  assert.match(out, /warning Service web has no port 8080/);
  assert.equal(code, 1);
});

test("a file of which nothing can be applied does not complete", () => {
  const { out, code } = rehearsal(folderWith({ "web.yaml": "apiVersion: v1\nkind: pod\nmetadata: { name: web }\n" }), ["rehearse", "web.yaml"]);
  assert.match(out, /There is no kind pod/);
  assert.match(out, /✖ web\.yaml: Nothing is applied/);
  assert.equal(code, 1);
});

test("a document that can't be read makes the rollout fail, and is not said to be missing from its file", () => {
  const folder = folderWith({ "before/web.yaml": web, "web.yaml": web.replace("kind: Deployment", "kind: Deploymnet") });
  const { out, code } = rehearsal(folder, ["rehearse", "--from", "before", "web.yaml"]);
  assert.match(out, /✖ web\.yaml: Fails: the API server refuses 1 document/);
  assert.doesNotMatch(out, /no longer in the file/);
  assert.equal(code, 1);
});

test("custom resources alone are nothing to rehearse, and do not count as done", () => {
  const { out, code } = rehearsal(folderWith({ "own.yaml": "apiVersion: acme.io/v1\nkind: Widget\nmetadata: { name: one }\n" }), [
    "rehearse",
    "own.yaml",
  ]);
  assert.match(out, /own\.yaml: Nothing to rehearse/);
  assert.equal(code, 0);
});

test("nodes come from a file, and steps from a scenario beside the manifest or elsewhere", () => {
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "only" }, status: { allocatable: { cpu: "1", memory: "1Gi", pods: "2" } } };
  const scenario = "steps:\n  - at: 20s\n    scale: { kind: Deployment, name: web, replicas: 1 }\n";
  const folder = folderWith({
    "web.yaml": web,
    "web.rehearsal.yaml": scenario,
    "nodes.json": JSON.stringify({ kind: "List", apiVersion: "v1", items: [node] }),
  });
  assert.match(rehearsal(folder, ["rehearse", "web.yaml"]).out, / 1 ready\n/);
  const place = rehearsal(folder, ["place", "--cluster", "nodes.json", "web.yaml", "--scenario", "/dev/null"]);
  assert.match(place.out, /web-\S+ +only\n/);
  assert.match(place.out, /none: 0\/1 nodes are available: 1 Too many pods/);
  assert.equal(place.code, 1);
});

test("the picture is SVG, and Markdown fits a pull request", () => {
  const folder = folderWith({ "</script>.yaml": web });
  const as = (format: string): string => rehearsal(folder, ["rehearse", "-f", format, "</script>.yaml"]).out;
  assert.match(as("svg"), /^<svg [^]*<\/svg>$/);
  assert.match(as("markdown"), /^### ✅ &lt;\/script&gt;\.yaml: Completes in [^]*```text\nweb\n {2}new [^]*```/);
});

test("neither a name nor a trace can end the script of the page that has the trace in it", () => {
  const page = '<title>Rehearsal</title><script id="trace" type="application/json"></script>';
  const shown = asHtml(page, "</script>$&", '{"a":"</script>"}');
  assert.equal(shown, '<title>&lt;/script&gt;$&amp;</title><script id="trace" type="application/json">{"a":"\\u003c/script>"}</script>');
});

test("kubectl answers at a moment of the rollout", () => {
  const folder = folderWith({ "web.yaml": web });
  const ask = (at: string, ...words: string[]) => rehearsal(folder, ["kubectl", "--of", "web.yaml", "--at", at, "--", ...words]);
  assert.match(ask("1s", "get", "pods").out, /web-\S+ +0\/1 +ContainerCreating /);
  assert.match(ask("1h", "get", "pods").out, /web-\S+ +1\/1 +Running /);
  assert.deepEqual(ask("1h", "get", "pod", "it's; not there"), {
    out: "",
    err: 'Error from server (NotFound): pods "it\'s; not there" not found\n',
    code: 1,
  });
  assert.equal(ask("soon", "get", "pods").code, 2);
});

test("what can't be rehearsed says why", () => {
  const folder = folderWith({ "notes.yaml": "a: b\n" });
  assert.deepEqual(rehearsal(folder, ["rehearse", "notes.yaml"]), {
    out: "",
    err: "rehearsal: There is nothing to rehearse in notes.yaml.\n",
    code: 2,
  });
  assert.match(rehearsal(folder, ["rehearse", "notes.yaml", "--from", "--upload-pack=x"]).err, /--upload-pack=x is neither/);
});
