import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { diskTree } from "../../../server/machine/disk.ts";
import { thisMachine } from "../../../server/machine/machine.ts";
import { uriOf } from "../../../server/machine/uris.ts";
import { render } from "../../../server/render/render.ts";
import { inEnglish } from "../../../server/words/words.ts";

const folder = mkdtempSync(join(tmpdir(), "rehearsal-test-"));
const place = join(folder, "place");
const chart = join(folder, "-chart $(touch ran); `touch ran`");
mkdirSync(place);
mkdirSync(chart);
writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: '--post-renderer=evil $(x)'\nversion: 1.0.0\n");
writeFileSync(join(chart, "values.yaml"), "{}\n");
after(() => rmSync(folder, { recursive: true, force: true }));

/** Renders the chart with a program of ours in place of Helm. Returns what was printed, or why nothing was. */
async function rendered(script: string, time?: number): Promise<string> {
  const helm = join(folder, "helm.sh");
  writeFileSync(helm, `#!/bin/sh\n${script}\n`);
  chmodSync(helm, 0o755);
  const machine = thisMachine({ place, ...(time !== undefined && { time }) });
  const paths = { helm, kustomize: "", kubectl: "" };
  const choice = { is: "chart", uri: uriOf(chart), values: [uriOf(join(chart, "values.yaml"))] } as const;
  const result = await render(choice, diskTree(), { machine, paths, version: "1.36", signal: new AbortController().signal });
  assert.deepEqual(readdirSync(place), [], "the folder is removed");
  return "problem" in result ? inEnglish(result.problem) : result.file.syntax.text;
}

test("names are data: they reach the program as they are, or not at all", async () => {
  const said = await rendered('printf "%s\\n" "$@"');
  assert.equal(said, "template\npost-renderer-evil-x\ntree\n--values\nvalues/0.yaml\n--no-hooks\n--include-crds\n--kube-version\n1.36.0\n");
  assert.deepEqual(readdirSync(chart), ["Chart.yaml", "values.yaml"]);
});

test("a renderer that hangs is ended with all that it has started", async () => {
  const pid = join(folder, "pid");
  assert.equal(await rendered(`sleep 600 & echo $! > "${pid}"; sleep 600`, 1000), "helm took longer than 1 seconds and was stopped.");
  const isRunning = (): boolean => existsSync(`/proc/${readFileSync(pid, "utf8").trim()}/cwd`);
  for (let tries = 0; tries < 100 && isRunning(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(isRunning(), false);
});

test("a renderer that prints without end is ended, and one that refuses is quoted", async () => {
  assert.equal(await rendered("yes"), "helm printed more than 20 MiB and was stopped.");
  assert.equal(await rendered("echo 'Error: no such value' >&2; exit 1"), "helm failed: no such value");
});

test("a program finds no network, no cluster and no plugins in its variables", async () => {
  const said = await rendered("env");
  assert.match(said, /^HTTPS_PROXY=http:\/\/127\.0\.0\.1:9$/m);
  assert.match(said, /^KUBECONFIG=.*rehearsal-.*home/m);
  assert.match(said, /^HELM_PLUGINS=.*rehearsal-.*home/m);
});

test("what Kustomize built is read as manifests, not as a kustomization", async () => {
  const kustomize = join(folder, "kustomize.sh");
  writeFileSync(kustomize, "#!/bin/sh\nprintf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: settings}\\n'\n");
  chmodSync(kustomize, 0o755);
  writeFileSync(join(folder, "kustomization.yaml"), "configMapGenerator: [{name: settings}]\n");
  const paths = { helm: "", kustomize, kubectl: "" };
  const choice = { is: "kustomization", uri: uriOf(folder) } as const;
  const result = await render(choice, diskTree(), { machine: thisMachine({ place }), paths, version: "1.36", signal: new AbortController().signal });
  assert.deepEqual("problem" in result ? inEnglish(result.problem) : result.file.documents.map(({ document }) => document.recognition), ["manifest"]);
});
