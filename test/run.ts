/** `npm test`: builds everything and runs every test; the last line counts them. Arguments choose suites by name, such as `unit`. */
import { globSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run as runTests } from "node:test";
import { spec } from "node:test/reporters";
import { chromiumPath } from "../scripts/machine/chromium.ts";
import { root, run, say } from "../scripts/machine/run.ts";
import { serverTree } from "../scripts/machine/vscodeServer.ts";
import { packageExtension } from "../scripts/package.ts";
import { runInExtensionHost } from "./vscode/runInExtensionHost.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const suites: Readonly<Record<string, () => Count | Promise<Count>>> = {
  types: () => check("types", "tsc", ["-b"]),
  lint: () => check("lint", "oxlint", ["--type-aware", "--deny-warnings"]),
  format: () => check("format", "prettier", ["--check", "--log-level=warn", "."]),
  unit: () => runFiles(globSync("test/**/*.test.ts", { cwd: root, exclude: ["test/vscode/**", "test/preview/**"] }), availableParallelism()),
  page: () => runFiles(globSync("test/preview/**/*.test.ts", { cwd: root }), 1),
  host: runInExtensionHost,
  workbench: () => runFiles(globSync("test/vscode/**/*.test.ts", { cwd: root }), 1),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(", ")}. There are ${Object.keys(suites).join(", ")}.`);

chromiumPath();
serverTree();
rmSync(join(root, "test", "vscode", "output"), { recursive: true, force: true });
say("Building the extension");
await packageExtension();

let [passed, failed] = [0, 0];
for (const [name, suite] of Object.entries(suites)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  say(`\n${name}`);
  const count = await suite();
  passed += count.passed;
  failed += count.failed;
}
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** A tool that says yes or no counts as one test. */
function check(name: string, command: string, args: readonly string[]): Count {
  try {
    run(join(root, "node_modules", ".bin", command), args);
    return { passed: 1, failed: 0 };
  } catch {
    say(`✖ ${name}`);
    return { passed: 0, failed: 1 };
  }
}

function runFiles(files: readonly string[], concurrency: number): Promise<Count> {
  return new Promise((done) => {
    let [good, bad] = [0, 0];
    const stream = runTests({ files: files.map((file) => join(root, file)), concurrency });
    stream.on("test:pass", ({ details }) => void (details.type !== "suite" && good++));
    stream.on("test:fail", ({ details }) => void (details.type !== "suite" && bad++));
    stream.on("end", () => done({ passed: good, failed: bad }));
    stream.compose(new spec()).pipe(process.stdout, { end: false });
  });
}
