/**
 * `npm test`: runs every test; the last line counts them. Arguments choose suites by name: `npm test -- unit` is the one to run again and again.
 * What a suite needs is made or fetched for it first: nothing but the generated sources for most, a browser or VS Code and the package for the last three.
 */
import { globSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run as runTests } from "node:test";
import { spec } from "node:test/reporters";
import { chromiumPath } from "../scripts/machine/chromium.ts";
import { root, run, say } from "../scripts/machine/run.ts";
import { serverTree } from "../scripts/machine/vscodeServer.ts";
import { generateSources } from "../scripts/build.ts";
import { packageAll } from "../scripts/package.ts";
import { runInExtensionHost } from "./vscode/runInExtensionHost.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly needs: readonly (keyof typeof preparations)[];
  readonly run: () => Count | Promise<Count>;
}

/** What has to be there before a suite runs. */
const preparations = {
  browser: () => void chromiumPath(),
  vscode: () => {
    serverTree();
    rmSync(join(root, "test", "vscode", "output"), { recursive: true, force: true });
  },
  package: async () => {
    say("Building the extension");
    await packageAll();
  },
};

const suites: Readonly<Record<string, Suite>> = {
  types: { needs: [], run: () => check("types", "tsc", ["-b"]) },
  lint: { needs: [], run: () => check("lint", "oxlint", ["--type-aware", "--deny-warnings"]) },
  format: { needs: [], run: () => check("format", "prettier", ["--check", "--log-level=warn", "."]) },
  unit: {
    needs: [],
    run: () =>
      runFiles(
        globSync("test/**/*.test.ts", { cwd: root, exclude: ["test/package/**", "test/vscode/**", "test/preview/**"] }),
        availableParallelism(),
      ),
  },
  npm: { needs: ["package"], run: () => runFiles(globSync("test/package/**/*.test.ts", { cwd: root }), 1) },
  page: { needs: ["browser", "package"], run: () => runFiles(globSync("test/preview/**/*.test.ts", { cwd: root }), 1) },
  host: { needs: ["package"], run: runInExtensionHost },
  workbench: { needs: ["browser", "vscode", "package"], run: () => runFiles(globSync("test/vscode/**/*.test.ts", { cwd: root }), 1) },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(", ")}. There are ${Object.keys(suites).join(", ")}.`);

const wanted = Object.entries(suites).filter(([name]) => chosen.length === 0 || chosen.includes(name));
generateSources();
const needed = new Set(wanted.flatMap(([, { needs }]) => needs));
for (const [name, prepare] of Object.entries(preparations)) if (needed.has(name as keyof typeof preparations)) await prepare();

let [passed, failed] = [0, 0];
for (const [name, suite] of wanted) {
  say(`\n${name}`);
  const count = await suite.run();
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
