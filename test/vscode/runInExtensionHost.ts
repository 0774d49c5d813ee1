import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/machine/run.ts";

/**
 * Runs the suite inside VS Code's extension host, on a copy of `examples/`. On an ordinary machine a desktop VS Code is fetched for it;
 * where there is no display to show one (or `REHEARSAL_TEST_IN=browser` says so), VS Code's server and a headless Chromium take its place.
 */
export async function runInExtensionHost(): Promise<{ readonly passed: number; readonly failed: number }> {
  const suite = join(root, "dist", "test", "suite.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["test/vscode/suite/index.ts"],
    outfile: suite,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-workspace-"));
  const results = join(folder, ".results.json");
  cpSync(join(root, "examples"), folder, { recursive: true });
  const inBrowser = process.env["REHEARSAL_TEST_IN"] === "browser" || (process.platform === "linux" && !process.env["DISPLAY"]);
  try {
    await runTests({
      ...(inBrowser && { vscodeExecutablePath: join(root, "test", "vscode", "browserCode.ts") }),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [folder],
    });
  } catch {
    // The counts say what failed; without them nothing ran.
  }
  const counts = existsSync(results) ? (JSON.parse(readFileSync(results, "utf8")) as { passed: number; failed: number }) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true, force: true });
  return counts;
}
