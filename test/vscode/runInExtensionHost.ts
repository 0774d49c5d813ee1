import { runTests } from "@vscode/test-electron";
import { type BuildOptions, build } from "esbuild";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/machine/run.ts";

/** How many tests passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const bundles = join(root, "dist", "test");
const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode", "mocha"],
  logLevel: "warning",
};

/**
 * Runs the suites inside VS Code's extension host, on a copy of `examples/`. On an ordinary machine a desktop VS Code is fetched for it;
 * where there is no display to show one (or `REHEARSAL_TEST_IN=browser` says so), VS Code's server and a headless Chromium take its place.
 */
export async function runInExtensionHost(): Promise<Count> {
  const alone = await runSuite("alone", []);
  const beside = await runSuite("besideYaml", [await standIn()]);
  return { passed: alone.passed + beside.passed, failed: alone.failed + beside.failed };
}

async function runSuite(name: string, otherExtensions: readonly string[]): Promise<Count> {
  const suite = join(bundles, `${name}.cjs`);
  await build({ ...options, entryPoints: [`test/vscode/suite/${name}.ts`], outfile: suite });
  const folder = workspace();
  const results = join(folder, ".results.json");
  const inBrowser = process.env["REHEARSAL_TEST_IN"] === "browser" || (process.platform === "linux" && !process.env["DISPLAY"]);
  try {
    await runTests({
      ...(inBrowser && { vscodeExecutablePath: join(root, "test", "vscode", "browserCode.ts") }),
      extensionDevelopmentPath: [root, ...otherExtensions],
      extensionTestsPath: suite,
      launchArgs: [folder],
    });
  } catch {
    // The counts say what failed; without them nothing ran.
  }
  const counts = existsSync(results) ? (JSON.parse(readFileSync(results, "utf8")) as Count) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** A copy of the examples, beside a YAML file that is no manifest and a schema which suits that one alone. */
function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-workspace-"));
  cpSync(join(root, "examples"), folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  writeFileSync(
    join(folder, ".vscode", "settings.json"),
    JSON.stringify({ "files.autoSave": "off", "yaml.schemas": { "./recipe.schema.json": "*.yaml" } }),
  );
  const schema = { type: "object", properties: { name: { type: "string", description: "What it is called" } }, additionalProperties: false };
  writeFileSync(join(folder, "recipe.schema.json"), JSON.stringify(schema));
  writeFileSync(join(folder, "recipe.yaml"), "name: soup\ncolour: red\n");
  return folder;
}

/** Red Hat's YAML extension cannot be had without its marketplace; this one has its name, its interface and its language server. */
async function standIn(): Promise<string> {
  const folder = join(bundles, "yaml-extension");
  const source = join(root, "test", "vscode", "fixtures", "yaml-extension");
  const server = join(root, "node_modules", "yaml-language-server", "bin", "yaml-language-server");
  await build({
    ...options,
    entryPoints: [join(source, "extension.ts")],
    outfile: join(folder, "extension.cjs"),
    define: { YAML_LANGUAGE_SERVER: JSON.stringify(server) },
  });
  cpSync(join(source, "package.json"), join(folder, "package.json"));
  return folder;
}
