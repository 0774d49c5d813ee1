/** How long the command line takes: to start, and to check the recorded cases as files, beside kubeconform in the same run where Go is there to build it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { isInstalled, root, run, say } from "../../scripts/machine/run.ts";
import { kinds } from "../../schemas/generated/schema.ts";
import { type Operation, patched } from "../conformance/jsonPatch.ts";
import { schemaOfKind } from "./peerSchema.ts";
import { below, beside, percentile } from "./report.ts";

const main = join(root, "dist/cli/main.mjs");
const folder = mkdtempSync(join(tmpdir(), "rehearsal-cli-"));

/** How long a program takes, in milliseconds, and what it prints. */
function timed(command: string, args: readonly string[]): { readonly wall: number; readonly out: string } {
  const start = performance.now();
  const { stdout } = spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 });
  return { wall: performance.now() - start, out: stdout };
}

below(
  "start (--version), median of 9",
  percentile(
    Array.from({ length: 9 }, () => timed(process.execPath, [main, "--version"]).wall),
    50,
  ),
  150,
  "ms",
);

const cases = join(folder, "cases");
mkdirSync(cases);
const expected = new Map<string, boolean>();
const recordings = [join(root, "../shared/vectors/validate"), join(root, "test/conformance/validate")].find((path) =>
  existsSync(join(path, "cases.jsonl")),
)!;
const bases = JSON.parse(readFileSync(join(recordings, "bases.json"), "utf8")) as Record<string, unknown>;
for (const line of readFileSync(join(recordings, "cases.jsonl"), "utf8").trim().split("\n")) {
  const { id, base, patch, accepted } = JSON.parse(line) as { id: string; base: string; patch: Operation[]; accepted: boolean };
  const object = patched(bases[base], patch);
  const file = `${id.replaceAll(/\W/g, "-")}.yaml`;
  expected.set(`cases/${file}`, accepted);
  writeFileSync(join(cases, file), stringify(object, { version: "1.1" }).replace(/^%YAML 1\.1\n---\n/, ""));
}
const own = timed(process.execPath, [main, "check", "--kubernetes-version", "1.36", "-f", "json", "cases"]);
const { files } = JSON.parse(own.out) as { files: { path: string; refused: boolean }[] };
const right = files.filter(({ path, refused }) => expected.get(path) === !refused).length;
say(`  ${expected.size} cases as files: ${right} verdicts as recorded`);

const kubeconform = join(process.env["GOPATH"] ?? join(process.env["HOME"] ?? "", "go"), "bin/kubeconform");
if (!existsSync(kubeconform) && isInstalled("go")) run("go", ["install", "github.com/yannh/kubeconform/cmd/kubeconform@latest"], { quiet: true });
if (existsSync(kubeconform)) {
  const schemas = join(folder, "schemas");
  mkdirSync(schemas);
  for (const { apiVersion, kind, type } of kinds)
    if (type !== undefined)
      writeFileSync(join(schemas, `${kind}-${apiVersion.replaceAll("/", "-")}.json`.toLowerCase()), JSON.stringify(schemaOfKind(type)));
  const location = join(schemas, "{{.ResourceKind}}{{.KindSuffix}}.json");
  const peer = timed(kubeconform, ["-schema-location", location, "-output", "json", "-strict", "cases"]);
  beside("the cases as files, cold", own.wall, "kubeconform", peer.wall, "ms", 1);
} else below("the cases as files, cold", own.wall, 16_700, "ms");
